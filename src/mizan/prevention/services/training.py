"""Training: listed by the body that gave it when it is over, assessed by it six months later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.ids import new_id
from mizan.ledger.record import record
from mizan.places.models import Place
from mizan.prevention import campaign_verbs as verbs
from mizan.prevention.models import Training, TrainingResult
from mizan.prevention.rules import campaigns as rules
from mizan.prevention.rules.listing import LISTERS
from mizan.prevention.services._tools import allow, has_words, same_world, today_of


@dataclass(frozen=True)
class NewTraining:
    """What a body lists; `trained` None: not known."""

    name: TextMap
    about: TextMap
    pillar: Any  # a row of the framework
    audience: str
    starts_on: date
    ends_on: date
    trained: int | None = None
    place: Place | None = None
    code: str = ""


@dataclass(frozen=True)
class NewResult:
    """What was found six months later."""

    assessed: int
    able: int
    how: TextMap
    on: date


def list_training(actor: Actor, new: NewTraining) -> Training:
    """A body of either side lists what it gave."""
    today = today_of(actor)
    draft = rules.Draft(str(actor.side or ""), has_words(new.name), has_words(new.about), new.starts_on, new.ends_on)
    allow(rules.to_list_training(draft, actor.roles, today))
    with acting(actor):
        row = Training.objects.create(
            code=new.code or f"TR-{new_id().hex[-8:].upper()}", name=dict(new.name), about=dict(new.about),
            pillar=new.pillar, audience=new.audience, body_id=actor.body, place=new.place, starts_on=new.starts_on,
            ends_on=new.ends_on, trained=new.trained, listed_on=today, world=actor.world,
        )  # fmt: skip
        record(actor, verbs.TRAINED, row, pillar=row.pillar_id, audience=row.audience, trained=row.trained)
    return row


def assess_training(actor: Actor, training: Training, new: NewResult) -> TrainingResult:
    """The body that gave it says how many were assessed and how many of them can do it."""
    allow(rules.to_assess(
        trained=training.trained, assessed=new.assessed, able=new.able, has_how=has_words(new.how), on=new.on,
        ends=training.ends_on, today=today_of(actor),
    ))  # fmt: skip
    with acting(actor):
        row = Training.objects.select_for_update(of=("self",)).get(pk=training.pk)
        same_world(actor, row)
        if row.body_id != actor.body or not actor.roles & LISTERS:
            raise Refused("prevention.not_your_training")
        made = TrainingResult.objects.create(
            training=row, assessed=new.assessed, able=new.able, how=dict(new.how), on=new.on, at=now()
        )
        record(actor, verbs.ASSESSED, row, on=new.on)
    return made
