"""One row of each table of the council, each as its verbs leave it: guards and audits look at rows."""

from __future__ import annotations

from mizan.council.models import (
    AgendaItem,
    Attendance,
    Committee,
    Decision,
    Minutes,
    MinutesSignature,
    Motion,
    Paper,
    Proposal,
    ProposalAnswer,
    ProposalDelivery,
    Seat,
    SeatHolder,
    Session,
    Vote,
)
from mizan.framework.models import Evidence
from mizan.kit.clock import now
from tests.framework.cast import DAY, Cast
from tests.ledger.happening import happening

TEXT = {"en": "so it is"}


def play_council(cast: Cast) -> Session:
    """A session with everything that can hang on it, closed, and a seat that was left."""
    committee = Committee.objects.create(code="C", level="national", world="exercise")
    seat = Seat.objects.create(code="C:state:1", committee=committee, side="state", number=1, world="exercise")
    with happening():
        holder = SeatHolder.objects.create(
            seat=seat, user_id=cast.owner.id, body_id=cast.owner.body, since=DAY, procedure="p",
            seated_by_id=cast.owner.body,
        )  # fmt: skip
        session = Session.objects.create(
            committee=committee, number=1, day=DAY, why="called", called_by=holder, called_side="state", called_on=DAY,
            world="exercise",
        )  # fmt: skip
    _open(session)
    _hold(session, holder, cast)
    _end(session, holder)
    _propose(cast)
    _propose_jointly(session, cast)
    return session


def _open(session: Session) -> None:
    with happening():
        session.opened_on = DAY
        Session._meta.get_field("opened_in").take(session)
        session.save(update_fields=["opened_on", "opened_in"])


def _hold(session: Session, holder: SeatHolder, cast: Cast) -> None:
    with happening():
        item = AgendaItem.objects.create(session=session, source="member", order=1, title=TEXT, added_by=holder)
        proof = Evidence.objects.create(
            kind="law", captured_on=DAY, author_body_id=cast.owner.body, url="https://example.org", world="exercise"
        )
        Paper.objects.create(session=session, evidence=proof, laid_by=holder)
        Attendance.objects.create(session=session, holder=holder, state="present", said_by=holder, at=now())
        motion = Motion.objects.create(
            session=session, number=1, item=item, becomes="action", text=TEXT, owner_id=cast.owner.body,
            co_owner_id=cast.society.body, due_on=DAY, moved_by=holder, at=now(),
        )  # fmt: skip
        Vote.objects.create(motion=motion, holder=holder, choice="for", said_by=holder, at=now())
        counts = dict.fromkeys(("state_for", "state_against", "society_for", "society_against", "abstained"), 0)
        Decision.objects.create(motion=motion, carried=False, at=now(), **counts)
        minutes = Minutes.objects.create(
            session=session, number=1, text=TEXT, sha256="0" * 64, written_by=holder, at=now()
        )
        MinutesSignature.objects.create(minutes=minutes, holder=holder, at=now())


def _end(session: Session, holder: SeatHolder) -> None:
    with happening():
        session.outcome, session.closed_on = "quorate", DAY
        Session._meta.get_field("closed_in").take(session)
        session.save(update_fields=["outcome", "closed_on", "closed_in"])
        holder.ended_on, holder.ended_why = DAY, "left"
        SeatHolder._meta.get_field("ended_in").take(holder)
        holder.save(update_fields=["ended_on", "ended_why", "ended_in"])


def _propose(cast: Cast) -> None:
    with happening():
        row = Proposal(
            code="P-1", kind="law", text=TEXT, reason=TEXT, proposed_by_id=cast.society.body, proposed_side="society",
            addressed_to_id=cast.owner.body, made_on=DAY, world="exercise",
        )  # fmt: skip
        Proposal._meta.get_field("made_in").take(row)
        row.save(force_insert=True)
        ProposalDelivery.objects.create(proposal=row, body_id=cast.owner.body, on=DAY, at=now())
        ProposalAnswer.objects.create(proposal=row, answer="refused", body_id=cast.owner.body, text=TEXT, at=now())


def _propose_jointly(session: Session, cast: Cast) -> None:
    with happening():
        row = Proposal(
            code="P-2", kind="law", text=TEXT, reason=TEXT, by_committee=session.committee, motion=Motion.objects.get(),
            proposed_side="both", addressed_to_id=cast.owner.body, made_on=DAY, world="exercise",
        )  # fmt: skip
        Proposal._meta.get_field("made_in").take(row)
        row.save(force_insert=True)
        ProposalAnswer.objects.create(proposal=row, answer="withdrawn", committee=session.committee, at=now())
