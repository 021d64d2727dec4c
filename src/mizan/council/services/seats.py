"""Seats: each side fills its own, by its own published procedure, and nobody else empties them (I-7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mizan.council import verbs
from mizan.council.access import sitting
from mizan.council.models import Seat, SeatHolder
from mizan.council.rules import seating
from mizan.council.services._tools import allow
from mizan.institutions.founding import founding_body
from mizan.institutions.models import Membership
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from mizan.ledger.record import record


@dataclass(frozen=True)
class NewHolder:
    """Who is to sit. `interests` may be empty only if declared to be none."""

    post: Membership
    since: date
    procedure: str
    interests: str
    interests_declared: bool


def take_seat(actor: Actor, seat: Seat, new: NewHolder) -> SeatHolder:
    """The body that fills the seat puts a member of its side in it, for the committee's term."""
    _check(new)
    today = today_in(seat.world)
    with acting(actor):
        seat = Seat.objects.select_for_update(of=("self",)).select_related("committee").get(pk=seat.pk)
        _free_if_over(seat, today)
        facts = _facts(seat)
        _allow_administering(actor, facts)
        allow(seating.to_seat(_person(new.post, seat, today), facts), where="person", body=seat.body_id or "")
        row = SeatHolder.objects.create(
            seat=seat, user_id=new.post.user_id, body_id=new.post.institution_id, since=new.since,
            until=seating.term_end(new.since, seat.committee.term_days), procedure=new.procedure.strip(),
            interests=new.interests.strip(), seated_by_id=actor.body,
        )  # fmt: skip
        record(actor, verbs.SEATED, seat.committee, seat=seat.code, until=row.until, has_interests=bool(row.interests))
    return row


def leave_seat(actor: Actor, holder: SeatHolder, *, why: str) -> None:
    """The body that fills the seat, or the person herself, ends the holding today."""
    seat = holder.seat
    with acting(actor):
        row = SeatHolder.objects.select_for_update(of=("self",)).get(pk=holder.pk)
        if row.ended_on is not None:
            raise Refused("council.seat_free")
        if actor.id != str(row.user_id) or actor.body != row.body_id:
            _allow_administering(actor, _facts(seat))
        _end(row, today_in(seat.world), why)
        record(actor, verbs.UNSEATED, seat.committee, seat=seat.code, on=row.ended_on)


def _end(row: SeatHolder, on: date, why: str) -> None:
    row.ended_on, row.ended_why = on, why.strip()[:200]
    SeatHolder._meta.get_field("ended_in").take(row)
    row.save(update_fields=["ended_on", "ended_why", "ended_in"])


def _free_if_over(seat: Seat, today: date) -> None:
    """A holder whose term or post ended leaves with whoever comes after her, in the same event."""
    row = SeatHolder.objects.filter(seat=seat, ended_on=None).first()
    if row is not None and row.since <= today and not sitting(today).filter(pk=row.pk).exists():
        _end(row, today, "")


def _check(new: NewHolder) -> None:
    if not new.procedure.strip():
        raise Refused("council.procedure_needed", where="procedure")
    if not new.interests_declared:
        raise Refused("council.interests_needed", where="interests_declared")


def _allow_administering(actor: Actor, facts: seating.SeatFacts) -> None:
    allow(seating.to_administer(side=actor.side, body=actor.body, roles=actor.roles, world=actor.world, seat=facts))


def _facts(seat: Seat) -> seating.SeatFacts:
    return seating.SeatFacts(
        side=seat.side,
        body=seat.body_id or "",
        founder=founding_body(seat.side, seat.world),
        is_taken=SeatHolder.objects.filter(seat=seat, ended_on=None).exists(),
        world=seat.world,
    )


def _person(post: Membership, seat: Seat, today: date) -> seating.PersonFacts:
    found = Membership.objects.select_related("institution").filter(pk=post.pk, until=None, suspended_at=None).first()
    if found is None:
        raise Refused("council.no_such_member", where="person")
    body = found.institution
    others = sitting(today).filter(seat__committee=seat.committee_id, user_id=found.user_id)
    return seating.PersonFacts(body.side, body.code, frozenset(found.roles), others.exists(), body.world)
