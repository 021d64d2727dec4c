"""What a carried motion becomes, by kind. Each kind checks its terms when the motion is put, and acts when it is
carried, inside the decision's own transaction and event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mizan.council.access import sitting
from mizan.council.models import Becomes, Motion, Session
from mizan.council.rules.meeting import CHAIRS
from mizan.framework.services import decided
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused


@dataclass(frozen=True)
class Result:
    """What it became: a row's label and key; empty where the motion was lost."""

    kind: str = ""
    id: str = ""


Check = Callable[[Mapping[str, object], Session], None]
Act = Callable[[Motion, frozenset[str]], Result]


@dataclass(frozen=True)
class Way:
    """What one kind of decision does: `check(terms, session)`, then `act(motion, bodies that agreed)`."""

    check: Check
    act: Act


_WAYS: dict[str, Way] = {}


def way(kind: str, check: Check, act: Act) -> None:
    """Name what one kind of decision does; naming it again is harmless."""
    _WAYS[kind] = Way(check, act)


def check(kind: str, terms: Mapping[str, object], session: Session) -> None:
    """Raises `Refused` where the terms name something that is not there."""
    if kind not in _WAYS:
        raise Refused("council.nothing_is_noted", where="becomes")
    _WAYS[kind].check(terms, session)


def become(motion: Motion, agreed: frozenset[str]) -> Result:
    """Do what was decided. `agreed`: bodies whose own seat voted for it."""
    return _WAYS[motion.becomes].act(motion, agreed)


def decided_by(motion: Motion, agreed: frozenset[str]) -> decided.Decided:
    """A motion as the framework takes it."""
    committee = motion.session.committee
    return decided.Decided(
        text=motion.text, owner=motion.owner_id, co_owner=motion.co_owner_id, due_on=motion.due_on, agreed=agreed,
        author=motion.moved_by.body_id, level=committee.level, place=committee.place_id, world=motion.session.world,
        terms=motion.terms,
    )  # fmt: skip


def _action(motion: Motion, agreed: frozenset[str]) -> Result:
    return Result("framework.action", decided.open_action(decided_by(motion, agreed)).pk)


def _change(motion: Motion, agreed: frozenset[str]) -> Result:
    return Result("framework.action", decided.change_action(decided_by(motion, agreed)).pk)


def _assessment(motion: Motion, agreed: frozenset[str]) -> Result:
    rows = decided.assess_jointly(decided_by(motion, agreed), _heads(motion))
    return Result("framework.obligation", rows[0].obligation_id)


def _heads(motion: Motion) -> dict[str, str]:
    """The body of each side's chair: a side's answer is its own body's, never the other's (I-7)."""
    rows = sitting(today_in(motion.session.world)).filter(seat__committee=motion.session.committee_id)
    return {row.seat.side: row.body_id for row in rows.filter(seat__part__in=sorted(CHAIRS))}


way(Becomes.ACTION, lambda terms, session: decided.check_action(terms, session.world), _action)
way(Becomes.CHANGE, lambda terms, session: decided.check_change(terms, session.world), _change)
way(Becomes.ASSESSMENT, lambda terms, _session: decided.check_assessment(terms), _assessment)
