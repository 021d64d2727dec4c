"""A committee's word on a proposal, carried as a motion of the kind "reply": its answer to one that silence brought to
it, or, on one that it made itself, its word on a counter or its withdrawal. Never an answer to its own (I-7)."""

from __future__ import annotations

from collections.abc import Mapping

from mizan.council.models import Becomes, Committee, Motion, Proposal, Session
from mizan.council.queries.silence import ways
from mizan.council.rules.proposals import ANSWERS, OWN, to_own_word
from mizan.council.services._tools import allow
from mizan.council.services.becoming import Result, way
from mizan.council.services.proposals import Word, clock_of, locked, put_answer, put_own_word, words_on
from mizan.kit.refusal import Refused


def check(terms: Mapping[str, object], session: Session) -> None:
    """A proposal of this world, and a word that this committee has on it."""
    rows = Proposal.objects.select_related("addressed_to").filter(world=session.world, retired_at=None)
    row = rows.filter(pk=str(terms["proposal"])).first()
    if row is None:
        raise Refused("council.no_such_subject", where="proposal")
    answer = str(terms["answer"])
    if answer not in (*ANSWERS, *OWN):
        raise Refused("council.no_such_subject", where="answer")
    if answer in OWN:
        if row.by_committee_id != session.committee_id:
            raise Refused("council.not_of_committee", where="answer")
        allow(to_own_word(answer, words_on(row)), where="answer")
    elif not is_with(row, session.committee):
        raise Refused("council.not_with_committee", where="proposal")


def is_with(proposal: Proposal, committee: Committee) -> bool:
    """Whether the open clock stands on this committee's rung or further out."""
    duty = clock_of(proposal)
    walked = ways(proposal.world).committees_of(proposal)[: duty.rung if duty else 0]
    return committee.pk in {one.pk for one in walked}


def act(motion: Motion, agreed: frozenset[str]) -> Result:
    """The committee's word, inside the decision's own event."""
    check(motion.terms, motion.session)
    row, answer = locked(Proposal(pk=motion.terms["proposal"])), motion.terms["answer"]
    committee = motion.session.committee_id
    if answer in OWN:
        put_own_word(row, answer, motion.text, committee=committee)
    else:
        word = Word(answer, motion.text, motion.owner, motion.co_owner, motion.due_on)
        put_answer(row, word, committee=committee, agreed=agreed)
    return Result("council.proposal", row.pk)


way(Becomes.REPLY, check, act)
