"""Shared steps of the room's verbs: refuse with facts, keep the worlds apart, find the actor's seat."""

from __future__ import annotations

from datetime import date

from mizan.council.access import seat_of, sitting
from mizan.council.models import Attendance, Committee, SeatHolder, Session
from mizan.council.rules import quorum
from mizan.kit.actors import Actor
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused


def allow(code: str, *, where: str = "", **facts: object) -> None:
    """Go on when the rule answered "", refuse otherwise."""
    if code:
        raise Refused(code, where=where, **facts)


def my_seat(actor: Actor, committee: Committee, today: date | None = None) -> SeatHolder:
    """The actor's seat in the committee; without one she is refused."""
    found = seat_of(actor, committee, today or today_in(committee.world))
    if found is None:
        raise Refused("council.no_seat")
    return found


def locked(session: Session) -> Session:
    """The newest state of a session, held until the transaction ends: of two moves at once the second sees the
    first."""
    return Session.objects.select_for_update(of=("self",)).select_related("committee").get(pk=session.pk)


def there(session: Session) -> dict[str, SeatHolder]:
    """Who is there by the newest word on each seat, by id of the holder."""
    newest = {row.holder_id: row for row in session.attendances.select_related("holder__seat").order_by("at", "id")}
    sits = set(
        sitting(today_in(session.world)).filter(seat__committee=session.committee_id).values_list("pk", flat=True)
    )
    return {
        str(row.holder_id): row.holder
        for row in newest.values()
        if row.state in {Attendance.State.PRESENT, Attendance.State.REMOTE} and row.holder_id in sits
    }


def is_quorate(session: Session) -> bool:
    """Whether both sides are there now."""
    committee = session.committee
    sides = [holder.seat.side for holder in there(session).values()]
    return quorum.is_quorate(sides, state=committee.quorum_state, society=committee.quorum_society)
