"""What waits for one person in the council."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mizan.council.access import seats_of
from mizan.council.models import Decision, Minutes, SeatHolder, Session
from mizan.council.queries.committees import DecisionLine, decision_lines
from mizan.council.queries.proposals import Line, lines_of_committees
from mizan.council.rules.meeting import CHAIRS
from mizan.kit.actors import Actor
from mizan.kit.facts import World


@dataclass(frozen=True)
class MySeats:
    """The seats a person holds, sessions that wait or are open there, minutes to sign, what her body promised, and what
    her committees proposed that has not ended."""

    seats: list[SeatHolder]
    sessions: list[Session]
    minutes: list[Minutes]
    promised: list[DecisionLine]
    proposed: list[Line]


def my_seats(actor: Actor, today: date) -> MySeats:
    """Everything of the actor in the council."""
    seats = seats_of(actor, today)
    committees = [row.seat.committee_id for row in seats]
    sessions = Session.objects.filter(committee__in=committees, outcome=None).select_related("committee")
    decisions = Decision.objects.filter(carried=True, motion__session__world=actor.world)
    mine = decisions.filter(motion__owner=actor.body) | decisions.filter(motion__co_owner=actor.body)
    mine = mine.select_related("motion__session__committee", "motion__owner", "motion__co_owner").order_by("-at")
    return MySeats(
        seats=seats,
        sessions=list(sessions.order_by("day")),
        minutes=_to_sign(seats),
        promised=decision_lines(mine, World(actor.world), today) if actor.body else [],
        proposed=lines_of_committees(committees, actor.world, today) if committees else [],
    )


def _to_sign(seats: list[SeatHolder]) -> list[Minutes]:
    """The newest text of each session's minutes that a chair has not signed."""
    chaired = {row.seat.committee_id: row.seat_id for row in seats if row.seat.part in CHAIRS}
    texts = Minutes.objects.filter(session__committee__in=chaired).select_related("session__committee")
    newest = {row.session_id: row for row in texts.prefetch_related("signatures__holder").order_by("number")}
    return [row for row in newest.values() if not _signed_by(row, chaired[row.session.committee_id])]


def _signed_by(minutes: Minutes, seat: str) -> bool:
    return any(one.holder.seat_id == seat for one in minutes.signatures.all())
