"""Referrals: sent to a queue, answered by its provider, offered on where it declines, withdrawn by the sender.

Help is asked for somebody, never for a case: no verb here takes a reason beyond the need.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mizan.institutions.founding import founding_body
from mizan.kit.acting import acting
from mizan.kit.actors import Actor, Role, Side
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.ledger.duties import discharge, open_duty
from mizan.ledger.models import Duty
from mizan.ledger.record import record
from mizan.prevention import verbs
from mizan.prevention.kinds import REFERRAL
from mizan.prevention.models import Mechanism, Programme, Referral, ReferralAnswer, ReferralOffer
from mizan.prevention.models.people import new_code
from mizan.prevention.notices import tell
from mizan.prevention.queries.places import offered, open_for
from mizan.prevention.queries.terms import referral_due
from mizan.prevention.rules import referring as rules
from mizan.prevention.rules.eligibility import Applicant, admits
from mizan.prevention.rules.listing import WORKERS
from mizan.prevention.services._tools import allow, locked, open_duty_of, same_world, today_of
from mizan.prevention.services.queue import Someone, put_in_queue

SENDERS = WORKERS | {Role.COORDINATOR}


@dataclass(frozen=True)
class NewReferral:
    """Who needs what, how soon; `programme`: whom to ask first, by default the best fit."""

    someone: Someone
    need: Mechanism
    urgency: str = "routine"
    language: str = ""
    programme: Programme | None = None


def refer(actor: Actor, new: NewReferral) -> Referral:
    """Any body of the house asks a service to take somebody in; its clock starts at once, since a programme that is
    listed has opened its queue by its own word."""
    if not actor.roles & SENDERS or actor.side is None:
        raise Refused("prevention.role_needed")
    if new.urgency not in rules.TERMS:
        raise Refused("prevention.no_such_step", where="urgency")
    same_world(actor, new.programme)
    with acting(actor):
        today = today_of(actor)
        row = Referral.objects.create(
            code=new_code("R"), sender_id=actor.body, need=new.need, urgency=new.urgency, language=new.language,
            place=new.someone.place, sex=new.someone.sex, band=new.someone.band, sent_on=today, world=actor.world,
        )  # fmt: skip
        first = new.programme or next_programme(row)
        if first is None:
            raise Refused("prevention.no_programme", where="need")
        _may_be_asked(row, first, actor)
        duty = _ask_on_a_clock(row, first, today)
        record(actor, verbs.REFERRED, row, urgency=row.urgency, to=duty.owner, due=duty.due_on)
    return row


def _may_be_asked(row: Referral, programme: Programme, actor: Actor) -> None:
    if programme.provider_id == actor.body:
        raise Refused("prevention.own_queue", where="programme")
    if programme.ended_on is not None or programme.retired_at is not None:
        raise Refused("prevention.programme_ended", where="programme")
    places = set(offered([programme.pk]).get(programme.pk, {}))
    if not admits(programme.conditions, Applicant(row.sex, row.band, row.place_id), places):
        raise Refused("prevention.not_for_her", where="programme")


def next_programme(row: Referral) -> Programme | None:
    """The next programme to ask, None where there is none."""
    asked = [code for code in row.offers.values_list("programme_id", flat=True) if code]
    someone = Applicant(row.sex, row.band, row.place_id)
    known = open_for(row.world, row.need_id, row.place_id, row.sex)
    passed = {one.provider for one in known if one.code in asked}
    left = [one for one in known if one.provider not in passed]
    found = rules.asked_next(left, someone, row.need_id, asked=asked, sender=row.sender_id)
    return Programme.objects.get(pk=found.code) if found else None


def ask(row: Referral, programme: Programme | None, body: str, today: date) -> ReferralOffer:
    """Inside somebody's act: another queue is asked, or the coordinating body where there is none. Opens no clock."""
    made = ReferralOffer.objects.create(
        referral=row, programme=programme, body_id=body, number=row.offers.count() + 1, on=today, at=now()
    )
    tell(body, row)
    return made


def _ask_on_a_clock(row: Referral, programme: Programme, today: date) -> Duty:
    ask(row, programme, programme.provider_id, today)
    due_on = referral_due(row.urgency, today, row.world)
    return open_duty(REFERRAL, owner=programme.provider_id, subject=row, opened_on=today, due_on=due_on)


def asked_now(row: Referral) -> ReferralOffer:
    """The newest offer."""
    return row.offers.order_by("-number")[:1].get()


def answer(actor: Actor, referral: Referral, word: str, *, why: str = "") -> ReferralAnswer:
    """The asked body accepts, and somebody stands in its queue; or declines with a reason, and the next is asked."""
    with acting(actor):
        row = locked(referral)
        same_world(actor, row)
        offer = asked_now(row)
        if not actor.roles & SENDERS:
            raise Refused("prevention.role_needed")
        allow(rules.to_answer(word, why, stage=row.stage, body=actor.body, asked=offer.body_id))
        if word == "accepted" and offer.programme is None:
            raise Refused("prevention.no_queue_of_its_own", where="answer")
        said = _say(actor, row, offer, word, why)
        if word == "accepted" and offer.programme is not None:
            put_in_queue(actor, offer.programme, _someone(row, offer.programme), on=today_of(actor), referral=row)
        then = _after(row, word, today_of(actor))
        record(actor, verbs.REFERRAL_ANSWERED, row, answer=word, why=why or None, late=said.is_late, then=then)
    return said


def _someone(row: Referral, programme: Programme) -> Someone:
    """Where she takes part: in her district where the programme has places there, else where it has most."""
    here = {place: one.places for place, one in offered([programme.pk]).get(programme.pk, {}).items()}
    if not here or row.place_id in here:
        return Someone(row.place, row.sex, row.band)
    best = max(here, key=lambda place: (here[place], place))
    return Someone(programme.offers.filter(place=best)[0].place, row.sex, row.band)


def _say(actor: Actor, row: Referral, offer: ReferralOffer, word: str, why: str) -> ReferralAnswer:
    """The word's row, and the end of the clock that ran."""
    duty, today = open_duty_of(row), today_of(actor)
    made = ReferralAnswer.objects.create(
        referral=row, offer=offer, answer=word, why=why, body_id=actor.body,
        is_late=rules.is_late(duty.due_on if duty else None, today), at=now(),
    )  # fmt: skip
    _end_clock(row, today)
    tell(row.sender_id, row)
    return made


def _end_clock(row: Referral, today: date) -> None:
    duty = open_duty_of(row)
    if duty is not None:
        discharge(duty, on=today)


def _after(row: Referral, word: str, today: date) -> str | None:
    """Where it stands after a word: accepted; or the body asked next, by code; or declined by all."""
    following = next_programme(row) if word == "declined" else None
    if following is not None:
        return _ask_on_a_clock(row, following, today).owner
    _stand(row, word)
    return None


def _stand(row: Referral, stage: str) -> None:
    row.stage = stage
    row.save(update_fields=["stage"])


def reoffer(actor: Actor, referral: Referral, programme: Programme) -> ReferralOffer:
    """The sender, or the coordinating body that silence reached, asks another queue by name."""
    with acting(actor):
        row = locked(referral)
        same_world(actor, row, programme)
        coordinating = founding_body(Side.STATE, row.world)
        if actor.body not in {row.sender_id, coordinating} or not actor.roles & SENDERS:
            raise Refused("prevention.not_your_queue")
        if row.stage not in {Referral.Stage.OPEN, Referral.Stage.DECLINED}:
            raise Refused("prevention.answered_before")
        _may_be_asked(row, programme, actor)
        _end_clock(row, today_of(actor))
        duty = _ask_on_a_clock(row, programme, today_of(actor))
        _stand(row, Referral.Stage.OPEN)
        record(actor, verbs.REFERRED, row, urgency=row.urgency, to=duty.owner, due=duty.due_on)
    return asked_now(row)


def withdraw_referral(actor: Actor, referral: Referral) -> ReferralAnswer:
    """The sender takes it back: she found help elsewhere, or does not want it."""
    with acting(actor):
        row = locked(referral)
        same_world(actor, row)
        if row.sender_id != actor.body or not actor.roles & SENDERS:
            raise Refused("prevention.not_your_queue")
        if row.stage != Referral.Stage.OPEN:
            raise Refused("prevention.answered_before")
        said = _say(actor, row, asked_now(row), "withdrawn", "")
        _stand(row, Referral.Stage.WITHDRAWN)
        record(actor, verbs.REFERRAL_ANSWERED, row, answer="withdrawn", why=None, late=said.is_late, then=None)
    return said
