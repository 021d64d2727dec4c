"""The demonstration's key manifest: all signing keys lie on this machine, so it shows only the mechanism."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from mizan.institutions.models import BodyKeys
from mizan.institutions.queries.rosters import hex_in_manifest
from mizan.kit.actors import system
from mizan.kit.facts import World
from mizan.ledger import keyfiles, pins
from mizan.ledger.manifests import adopt_manifest, log_signer, newest, publish_manifests
from mizan.sealing.boxes import public_of
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.manifest import Key
from mizan.tlog.note import Signature, add_signatures, parse_note
from mizan.web.commands.log_manifest import draft

SIGNERS = ("oversight", "society")
KEEPERS = 3


def make_manifest() -> bool:
    """Version 1 with this house's own keys; then, whenever keys of bodies are new, a version with them and three
    keepers. Published. Returns whether one was made now."""
    signers = [_signer(name) for name in SIGNERS]
    pins.pin({"log": [log_signer().vkey], **{name: [one.vkey] for name, one in zip(SIGNERS, signers, strict=True)}})
    is_first = newest() is None
    if is_first:
        _adopt([], signers)
    wanted = [*_bodies(), *_keepers()]
    trusted = pins.trusted()
    is_new = trusted is None or set(wanted) != {*trusted.of_use("body"), *trusted.of_use("escrow")}
    if is_new:
        _adopt(wanted, signers)
    publish_manifests(Path(settings.LOG))
    return is_first or is_new


def _adopt(keys: list[Key], signers: list[Ed25519Signer]) -> None:
    data, known = draft(keys), pins.pins()
    assert known is not None
    text = parse_note(data).text.encode()
    lines = [Signature(one.name, one.key_id, one.sign(text)) for one in signers]
    adopt_manifest(system("exercise", world=World.EXERCISE), add_signatures(data, lines), known)


def _bodies() -> list[Key]:
    rows = BodyKeys.objects.filter(world=World.EXERCISE, until=None).order_by("institution")
    return [Key("body", row.institution_id, hex_in_manifest(row)) for row in rows]


def _keepers() -> list[Key]:
    """The escrow's three: files beside the others here, in three drawers in life."""
    return [_keeper(number) for number in range(1, KEEPERS + 1)]


def _keeper(number: int) -> Key:
    path = Path(settings.KEYS) / f"keeper-{number}.key"
    keyfiles.make(path)
    return Key("escrow", f"{settings.LOG_ORIGIN}/keeper-{number}", public_of(keyfiles.read(path)).hex())


def _signer(name: str) -> Ed25519Signer:
    path = Path(settings.KEYS) / f"manifest-{name}.key"
    keyfiles.make(path)
    return Ed25519Signer(f"{settings.LOG_ORIGIN}/{name}", keyfiles.read(path))
