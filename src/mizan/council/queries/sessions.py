"""One session as its page shows it. The same for everybody; what is sensitive is left out here, not in a template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mizan.council.models import AgendaItem, Attendance, Minutes, Motion, Paper, SeatHolder, Session
from mizan.council.queries.agenda import points
from mizan.council.services._tools import is_quorate
from mizan.council.services.minutes import is_complete
from mizan.kit.agenda import words_of
from mizan.kit.texts import TextMap


@dataclass(frozen=True)
class AgendaGroup:
    """Items of one source under its heading."""

    code: str
    words: str
    items: list[AgendaItem]


@dataclass(frozen=True)
class PaperLine:
    """A paper; a sensitive one is a hash without a title for whoever has no seat."""

    paper: Paper
    title: TextMap
    is_hidden: bool


@dataclass(frozen=True)
class SeatWord:
    """One seat's newest word on whether it is there; None where it said nothing."""

    holder: SeatHolder
    word: Attendance | None


@dataclass(frozen=True)
class SessionView:
    session: Session
    agenda: list[AgendaGroup]
    is_drawn: bool  # frozen at the opening; before it the agenda is what would be drawn today
    papers: list[PaperLine]
    attendance: list[SeatWord]
    is_quorate: bool
    motions: list[Motion]
    minutes: Minutes | None  # signed by both; for a seat the newest text, signed or not
    is_signed: bool


def session_view(session: Session, today: date, *, has_seat: bool) -> SessionView:
    """Everything about one session, for the public or for somebody with a seat."""
    newest = session.minutes.prefetch_related("signatures__holder__seat").order_by("number").last()
    signed = newest is not None and is_complete(newest)
    return SessionView(
        session=session,
        agenda=_agenda(session, today),
        is_drawn=session.opened_on is not None or session.outcome is not None,
        papers=[
            _paper(paper, has_seat=has_seat) for paper in session.papers.select_related("evidence", "laid_by__body")
        ],
        attendance=_attendance(session),
        is_quorate=session.outcome == "quorate" or (session.state == "open" and is_quorate(session)),
        motions=list(
            session.motions.select_related("owner", "co_owner", "decision", "moved_by__seat", "moved_by__body")
            .prefetch_related("votes__holder__seat", "votes__holder__body", "votes__said_by")
            .order_by("number")
        ),
        minutes=newest if signed or has_seat else None,
        is_signed=signed,
    )


def _agenda(session: Session, today: date) -> list[AgendaGroup]:
    items = list(session.agenda.select_related("added_by__body", "added_by__seat").order_by("order"))
    if session.state == "called":
        items += [
            AgendaItem(
                source=source.code,
                title=dict(point.title),
                url=point.url,
                order=0,
                subject_kind=point.subject_kind,
                subject_id=point.subject_id,
            )
            for source, point in points(session.committee, today)
        ]
    codes = dict.fromkeys(item.source for item in items)
    return [AgendaGroup(code, str(words_of(code)), [i for i in items if i.source == code]) for code in codes]


def _paper(paper: Paper, *, has_seat: bool) -> PaperLine:
    hidden = paper.is_sensitive and not has_seat
    return PaperLine(paper, {} if hidden else paper.evidence.title, hidden)


def _attendance(session: Session) -> list[SeatWord]:
    rows = session.attendances.select_related("holder__seat", "holder__body", "said_by").order_by("at", "id")
    newest = {row.holder_id: row for row in rows}
    words = [SeatWord(row.holder, row) for row in newest.values()]
    return sorted(words, key=lambda one: (one.holder.seat.side != "state", one.holder.seat.number))
