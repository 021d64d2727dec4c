"""A committee's own proposal: carried by both sides as a motion of the kind "proposal", and made in the same event.

Like any other it goes to a body, which has its term. Owner and co-owner of the motion bring it to the body and report
to the committee by the motion's day: no part in what the body may accept follows from that (I-18).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from mizan.council.models import Becomes, Motion, ProposedSide, Session
from mizan.council.rules import proposals as rules
from mizan.council.services._tools import allow
from mizan.council.services.becoming import Result, way
from mizan.council.services.proposing import NewProposal, draft, make
from mizan.framework.queries import choices
from mizan.institutions.models import Institution
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap

LONGEST = 36  # letters of a code that leave room for that of an action made of it; a longer one is drawn
SPOKEN = {"en": "-"}  # the motion's own rule has looked at its words


def check(terms: Mapping[str, object], session: Session) -> None:
    """A body of this world, a reason, and what the kind of proposal names."""
    _complete(terms, session, SPOKEN)


def act(motion: Motion, _agreed: frozenset[str]) -> Result:
    """The proposal, inside the decision's own event."""
    session = motion.session
    new = _complete(motion.terms, session, motion.text)
    code = f"{session.committee_id}-{session.number}-{motion.number}"  # by committee, session and motion
    row = make(
        replace(new, code=code if len(code) <= LONGEST else ""),
        session.world,
        by_committee_id=session.committee_id,
        motion=motion,
        proposed_side=ProposedSide.BOTH.value,
    )
    return Result("council.proposal", row.pk)


def _complete(terms: Mapping[str, Any], session: Session, text: TextMap) -> NewProposal:
    bodies = Institution.objects.filter(world=session.world, retired_at=None)
    reason = terms["reason"]
    new = NewProposal(
        kind=str(terms["kind"]), text=text, reason=reason if isinstance(reason, dict) else {},
        to=_row(bodies, terms, "to"), action=_row(choices.actions(session.world), terms, "action"),
        pillar=_row(choices.pillars(), terms, "pillar"), unit=str(terms.get("unit") or ""),
        indicator=_row(choices.indicators(), terms, "indicator"),
    )  # fmt: skip
    code, where = rules.complete(draft(new, side=ProposedSide.BOTH))
    allow(code, where=where)
    return new


def _row(rows: QuerySet[Any], terms: Mapping[str, Any], name: str) -> Any:
    """The row that the terms name, None where they name none; one that is not there is refused."""
    if not terms.get(name):
        return None
    found = rows.filter(pk=str(terms[name])).first()
    if found is None:
        raise Refused("council.no_such_subject", where=name)
    return found


way(Becomes.PROPOSAL, check, act)
