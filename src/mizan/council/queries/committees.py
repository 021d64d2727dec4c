"""Committees as pages show them: who sits, when it met, what it decided, what is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from mizan.council.access import sitting
from mizan.council.models import Committee, Decision, Seat, SeatHolder, Session
from mizan.council.services.clock import could_meet
from mizan.framework.queries.actions import due_states
from mizan.kit.facts import World


@dataclass(frozen=True)
class SeatLine:
    """One seat and who holds it today; None where it is empty."""

    seat: Seat
    holder: SeatHolder | None


@dataclass(frozen=True)
class CommitteeLine:
    """One committee of the list. `last` is its newest session that is over, `coming` the one that waits or is open."""

    committee: Committee
    seats: list[SeatLine]
    last: Session | None
    coming: Session | None
    decisions: int

    def filled(self, side: str) -> int:
        return sum(line.holder is not None for line in self.seats if line.seat.side == side)

    def owed(self, side: str) -> int:
        return sum(line.seat.side == side for line in self.seats)

    @property
    def state_filled(self) -> int:
        return self.filled("state")

    @property
    def state_owed(self) -> int:
        return self.owed("state")

    @property
    def society_filled(self) -> int:
        return self.filled("society")

    @property
    def society_owed(self) -> int:
        return self.owed("society")


LEVELS = ("global", "regional", "national", "provincial", "district", "international")


def committee_lines(world: World, today: date) -> list[CommitteeLine]:
    """Every committee of a world, from the top down, in a fixed number of queries."""
    committees = Committee.objects.filter(world=world, retired_at=None).select_related("place", "parent")
    holders = {row.seat_id: row for row in sitting(today).filter(seat__world=world)}
    seats: dict[str, list[SeatLine]] = {}
    for seat in Seat.objects.filter(world=world, retired_at=None).order_by("committee", "-side", "number"):
        seats.setdefault(seat.committee_id, []).append(SeatLine(seat, holders.get(seat.pk)))
    over, coming = _newest(world)
    counts = dict(
        Decision.objects.filter(motion__session__world=world, carried=True)
        .values_list("motion__session__committee")
        .annotate(n=Count("pk"))
    )
    lines = [
        CommitteeLine(one, seats.get(one.pk, []), over.get(one.pk), coming.get(one.pk), counts.get(one.pk, 0))
        for one in committees
    ]
    return sorted(lines, key=lambda line: (LEVELS.index(line.committee.level), line.committee.pk))


def _newest(world: World) -> tuple[dict[str, Session], dict[str, Session]]:
    over: dict[str, Session] = {}
    coming: dict[str, Session] = {}
    for row in Session.objects.filter(world=world).order_by("day", "number"):
        (over if row.outcome else coming)[row.committee_id] = row
    return over, coming


def seat_lines(committee: Committee, today: date) -> list[SeatLine]:
    """The seats of one committee, the state's first."""
    holders = {row.seat_id: row for row in sitting(today).filter(seat__committee=committee)}
    seats = committee.seats.filter(retired_at=None).select_related("body").order_by("-side", "number")
    return [SeatLine(seat, holders.get(seat.pk)) for seat in seats]


def sessions_of(committee: Committee) -> QuerySet[Session]:
    """Every session, newest first, missed and inquorate ones too."""
    rows = committee.sessions.select_related("called_by__body").annotate(n_motions=Count("motions"))
    return rows.order_by("-day", "-number")  # grouping forgets the model's order


@dataclass(frozen=True)
class DecisionLine:
    """One decision: `due_state` is the action's (late, due, done, no_date), "" where it became no action."""

    decision: Decision
    due_state: str

    @property
    def is_action(self) -> bool:
        return self.decision.result_kind == "framework.action"


def decision_lines(decisions: Iterable[Decision], world: World, today: date) -> list[DecisionLine]:
    """Decisions with what became of them."""
    rows = list(decisions)
    codes = [row.result_id for row in rows if row.result_kind == "framework.action"]
    states = due_states(codes, world, today=today)
    return [DecisionLine(row, states.get(row.result_id, "")) for row in rows]


def carried_by(committee: Committee) -> QuerySet[Decision]:
    """What the committee carried, newest first."""
    rows = Decision.objects.filter(motion__session__committee=committee, carried=True)
    return rows.select_related("motion__session", "motion__owner", "motion__co_owner").order_by("-at")


def is_constituted(committee: Committee, today: date) -> bool:
    """Whether both sides have sent enough people to meet."""
    return could_meet(committee, today)
