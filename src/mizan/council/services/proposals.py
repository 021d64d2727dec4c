"""Proposals: delivered, answered, replied to, withdrawn. No verb here touches another body's words (I-7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mizan.council import verbs
from mizan.council.kinds import ANSWER, COUNTER, KINDS
from mizan.council.models import Proposal, ProposalAnswer, ProposalDelivery
from mizan.council.notices import tell_body, tell_proposer
from mizan.council.queries.silence import due_by
from mizan.council.rules import proposals as rules
from mizan.council.services._tools import allow
from mizan.council.services.accepting import Acceptance, adopt
from mizan.council.services.proposing import has_words
from mizan.institutions.models import Institution
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.duties import DutyKind, discharge, of_subject, open_duty
from mizan.ledger.models import Duty, DutyState
from mizan.ledger.record import record


@dataclass(frozen=True)
class Word:
    """An answer: `text` of a counter or a refusal; owner, co-owner and day of an acceptance. `plans`: codes of those
    that a new action serves; without one it is counted under its pillar alone."""

    answer: str
    text: TextMap
    owner: Institution | None = None
    co_owner: Institution | None = None
    due_on: date | None = None
    plans: Sequence[str] = ()


def take_delivery(actor: Actor, proposal: Proposal) -> ProposalDelivery:
    """The addressed body takes delivery, and its clock starts; so does the proposer of a countered one, where a source
    and not a member made the proposal."""
    with acting(actor):
        row = locked(proposal)
        said = words_on(row)
        waits_for = row.proposed_by_id if said[-1:] == ["countered"] else row.addressed_to_id
        _speaking_for(actor, row, waits_for)
        if row.deliveries.filter(body=waits_for).exists():
            raise Refused("council.delivered_before")
        if said[-1:] and said[-1] != "countered":
            raise Refused("council.proposal_ended")
        kind = COUNTER if said[-1:] == ["countered"] else ANSWER
        delivery = ProposalDelivery.objects.create(proposal=row, body_id=waits_for, on=today_in(row.world), at=now())
        duty = _begin(kind, row, waits_for)
        record(actor, verbs.DELIVERED, row, due=duty.due_on)
    return delivery


def answer(actor: Actor, proposal: Proposal, word: Word) -> ProposalAnswer:
    """The addressed body accepts with owner and day, counters, or refuses with a reason."""
    with acting(actor):
        row = locked(proposal)
        _speaking_for(actor, row, row.addressed_to_id)
        said = put_answer(row, word, body=actor.body, agreed=frozenset({actor.body}))
        record(
            actor, verbs.PROPOSAL_ANSWERED, row, answer=said.answer, owner=said.owner_id, co_owner=said.co_owner_id,
            due=said.due_on, late=said.is_late,
        )  # fmt: skip
    return said


def put_answer(
    proposal: Proposal, word: Word, *, body: str = "", committee: str = "", agreed: frozenset[str] = frozenset()
) -> ProposalAnswer:
    """Inside somebody's act: the answer's row, what it becomes, and the end of the clock. Records nothing itself.
    `agreed`: the bodies that said so themselves, the answering one or those whose seats voted for it."""
    check_word(proposal, word)
    duty = clock_of(proposal)
    row = ProposalAnswer.objects.create(
        proposal=proposal, answer=word.answer, body_id=body or None, committee_id=committee or None,
        text=dict(word.text), is_late=_is_late(duty, proposal), at=now(), **_accepted(proposal, word, agreed),
    )  # fmt: skip
    _end(duty, proposal)
    if word.answer == "countered" and (proposal.made_in_id or _took(proposal, proposal.proposer_id)):
        _begin(COUNTER, proposal, proposal.proposer_id)  # a source's proposer owes nothing before it takes delivery
    tell_proposer(proposal)
    return row


def _accepted(proposal: Proposal, word: Word, agreed: frozenset[str]) -> dict[str, Any]:
    """The columns of an acceptance; none for another answer."""
    if word.answer != "accepted" or word.owner is None or word.due_on is None:
        return {}
    made = adopt(proposal, Acceptance(word.owner, word.co_owner, word.due_on, agreed, word.plans))
    return {"owner": word.owner, "co_owner": word.co_owner, "due_on": word.due_on, "action": made}


def check_word(proposal: Proposal, word: Word) -> None:
    """Raises `Refused` where the proposal does not stand so, or the answer lacks what it needs."""
    if word.answer not in rules.ANSWERS:
        raise Refused("council.no_such_subject", where="answer")
    allow(rules.to_answer(word.answer, words_on(proposal), delivered=_took(proposal, proposal.addressed_to_id)))
    if word.answer != "accepted":
        allow("" if has_words(word.text) else "council.reason_needed", where="text")
        return
    sides = [one.side if one else "" for one in (word.owner, word.co_owner)]
    code, where = rules.to_accept(
        owner_side=sides[0], co_owner_side=sides[1], due_on=word.due_on, today=today_in(proposal.world)
    )
    allow(code, where=where)
    if any(one is not None and one.world != proposal.world for one in (word.owner, word.co_owner)):
        raise Refused("council.other_world")


def reply(actor: Actor, proposal: Proposal, *, agrees: bool, text: TextMap | None = None) -> ProposalAnswer:
    """The proposer's word on a counter: agree, which ends it; or insist, and the addressed body has a new term."""
    with acting(actor):
        row = locked(proposal)
        _speaking_for(actor, row, row.proposed_by_id)
        said = put_own_word(row, "agreed" if agrees else "insisted", dict(text or {}), body=actor.body)
        record(
            actor, verbs.PROPOSAL_ANSWERED, row, answer=said.answer, owner=None, co_owner=None, due=None,
            late=said.is_late,
        )  # fmt: skip
    return said


def withdraw(actor: Actor, proposal: Proposal, *, why: TextMap | None = None) -> ProposalAnswer:
    """The proposer alone takes its proposal back. It stays in public, with the silence that came before."""
    with acting(actor):
        row = locked(proposal)
        _speaking_for(actor, row, row.proposed_by_id)
        said = put_own_word(row, "withdrawn", dict(why or {}), body=actor.body)
        record(actor, verbs.WITHDRAWN, row, late=said.is_late)
    return said


def put_own_word(
    proposal: Proposal, word: str, text: TextMap, *, body: str = "", committee: str = ""
) -> ProposalAnswer:
    """Inside somebody's act: the word of whoever proposed, a body or a committee. Records nothing itself."""
    allow(rules.to_own_word(word, words_on(proposal)))
    duty = clock_of(proposal)
    row = ProposalAnswer.objects.create(
        proposal=proposal, answer=word, body_id=body or None, committee_id=committee or None, text=text,
        is_late=_is_late(duty, proposal), at=now(),
    )  # fmt: skip
    _end(duty, proposal)
    if word == "insisted":
        _begin(ANSWER, proposal, proposal.addressed_to_id)
    tell_body(proposal.addressed_to_id, proposal)
    return row


def _speaking_for(actor: Actor, proposal: Proposal, body: str | None) -> None:
    """`body` None: a committee made it, and only what it carries speaks for it."""
    if actor.world != proposal.world:
        raise Refused("council.other_world")
    if body is None:
        raise Refused("council.committee_speaks")
    allow(rules.to_speak(body=actor.body, wanted=body, roles=actor.roles))


def locked(proposal: Proposal) -> Proposal:
    """The newest state, held until the transaction ends."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("addressed_to")
    found = rows.filter(pk=proposal.pk, retired_at=None).first()
    if found is None:
        raise Refused("council.no_such_subject")
    return found


def words_on(proposal: Proposal) -> Sequence[str]:
    """Every answer, oldest first."""
    return list(proposal.answers.order_by("at", "id").values_list("answer", flat=True))


def clock_of(proposal: Proposal) -> Duty | None:
    """The open duty toward a proposal, if one runs."""
    return of_subject(proposal).filter(kind__in=KINDS, state=DutyState.OPEN).first()


def _took(proposal: Proposal, body: str) -> bool:
    return proposal.deliveries.filter(body=body).exists()


def _is_late(duty: Duty | None, proposal: Proposal) -> bool:
    return duty is not None and rules.is_silent(rules.Clock(duty.due_on, duty.rung), today_in(proposal.world))


def _begin(kind: DutyKind, proposal: Proposal, owner: str) -> Duty:
    today = today_in(proposal.world)
    return open_duty(kind, owner=owner, subject=proposal, opened_on=today, due_on=due_by(proposal.world, today))


def _end(duty: Duty | None, proposal: Proposal) -> None:
    if duty is not None:
        discharge(duty, on=today_in(proposal.world))
