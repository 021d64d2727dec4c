"""Adopting a version of the key manifest: checked, kept, committed to by an unsalted leaf, published as a file."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger import keyfiles
from mizan.ledger.models import KeyManifest, LogOrigin
from mizan.ledger.record import commit_in_public, record
from mizan.ledger.verbs import COUNT, HASH, verb
from mizan.tlog.errors import NoteError
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.manifest import Manifest, Pins, digest, must_follow, open_manifest

ADOPTED = verb(
    "ledger.manifest.adopted", _("adopted a key manifest"), version=COUNT, keys=COUNT, digest=HASH, leaf=HASH
)


def adopt_manifest(actor: Actor, data: bytes, pins: Pins) -> Manifest:
    """Keep a version that all three signed and that follows the newest, be it of a log that this one continues. Refused
    with the reason otherwise."""
    try:
        manifest = open_manifest(data, pins)
        must_follow(manifest, newest(), dict(LogOrigin.objects.values_list("origin", "continues")))
    except NoteError as error:
        raise Refused("ledger.manifest", reason=str(error)) from error
    with acting(actor):
        row = KeyManifest.objects.create(version=manifest.version, data=data)
        leaf = commit_in_public(digest(data))
        record(
            actor, ADOPTED, row, version=manifest.version, keys=len(manifest.keys), digest=digest(data).hex(), leaf=leaf
        )
    return manifest


def newest() -> bytes | None:
    """The file of the newest version."""
    row = KeyManifest.objects.order_by("version").last()
    return bytes(row.data) if row else None


def publish_manifests(folder: Path) -> int:
    """Write every version that is not there yet as `folder`/manifest/N; returns how many. Temp, sync, rename."""
    written = 0
    for row in KeyManifest.objects.order_by("version"):
        path = folder / "manifest" / str(row.version)
        if not path.exists() or path.read_bytes() != bytes(row.data):
            path.parent.mkdir(parents=True, exist_ok=True)
            half = path.with_name(f".{path.name}.part")
            with half.open("wb") as file:
                file.write(bytes(row.data))
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
            written += 1
    return written


def log_signer() -> Ed25519Signer:
    """The log's own key: it certifies the promise key by signing the manifest."""
    return Ed25519Signer(settings.LOG_ORIGIN, keyfiles.read(Path(settings.LOG_KEY)))
