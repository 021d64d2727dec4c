"""A small committee for the tests: two seats of each side, chairs from opposite sides, and who sits in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from mizan.council.models import Committee, Seat, SeatHolder, Session
from mizan.council.services import NewHolder, attend, call, open_session, take_seat
from mizan.institutions.models import Institution
from mizan.kit.actors import Role
from mizan.kit.clock import at
from mizan.kit.days import today_in
from tests.cast import Cast, Member, make_body, make_member

CODE = "T-COM"


@dataclass(frozen=True)
class Board:
    """The committee with its people by seat: state-1 chairs, society-1 co-chairs, society-2 is another body's."""

    committee: Committee
    people: dict[str, Member]
    holders: dict[str, SeatHolder]

    def actor(self, seat: str):
        return self.people[seat].actor


def make_committee(code: str = CODE, **more: object) -> Committee:
    fields = {"name": {"en": f"Committee {code}"}, "level": "national", "rhythm_days": 90, "term_days": 730}
    return Committee.objects.create(code=code, source="https://example.org/committee", grade="primary", **fields | more)


def make_seat(committee: Committee, side: str, number: int, part: str, body: str | None) -> Seat:
    return Seat.objects.create(
        code=f"{committee.code}:{side}:{number}", committee=committee, side=side, number=number, part=part,
        body_id=body, source="https://example.org/seat", grade="primary", world=committee.world,
    )  # fmt: skip


def make_board(cast: Cast) -> Board:
    """Four seats, all filled: T-SEC and T-LEA of the state, T-ORG and T-MON of society."""
    committee = make_committee()
    people = {
        "state-1": cast.coordinator,
        "state-2": make_member("lea_admitter", Institution.objects.get(pk="T-LEA"), [Role.OWNER, Role.ADMITTER]),
        "society-1": cast.co_lead,
        "society-2": make_member("mon_admitter", Institution.objects.get(pk="T-MON"), [Role.MONITOR, Role.ADMITTER]),
    }
    parts = {"state-1": "chair", "society-1": "co_chair", "state-2": "member", "society-2": "member"}
    holders = {}
    for name, member in people.items():
        side, number = name.split("-")
        seat = make_seat(committee, side, int(number), parts[name], member.post.institution_id)
        holders[name] = take_seat(member.actor, seat, new_holder(member, since=today_in("real") - timedelta(days=10)))
    return Board(committee, people, holders)


def new_holder(member: Member, **more: object) -> NewHolder:
    given = {"since": today_in("real"), "procedure": "charter, section 4", "interests": "", "interests_declared": True}
    return NewHolder(post=member.post, **given | more)


def opened(board: Board, *there: str, by: str = "state-1") -> Session:
    """A session that was called with notice, is open today, and at which these seats are present."""
    today = today_in("real")
    with at_day(today - timedelta(days=7)):
        session = call(board.actor(by), board.committee, on=today, venue={"en": "Hall"})
    session = open_session(board.actor(by), session)
    for seat in there:
        attend(board.actor(seat), session, [board.holders[seat]], state="present")
    return session


def at_day(day: date):
    return at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


__all__ = ["Board", "at_day", "make_board", "make_body", "make_committee", "make_seat", "new_holder", "opened"]
