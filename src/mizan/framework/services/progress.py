"""Progress: claimed by the owner with evidence, confirmed or disputed by the co-lead (I-18)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mizan.framework import verbs
from mizan.framework.models import Action, Evidence, LeadPart, Milestone, Progress, ProgressAnswer
from mizan.framework.notices import tell_claimant, tell_co_lead
from mizan.framework.queries.balance import has_accepted
from mizan.framework.rules import allowed
from mizan.framework.services._tools import allow, lead_of, same_world
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.record import record


def claim_progress(
    actor: Actor,
    action: Action,
    *,
    text: TextMap,
    evidence: Sequence[Evidence],
    on: date,
    percent: int | None = None,
    done: bool = False,
    milestone: Milestone | None = None,
) -> Progress:
    """The owner says how far it is, with evidence. It stays a claim until the co-lead answers."""
    lead = lead_of(action, LeadPart.LEAD)
    allow(
        allowed.to_claim(
            body=actor.body,
            lead_body=lead.institution_id if lead else None,
            accepted=lead is not None and has_accepted(lead),
            roles=actor.roles,
        ),
        body=actor.body,
    )
    same_world(actor, action, *evidence)
    _check_claim(text, evidence, percent)
    if milestone is not None and milestone.action_id != action.pk:
        raise Refused("framework.milestone_of_another", where="milestone")
    with acting(actor):
        claim = Progress.objects.create(
            action=action, milestone=milestone, percent=percent, done=done, text=dict(text), body_id=actor.body,
            author_id=actor.id or None, on=on, at=now(), world=action.world,
        )  # fmt: skip
        claim.evidence.set(evidence)
        tell_co_lead(action)
        record(
            actor, verbs.PROGRESS_CLAIMED, action, claim=claim.pk, percent=percent, done=done, evidence=len(evidence)
        )
    return claim


def _check_claim(text: TextMap, evidence: Sequence[Evidence], percent: int | None) -> None:
    if not any(text.values()):
        raise Refused("framework.text_needed", where="text")
    if not evidence:
        raise Refused("framework.evidence_needed", where="evidence")
    if percent is not None and not 0 <= percent <= 100:
        raise Refused("framework.percent_out_of_range", where="percent")


def answer_progress(
    actor: Actor, claim: Progress, *, confirms: bool, text: TextMap, evidence: Sequence[Evidence] = ()
) -> ProgressAnswer:
    """The co-lead confirms the claim or disputes it in words."""
    co_lead = lead_of(claim.action, LeadPart.CO_LEAD)
    allow(
        allowed.to_answer_a_claim(
            body=actor.body,
            co_lead_body=co_lead.institution_id if co_lead else None,
            accepted=co_lead is not None and has_accepted(co_lead),
            side=actor.side or "",
            roles=actor.roles,
            claim_body=claim.body_id,
        ),
        body=actor.body,
    )
    same_world(actor, claim, *evidence)
    if not confirms and not any(text.values()):
        raise Refused("framework.dispute_needs_words", where="text")
    answer = ProgressAnswer.Answer.CONFIRMED if confirms else ProgressAnswer.Answer.DISPUTED
    with acting(actor):
        newest = claim.answers.order_by("at", "id").last()
        if newest is not None and newest.answer == answer:
            raise Refused("framework.answered_before")
        row = ProgressAnswer.objects.create(
            progress=claim, answer=answer, text=dict(text), body_id=actor.body, author_id=actor.id or None, at=now()
        )
        row.evidence.set(evidence)
        tell_claimant(claim.action, claim.body_id)
        record(actor, verbs.PROGRESS_ANSWERED, claim.action, claim=claim.pk, answer=answer.value)
    return row
