"""A committee's own answer to a proposal that silence brought to it: carried as a motion of the kind "reply"."""

from __future__ import annotations

from collections.abc import Mapping

from mizan.council.models import Becomes, Committee, Motion, Proposal, Session
from mizan.council.queries.silence import ways
from mizan.council.services.becoming import Result, way
from mizan.council.services.proposals import Word, clock_of, locked, put_answer
from mizan.kit.refusal import Refused

ANSWERS = ("accepted", "countered", "refused")


def check(terms: Mapping[str, object], session: Session) -> None:
    """A proposal of this world that silence brought to this committee, or moved past it, and one of three answers."""
    rows = Proposal.objects.select_related("addressed_to").filter(world=session.world, retired_at=None)
    row = rows.filter(pk=str(terms["proposal"])).first()
    if row is None:
        raise Refused("council.no_such_subject", where="proposal")
    if terms["answer"] not in ANSWERS:
        raise Refused("council.no_such_subject", where="answer")
    if not is_with(row, session.committee):
        raise Refused("council.not_with_committee", where="proposal")


def is_with(proposal: Proposal, committee: Committee) -> bool:
    """Whether the open clock stands on this committee's rung or further out."""
    duty = clock_of(proposal)
    walked = ways(proposal.world).committees_of(proposal)[: duty.rung if duty else 0]
    return committee.pk in {one.pk for one in walked}


def act(motion: Motion, agreed: frozenset[str]) -> Result:
    """The committee's answer, inside the decision's own event."""
    check(motion.terms, motion.session)
    row = locked(Proposal(pk=motion.terms["proposal"]))
    word = Word(motion.terms["answer"], motion.text, motion.owner, motion.co_owner, motion.due_on)
    put_answer(row, word, committee=motion.session.committee_id, agreed=agreed)
    return Result("council.proposal", row.pk)


way(Becomes.REPLY, check, act)
