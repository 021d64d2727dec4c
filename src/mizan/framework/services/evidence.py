"""Evidence: a file kept by its hash, or an address; checked by the other side."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.conf import settings

from mizan.framework import verbs
from mizan.framework.models import Evidence, EvidenceCheck
from mizan.framework.rules import allowed
from mizan.framework.services._tools import allow, same_world
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.record import record

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
    allow(allowed.to_add_evidence(side=actor.side, roles=actor.roles))
    if len(new.content) > LARGEST_MB * 1024 * 1024:
        raise Refused("framework.evidence_too_large", where="file", limit=LARGEST_MB)
    if not new.content:
        return new
    digest = hashlib.sha256(new.content).hexdigest()
    _keep(digest, new.content)
    return replace(new, content=b"", sha256=digest)


def add_evidence(actor: Actor, new: NewEvidence) -> Evidence:
    """Keep a piece of evidence. Its file is written before the row points to it."""
    new = keep_file(actor, new)
    if not new.url and not new.sha256:
        raise Refused("framework.evidence_url_or_file", where="url")
    path = f"{new.sha256[:2]}/{new.sha256}" if new.sha256 else ""
    with acting(actor):
        row = Evidence.objects.create(
            kind=new.kind, title=dict(new.title), url=new.url, file_name=new.file_name[:120], file_path=path,
            sha256=new.sha256, captured_on=new.captured_on, expires_on=new.expires_on, author_body_id=actor.body,
            world=actor.world,
        )  # fmt: skip
        record(actor, verbs.EVIDENCE_ADDED, row, kind=new.kind, sha256=new.sha256 or None, captured=new.captured_on)
    return row


def _keep(digest: str, content: bytes) -> None:
    """Write the file under its hash (temp, then rename); the same file twice is one file."""
    folder = Path(settings.VAR) / "evidence" / digest[:2]
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / digest
    if not final.exists():
        half = final.with_suffix(".part")
        half.write_bytes(content)
        half.replace(final)


def check_evidence(actor: Actor, evidence: Evidence, *, finding: str) -> EvidenceCheck:
    """The other side's word on a piece of evidence."""
    allow(allowed.to_check_evidence(side=actor.side, evidence_side=evidence.author_body.side, roles=actor.roles))
    same_world(actor, evidence)
    if finding not in EvidenceCheck.Finding.values:
        raise Refused("framework.no_such_finding", where="finding")
    with acting(actor):
        row = EvidenceCheck.objects.create(evidence=evidence, finding=finding, at=now(), body_id=actor.body)
        record(actor, verbs.EVIDENCE_CHECKED, evidence, finding=finding)
    return row
