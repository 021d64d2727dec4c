"""Evidence: a file kept by its hash, or an address; checked by the other side."""

from __future__ import annotations

from mizan.framework import verbs
from mizan.framework.files import NewEvidence, keep_file
from mizan.framework.models import Evidence, EvidenceCheck
from mizan.framework.rules import allowed
from mizan.framework.services._tools import allow, same_world
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.ledger.record import record


def add_evidence(actor: Actor, new: NewEvidence) -> Evidence:
    """Keep a piece of evidence. Its file is written before the row points to it."""
    new = keep_file(actor, new)
    if not new.url and not new.sha256:
        raise Refused("framework.evidence_url_or_file", where="url")
    with acting(actor):
        row = keep_evidence(actor, new)
        record(actor, verbs.EVIDENCE_ADDED, row, kind=new.kind, sha256=new.sha256 or None, captured=new.captured_on)
    return row


def keep_evidence(actor: Actor, new: NewEvidence) -> Evidence:
    """The row alone, inside another room's act and for its event (a paper before a committee). Its file is kept."""
    return Evidence.objects.create(
        kind=new.kind, title=dict(new.title), url=new.url, file_name=new.file_name[:120],
        file_path=f"{new.sha256[:2]}/{new.sha256}" if new.sha256 else "", sha256=new.sha256,
        captured_on=new.captured_on, expires_on=new.expires_on, author_body_id=actor.body, world=actor.world,
    )  # fmt: skip


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
