"""Who fills and empties a seat. Each side seats its own, by its own published procedure (I-7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

SIDES = ("state", "society")
SEATERS = frozenset({"admitter"})
SITTERS = frozenset({"committee", "coordinator", "owner", "co_lead", "oversight", "monitor"})


@dataclass(frozen=True)
class SeatFacts:
    """A seat: its side, the body that fills it ("" = the side's founding body), and whether somebody sits in it."""

    side: str
    body: str
    founder: str
    is_taken: bool
    world: str


@dataclass(frozen=True)
class PersonFacts:
    """Who is to sit: her post's side, body and roles, and whether she sits in the committee already."""

    side: str
    body: str
    roles: frozenset[str]
    sits_here: bool
    world: str


def filler(seat: SeatFacts) -> str:
    """The body that fills and empties the seat; "" where the side has named none."""
    return seat.body or seat.founder


def to_administer(*, side: str | None, body: str, roles: Collection[str], world: str, seat: SeatFacts) -> str:
    """Only the seat's own side, through the body that fills it, by whoever admits members there."""
    if world != seat.world:
        return "council.other_world"
    if side != seat.side:
        return "council.not_your_side"
    if not filler(seat) or body != filler(seat):
        return "council.not_your_seat"
    return "" if SEATERS & set(roles) else "council.role_needed"


def to_seat(person: PersonFacts, seat: SeatFacts) -> str:
    """A free seat, for a member of the same side who may sit and sits nowhere else in this committee."""
    if seat.is_taken:
        return "council.seat_taken"
    if person.world != seat.world:
        return "council.other_world"
    if person.side != seat.side:
        return "council.not_your_side"
    if seat.body and person.body != seat.body:
        return "council.seat_of_another_body"
    if not SITTERS & person.roles:
        return "council.person_may_not_sit"
    return "council.sits_already" if person.sits_here else ""


def term_end(since: date, term_days: int | None) -> date | None:
    """The last day of a term; None where the committee has no terms."""
    return None if term_days is None else since + timedelta(days=term_days)


def is_sitting(*, since: date, until: date | None, ended_on: date | None, today: date) -> bool:
    """Whether a person holds the seat on a day: her first and last day count, the day she left does not."""
    if today < since or (until is not None and today > until):
        return False
    return ended_on is None or today < ended_on
