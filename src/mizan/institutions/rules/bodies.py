"""Pure rules of bodies: what counts as one institution, what each owes by way of watching its own house.

Sources: DESIGN D2 and I-2; framework data: an actor that is a unit of an agency counts as part of that agency.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

UNIT_KINDS = frozenset({"internal_affairs", "anti_corruption"})


class UnitKind(StrEnum):
    INTERNAL_AFFAIRS = "internal_affairs"
    ANTI_CORRUPTION = "anti_corruption"


@dataclass(frozen=True)
class Body:
    """What the rules need of a body. `agency` is the agency that it is a unit of, "" if it stands on its own."""

    code: str
    kind: str
    side: str
    parent: str = ""
    agency: str = ""


def agency_of(body: Body, bodies: Mapping[str, Body]) -> str:
    """The agency that a body is a unit of, "" if it stands on its own.

    An internal-affairs or anti-corruption actor with a parent is a unit of that parent; so is any actor with a
    law-enforcement agency above it.
    """
    if not body.parent or body.parent not in bodies:
        return ""
    above = bodies[body.parent]
    if body.kind in UNIT_KINDS or above.kind == "lea":
        return whole_of(above, bodies)
    return agency_of(above, bodies)


def whole_of(body: Body, bodies: Mapping[str, Body]) -> str:
    """The one institution that a body counts as: its agency with everything below it, or itself (I-2)."""
    return agency_of(body, bodies) or body.code


def is_one_institution(first: Body, second: Body, bodies: Mapping[str, Body]) -> bool:
    """Whether two bodies count as one institution."""
    return whole_of(first, bodies) == whole_of(second, bodies)


def owed_units(body: Body) -> tuple[UnitKind, ...]:
    """What a body owes: an Internal Affairs Division if it is a law-enforcement agency of its own, an
    anti-corruption unit if it stands on its own at all, NGOs included. A unit of an agency owes neither."""
    if body.agency:
        return ()
    if body.kind == "lea":
        return (UnitKind.INTERNAL_AFFAIRS, UnitKind.ANTI_CORRUPTION)
    return (UnitKind.ANTI_CORRUPTION,)


@dataclass(frozen=True)
class Statement:
    """What one source said of a unit; later statements come later in a sequence."""

    kind: str
    state: str


RANK = {"unknown": -1, "absent": 0, "mandated": 1, "staffed": 2, "operational": 3}


def state_of(statements: Iterable[Statement], kind: str) -> str:
    """The state of a body's unit: the furthest that any current statement gives; no statement is unknown (I-8)."""
    states = [one.state for one in statements if one.kind == kind]
    return max(states, key=RANK.__getitem__, default="unknown")


def investigators_per_thousand(investigators: int | None, staff: int | None) -> float | None:
    """Investigators per 1,000 of the agency's staff; unknown if either is unknown or there is no staff."""
    if investigators is None or not staff:
        return None
    return 1000 * investigators / staff


def may_administer(actor_side: str | None, actor_body: str, side: str, body: str, *, is_admitter: bool) -> str:
    """Accounts and bodies are administered by their own side, and by their own body (I-7). "" allows."""
    if actor_side != side:
        return "institutions.not_your_side"
    if actor_body != body:
        return "institutions.not_your_body"
    return "" if is_admitter else "institutions.role_needed"


def may_admit(
    actor_side: str | None,
    actor_body: str,
    side: str,
    body: str,
    *,
    is_admitter: bool,
    is_founder: bool,
    body_has_admitter: bool,
    admits_admitter: bool,
) -> str:
    """As `may_administer`; and the founding body of a side appoints the first admitter of a body of that side, nobody
    else, so that no body is without a way to begin and none is filled by another. "" allows."""
    if is_founder and actor_side == side and actor_body != body and is_admitter:
        if body_has_admitter:
            return "institutions.has_its_own_admitter"
        return "" if admits_admitter else "institutions.admitter_first"
    return may_administer(actor_side, actor_body, side, body, is_admitter=is_admitter)


EMPLOYERS_NEVER = frozenset({"co_lead", "monitor"})


def may_hold(stakeholder_class: str, roles: Iterable[str]) -> str:
    """Employers are never society's co-lead or monitor, since they may be the industry in question. "" allows."""
    barred = stakeholder_class == "employer" and not EMPLOYERS_NEVER.isdisjoint(roles)
    return "institutions.not_for_employers" if barred else ""


def fully_covered(states: Sequence[str]) -> bool:
    """Every owed unit is at work."""
    return bool(states) and all(state == "operational" for state in states)


STATERS = frozenset({"coordinator", "owner", "inquiry", "admitter", "co_lead"})


def may_state(*, actor_body: str, body: str, roles: Collection[str]) -> str:
    """A body states its own units and risks, through a coordinator, owner, inquiry officer or admitter. "" allows."""
    if actor_body != body:
        return "institutions.not_your_body"
    return "" if STATERS & set(roles) else "institutions.role_needed"
