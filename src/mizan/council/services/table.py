"""What lies on the table of a session, and who sits at it."""

from __future__ import annotations

from collections.abc import Sequence

from mizan.council import verbs
from mizan.council.models import AgendaItem, Attendance, Paper, SeatHolder, Session
from mizan.council.rules import meeting
from mizan.council.services._tools import allow, locked, my_seat
from mizan.council.services.sessions import next_order
from mizan.framework.services import NewEvidence, keep_evidence, keep_file
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.record import record

MEMBER = "member"  # an item that a member added; other sources are codes of kit.agenda


def add_item(actor: Actor, session: Session, *, title: TextMap) -> AgendaItem:
    """A seat puts something on the table before the session is over."""
    if not any(words.strip() for words in title.values()):
        raise Refused("council.text_needed", where="title")
    with acting(actor):
        session = locked(session)
        seat = my_seat(actor, session.committee)
        allow(meeting.to_add(state=session.state, sits=True))
        row = AgendaItem.objects.create(
            session=session, source=MEMBER, order=next_order(session), title=dict(title), added_by=seat
        )
        record(actor, verbs.ITEM_ADDED, session, number=session.number, item=row.pk)
    return row


def lay_paper(actor: Actor, session: Session, new: NewEvidence, *, is_sensitive: bool) -> Paper:
    """A seat lays a paper: a file kept by its hash, or an address."""
    new = keep_file(actor, new)
    if not new.url and not new.sha256:
        raise Refused("council.no_paper", where="url")
    with acting(actor):
        session = locked(session)
        seat = my_seat(actor, session.committee)
        allow(meeting.to_add(state=session.state, sits=True))
        row = Paper.objects.create(
            session=session, evidence=keep_evidence(actor, new), is_sensitive=is_sensitive, laid_by=seat
        )
        record(actor, verbs.PAPER_LAID, session, paper=row.pk, sensitive=is_sensitive, sha256=new.sha256 or None)
    return row


def attend(actor: Actor, session: Session, holders: Sequence[SeatHolder], *, state: str) -> list[Attendance]:
    """Say who is there, has sent apologies or left: for oneself, or as an officer for seats of the own side."""
    with acting(actor):
        session = locked(session)
        speaker = my_seat(actor, session.committee)
        allow(meeting.to_attend(state=session.state, word=state))
        rows = [_attendance(session, speaker, holder, state) for holder in holders]
        if not rows:
            raise Refused("council.no_seat", where="holders")
        one = rows[0].holder.seat_id if len(rows) == 1 else None
        record(actor, verbs.ATTENDED, session, seat=one, seats=len(rows), state=state)
    return rows


def _attendance(session: Session, speaker: SeatHolder, holder: SeatHolder, state: str) -> Attendance:
    if state not in Attendance.State.values or holder.seat.committee_id != session.committee_id:
        raise Refused("council.no_seat")
    allow(speaking_for(speaker, holder))
    return Attendance.objects.create(session=session, holder=holder, state=state, said_by=speaker, at=now())


def speaking_for(speaker: SeatHolder, holder: SeatHolder) -> str:
    """Whether one seat may speak for another; a refusal code, or ""."""
    return meeting.to_speak_for(
        speaker=str(speaker.pk),
        speaker_side=speaker.seat.side,
        speaker_part=speaker.seat.part,
        holder=str(holder.pk),
        holder_side=holder.seat.side,
    )
