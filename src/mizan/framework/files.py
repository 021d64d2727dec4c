"""The files of evidence: each is kept once, under its own hash, before any row points to it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.conf import settings

from mizan.framework.rules import allowed
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap

LARGEST_MB = 20


@dataclass(frozen=True)
class NewEvidence:
    """A file (`content`, at most 20 MB, or the `sha256` of one that is kept already) or an address, never neither."""

    kind: str
    title: TextMap
    captured_on: date
    expires_on: date | None = None
    url: str = ""
    file_name: str = ""
    content: bytes = b""
    sha256: str = ""


def keep_file(actor: Actor, new: NewEvidence) -> NewEvidence:
    """The same evidence with its file written under its own hash instead of the bytes. No row points to it yet: this
    is what takes long, and is done before the transaction that takes the evidence together with what it proves."""
    if refused := allowed.to_add_evidence(side=actor.side, roles=actor.roles):
        raise Refused(refused)
    if len(new.content) > LARGEST_MB * 1024 * 1024:
        raise Refused("framework.evidence_too_large", where="file", limit=LARGEST_MB)
    if not new.content:
        return new
    digest = hashlib.sha256(new.content).hexdigest()
    _keep(digest, new.content)
    return replace(new, content=b"", sha256=digest)


def _keep(digest: str, content: bytes) -> None:
    """Write the file under its hash (temp, then rename); the same file twice is one file."""
    folder = Path(settings.VAR) / "evidence" / digest[:2]
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / digest
    if not final.exists():
        half = final.with_suffix(".part")
        half.write_bytes(content)
        half.replace(final)
