"""Sessions: called, opened, closed; and missed, which nobody can hide."""

from __future__ import annotations

from datetime import date

from mizan.council import verbs
from mizan.council.models import AgendaItem, Committee, Outcome, Session
from mizan.council.notices import tell_called
from mizan.council.queries.agenda import points
from mizan.council.rules import meeting
from mizan.council.services._tools import allow, is_quorate, locked, my_seat
from mizan.kit.acting import acting
from mizan.kit.actors import Actor, system
from mizan.kit.days import today_in
from mizan.kit.texts import TextMap
from mizan.ledger.record import record


def call(actor: Actor, committee: Committee, *, on: date, venue: TextMap) -> Session:
    """Either chair calls a session, with the committee's notice. Every seat is told."""
    today = today_in(committee.world)
    with acting(actor):
        committee = Committee.objects.select_for_update(of=("self",)).get(pk=committee.pk)
        seat = my_seat(actor, committee, today)
        waits = committee.sessions.filter(outcome=None).exists()
        verdict = meeting.to_call(
            part=seat.seat.part, has_open=waits, on=on, today=today, notice_days=committee.notice_days
        )
        allow(verdict, where="on", days=committee.notice_days)
        row = _called(committee, on, today, venue=dict(venue), called_by=seat, called_side=seat.seat.side)
        record(actor, verbs.CALLED, row, number=row.number, on=on, why=row.why)
    return row


def call_by_rhythm(committee: Committee, *, on: date) -> Session:
    """The clock calls what the rhythm wants and nobody called."""
    actor = system("council-clock", world=committee.world)
    with acting(actor):
        row = _called(committee, on, today_in(committee.world), why=Session.Why.RHYTHM)
        record(actor, verbs.CALLED, row, number=row.number, on=on, why=row.why)
    return row


def _called(committee: Committee, on: date, today: date, **more: object) -> Session:
    row = Session.objects.create(
        committee=committee, number=committee.sessions.count() + 1, day=on, called_on=today, world=committee.world,
        **{"why": Session.Why.CALLED, **more},
    )  # fmt: skip
    tell_called(row)
    return row


def open_session(actor: Actor, session: Session) -> Session:
    """An officer of either side opens the session on its day; what the house knows is put on the table and stays."""
    today = today_in(session.world)
    with acting(actor):
        row = locked(session)
        seat = my_seat(actor, row.committee, today)
        allow(meeting.to_open(part=seat.seat.part, state=row.state, on=row.day, today=today), on=row.day)
        drawn = _draw(row, today)
        row.opened_on = today
        Session._meta.get_field("opened_in").take(row)
        row.save(update_fields=["opened_on", "opened_in"])
        record(actor, verbs.OPENED, row, number=row.number, items=drawn)
    return row


def _draw(session: Session, today: date) -> int:
    found = points(session.committee, today)
    first = next_order(session)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            session=session, source=source.code, order=first + n, title=dict(point.title), url=point.url,
            subject_kind=point.subject_kind, subject_id=point.subject_id,
        )
        for n, (source, point) in enumerate(found)
    )  # fmt: skip
    return len(found)


def next_order(session: Session) -> int:
    """The place of the next item on the agenda, from 1."""
    last = session.agenda.order_by("-order").values_list("order", flat=True).first()
    return 1 if last is None else last + 1


def close_session(actor: Actor, session: Session) -> Session:
    """An officer closes the session; whether both sides were there is said by who came, not by the officer."""
    with acting(actor):
        row = locked(session)
        seat = my_seat(actor, row.committee)
        quorate = is_quorate(row)
        undecided = row.motions.filter(decision=None)
        allow(meeting.to_close(part=seat.seat.part, state=row.state, undecided=list(undecided), quorate=quorate))
        decided = row.motions.exclude(decision=None).exists()
        _close(row, meeting.outcome(quorate=quorate, decided=decided))
        record(actor, verbs.CLOSED, row, number=row.number, outcome=row.outcome)
    return row


def miss(session: Session) -> None:
    """The clock: nobody opened the session on its day."""
    actor = system("council-clock", world=session.world)
    with acting(actor):
        row = locked(session)
        if meeting.is_missed(state=row.state, on=row.day, today=today_in(row.world)):
            _close(row, Outcome.MISSED)
            record(actor, verbs.MISSED, row, number=row.number, on=row.day)


def _close(row: Session, outcome: str) -> None:
    row.outcome, row.closed_on = Outcome(outcome), today_in(row.world)
    Session._meta.get_field("closed_in").take(row)
    row.save(update_fields=["outcome", "closed_on", "closed_in"])
