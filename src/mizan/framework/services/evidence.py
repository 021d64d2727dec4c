"""Evidence: a file kept by its hash, or an address; checked by the other side."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
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
    """A file (`content`, at most 20 MB) or an address (`url`), never neither."""

    kind: str
    title: TextMap
    captured_on: date
    expires_on: date | None = None
    url: str = ""
    file_name: str = ""
    content: bytes = b""


def add_evidence(actor: Actor, new: NewEvidence) -> Evidence:
    """Keep a piece of evidence. The file is written under its own hash before the row points to it."""
    allow(allowed.to_add_evidence(side=actor.side, roles=actor.roles))
    if not new.url and not new.content:
        raise Refused("framework.evidence_url_or_file", where="url")
    if len(new.content) > LARGEST_MB * 1024 * 1024:
        raise Refused("framework.evidence_too_large", where="file", limit=LARGEST_MB)
    digest = hashlib.sha256(new.content).hexdigest() if new.content else ""
    path = _keep(digest, new.content) if digest else ""
    with acting(actor):
        row = Evidence.objects.create(
            kind=new.kind, title=dict(new.title), url=new.url, file_name=new.file_name[:120], file_path=path,
            sha256=digest, captured_on=new.captured_on, expires_on=new.expires_on, author_body_id=actor.body,
            world=actor.world,
        )  # fmt: skip
        record(actor, verbs.EVIDENCE_ADDED, row, kind=new.kind, sha256=digest or None, captured=new.captured_on)
    return row


def _keep(digest: str, content: bytes) -> str:
    """Write the file under its hash (temp, then rename); the same file twice is one file."""
    folder = Path(settings.VAR) / "evidence" / digest[:2]
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / digest
    if not final.exists():
        half = final.with_suffix(".part")
        half.write_bytes(content)
        half.replace(final)
    return f"{digest[:2]}/{digest}"


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
