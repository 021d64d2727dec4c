"""The queue: somebody is taken in under a code, moves on step by step, and is asked after when a year is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.ledger.record import record
from mizan.places.models import Place
from mizan.prevention import verbs
from mizan.prevention.models import Enrolment, EnrolmentFollowUp, EnrolmentStep, Programme, Referral
from mizan.prevention.models.people import new_code
from mizan.prevention.queries.places import free_for
from mizan.prevention.rules import queue as rules
from mizan.prevention.rules.eligibility import Applicant, admits
from mizan.prevention.rules.listing import WORKERS
from mizan.prevention.services._tools import allow, locked, same_world, today_of


@dataclass(frozen=True)
class Someone:
    """Who asks for a place, as far as this room is told."""

    place: Place
    sex: str
    band: str

    @property
    def applicant(self) -> Applicant:
        return Applicant(self.sex, self.band, self.place.pk)


def take_in(actor: Actor, programme: Programme, someone: Someone, *, on: date | None = None) -> Enrolment:
    """Somebody came without a referral."""
    with acting(actor):
        row = put_in_queue(actor, programme, someone, on=on or today_of(actor))
        record(actor, verbs.ENROLLED, row, stage=row.stage)
    return row


def put_in_queue(
    actor: Actor, programme: Programme, someone: Someone, *, on: date, referral: Referral | None = None
) -> Enrolment:
    """Inside somebody's act: she waits. Records nothing itself."""
    row = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    same_world(actor, row, referral)
    if row.provider_id != actor.body or not actor.roles & WORKERS:
        raise Refused("prevention.not_your_queue")
    if row.ended_on is not None or row.retired_at is not None:
        raise Refused("prevention.programme_ended")
    if not admits(row.conditions, someone.applicant, _places(row)):
        raise Refused("prevention.not_for_her")
    if on > today_of(actor):
        raise Refused("prevention.day_out_of_order", where="on")
    made = Enrolment.objects.create(
        code=new_code("E"), programme=row, referral=referral, place=someone.place, sex=someone.sex, band=someone.band,
        asked_on=on, stage="waiting", stage_on=on, world=row.world,
    )  # fmt: skip
    EnrolmentStep.objects.create(enrolment=made, stage="waiting", on=on, at=now())
    return made


def _places(programme: Programme) -> set[str]:
    return set(programme.offers.values_list("place_id", flat=True))


def step(actor: Actor, enrolment: Enrolment, stage: str, *, on: date | None = None, why: str = "") -> EnrolmentStep:
    """The next step: enrolled, completed, dropped out (with the reason as she gave it), or back to wait."""
    today = today_of(actor)
    with acting(actor):
        row = _mine(actor, enrolment)
        day = on or today
        allow(rules.to_step(row.stage, stage, before=row.stage_on, on=day, today=today, why=why))
        if stage == "enrolled" and free_for(row.programme, row.place_id, row.sex) < 1:
            raise Refused("prevention.no_place_free", where="stage")
        made = EnrolmentStep.objects.create(enrolment=row, stage=stage, on=day, why=why, at=now())
        row.stage, row.stage_on = stage, day
        row.save(update_fields=["stage", "stage_on"])
        record(actor, verbs.STEPPED, row, stage=stage, on=day)
    return made


def follow_up(actor: Actor, enrolment: Enrolment, kept: str, *, on: date | None = None) -> EnrolmentFollowUp:
    """Whether it is still so twelve months after. Asked again, the newest answer counts and all stay."""
    today = today_of(actor)
    with acting(actor):
        row = _mine(actor, enrolment)
        if kept not in EnrolmentFollowUp.Kept.values:
            raise Refused("prevention.no_such_step", where="kept")
        allow(rules.to_follow_up(row.stage, row.stage_on, on=on or today, today=today))
        made = EnrolmentFollowUp.objects.create(enrolment=row, kept=kept, on=on or today, at=now())
        record(actor, verbs.FOLLOWED, row, kept=kept)
    return made


def _mine(actor: Actor, enrolment: Enrolment) -> Enrolment:
    row = locked(enrolment)
    same_world(actor, row)
    if row.programme.provider_id != actor.body or not actor.roles & WORKERS:
        raise Refused("prevention.not_your_queue")
    return row
