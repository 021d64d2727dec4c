"""Motions, votes and decisions. What is carried has an owner, a co-owner and a day, and becomes something at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from mizan.council import verbs
from mizan.council.models import AgendaItem, Decision, Motion, SeatHolder, Session, Vote
from mizan.council.rules import meeting, motions, quorum
from mizan.council.services._tools import allow, is_quorate, locked, my_seat, there
from mizan.council.services.becoming import Result, become, check
from mizan.council.services.table import speaking_for
from mizan.institutions.models import Institution
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.record import record


@dataclass(frozen=True)
class NewMotion:
    """What a seat moves. None where a form left something out, which the rule refuses."""

    becomes: str
    text: TextMap
    owner: Institution | None
    co_owner: Institution | None
    due_on: date | None
    terms: Mapping[str, object] = field(default_factory=dict)
    item: AgendaItem | None = None


def move(actor: Actor, session: Session, new: NewMotion) -> Motion:
    """Put a motion. Nothing without an owner of each side and a day ahead."""
    owner, co_owner, due = _complete(new, today_in(session.world))
    with acting(actor):
        session = locked(session)
        seat = my_seat(actor, session.committee)
        if session.state != "open":
            raise Refused("council.not_open")
        if {owner.world, co_owner.world} != {session.world}:
            raise Refused("council.other_world")
        if new.item is not None and new.item.session_id != session.pk:
            raise Refused("council.no_such_subject", where="item")
        check(new.becomes, new.terms, session)
        row = Motion.objects.create(
            session=session, number=session.motions.count() + 1, item=new.item, becomes=new.becomes,
            text=dict(new.text), owner=owner, co_owner=co_owner, due_on=due, terms=dict(new.terms), moved_by=seat,
            at=now(),
        )  # fmt: skip
        record(actor, verbs.MOVED, session, motion=row.pk, becomes=row.becomes, due=row.due_on)
    return row


def _complete(new: NewMotion, today: date) -> tuple[Institution, Institution, date]:
    draft = motions.Draft(
        becomes=new.becomes,
        has_text=any(words.strip() for words in new.text.values()),
        owner_side=new.owner.side if new.owner else "",
        co_owner_side=new.co_owner.side if new.co_owner else "",
        due_on=new.due_on,
        terms=new.terms,
    )
    code, where = motions.to_move(draft, today=today)
    allow(code, where=where, field=where)
    if new.owner is None or new.co_owner is None or new.due_on is None:
        raise AssertionError("the rule lets no motion without owner, co-owner and day pass")
    return new.owner, new.co_owner, new.due_on


def vote(actor: Actor, motion: Motion, holder: SeatHolder, *, choice: str, dissent: TextMap | None = None) -> Vote:
    """One seat's voice, cast once, by the person or an officer of her own side in the hall."""
    words = {language: text for language, text in (dissent or {}).items() if text.strip()}
    with acting(actor):
        session = locked(motion.session)
        speaker = my_seat(actor, session.committee)
        _allow_vote(session, motion, speaker, holder)
        if choice not in Vote.Choice.values:
            raise Refused("council.no_such_subject", where="choice")
        if words and choice == Vote.Choice.FOR:
            raise Refused("council.dissent_needs_vote", where="dissent")
        row = Vote.objects.create(motion=motion, holder=holder, choice=choice, dissent=words, said_by=speaker, at=now())
        record(actor, verbs.VOTED, session, motion=motion.pk, seat=holder.seat_id, choice=choice)
    return row


def _allow_vote(session: Session, motion: Motion, speaker: SeatHolder, holder: SeatHolder) -> None:
    if session.state != "open":
        raise Refused("council.not_open")
    allow(speaking_for(speaker, holder))
    if str(holder.pk) not in there(session):
        raise Refused("council.not_there")
    if Decision.objects.filter(motion=motion).exists():
        raise Refused("council.decided_before")
    if Vote.objects.filter(motion=motion, holder=holder).exists():
        raise Refused("council.voted_before")


def decide(actor: Actor, motion: Motion) -> Decision:
    """Close the vote. Carried needs more for than against on each side, and both sides there."""
    with acting(actor):
        session = locked(motion.session)
        seat, committee = my_seat(actor, session.committee), session.committee
        before = Decision.objects.filter(motion=motion).exists()
        verdict = meeting.to_decide(
            part=seat.seat.part, state=session.state, quorate=is_quorate(session), decided=before
        )
        allow(verdict, state=committee.quorum_state, society=committee.quorum_society)
        count = quorum.count(quorum.Voice(one.holder.seat.side, one.choice) for one in _votes(motion))
        result = become(motion, _bodies_for(motion)) if count.is_carried else Result()
        row = Decision.objects.create(
            motion=motion, carried=count.is_carried, result_kind=result.kind, result_id=result.id, at=now(),
            **asdict(count),
        )  # fmt: skip
        record(
            actor, verbs.DECIDED, session, motion=motion.pk, carried=row.carried, becomes=motion.becomes,
            owner=motion.owner_id, co_owner=motion.co_owner_id, due=motion.due_on,
        )  # fmt: skip
    return row


def _votes(motion: Motion) -> list[Vote]:
    return list(motion.votes.select_related("holder__seat"))


def _bodies_for(motion: Motion) -> frozenset[str]:
    """The bodies whose own seat voted for the motion: only they have accepted a part in it (I-18)."""
    return frozenset(one.holder.body_id for one in _votes(motion) if one.choice == Vote.Choice.FOR)
