"""Programmes: listed by either side's own word, with owners, places and money. The other side is never asked first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from mizan.institutions.models import Institution
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.fields import move
from mizan.ledger.ids import new_id
from mizan.ledger.record import record
from mizan.places.models import Place
from mizan.prevention import verbs
from mizan.prevention.models import Mechanism, Offer, Programme, ProgrammeOwner, Spending
from mizan.prevention.rules import listing as rules
from mizan.prevention.rules.eligibility import Eligibility
from mizan.prevention.services._tools import allow, has_words, same_world, today_of


@dataclass(frozen=True)
class NewProgramme:
    """What a body lists. `pillar` and `obligations` are rows of the framework; `other_owner` is a suggested body of the
    other side; `code` is drawn by default."""

    name: TextMap
    about: TextMap
    mechanism: Mechanism
    conditions: Eligibility = field(default_factory=Eligibility)
    pillar: Any = None  # by default that of the mechanism
    obligations: Sequence[Any] = ()
    funder: TextMap = field(default_factory=dict)
    other_owner: Institution | None = None
    starts_on: date | None = None  # by default today
    code: str = ""


def list_programme(actor: Actor, new: NewProgramme) -> Programme:
    """A body of either side lists what it runs. Public at once."""
    allow(rules.to_list(_draft(actor, new), actor.roles))
    same_world(actor, new.other_owner)
    today = today_of(actor)
    with acting(actor):
        row = Programme(
            code=new.code or f"PR-{new_id().hex[-8:].upper()}", name=dict(new.name), about=dict(new.about),
            mechanism=new.mechanism, pillar_id=new.pillar.pk if new.pillar else new.mechanism.pillar_id,
            provider_id=actor.body, funder=dict(new.funder), sex=new.conditions.sex, age_from=new.conditions.age_from,
            age_to=new.conditions.age_to, residents_only=new.conditions.residents_only,
            starts_on=new.starts_on or today, listed_on=today, world=actor.world,
        )  # fmt: skip
        _link(row, "made_in")
        row.save(force_insert=True)
        row.obligations.set(new.obligations)
        _owner(row, side=str(actor.side), body=actor.body, answer="accepted")
        if new.other_owner is not None:
            _owner(row, side=new.other_owner.side, body=new.other_owner.pk, answer="suggested")
        other = new.other_owner.pk if new.other_owner else None
        record(actor, verbs.LISTED, row, mechanism=row.mechanism_id, pillar=row.pillar_id, other=other)
    return row


def _draft(actor: Actor, new: NewProgramme) -> rules.Draft:
    return rules.Draft(
        side=str(actor.side or ""), has_name=has_words(new.name), has_about=has_words(new.about),
        other_side=new.other_owner.side if new.other_owner else "", age_from=new.conditions.age_from,
        age_to=new.conditions.age_to,
    )  # fmt: skip


def _link(row: Programme, name: str) -> None:
    field_of: Any = Programme._meta.get_field(name)
    field_of.take(row)


def _owner(row: Programme, *, side: str, body: str, answer: str) -> ProgrammeOwner:
    return ProgrammeOwner.objects.create(programme=row, side=side, body_id=body, answer=answer, at=now())


def answer_owner(actor: Actor, programme: Programme, *, accepts: bool) -> ProgrammeOwner:
    """The suggested body of the other side says whether it is an owner; nobody says it for her."""
    with acting(actor):
        row = _locked(actor, programme)
        said = rules.owners(list(row.owners.order_by("at", "id").values_list("side", "body_id", "answer")))
        mine = said.get(str(actor.side or ""))
        if mine != (actor.body, "suggested") or not actor.roles & rules.LISTERS:
            raise Refused("prevention.not_suggested")
        answer = "accepted" if accepts else "declined"
        made = _owner(row, side=str(actor.side), body=actor.body, answer=answer)
        record(actor, verbs.OWNER_ANSWERED, row, answer=answer)
    return made


def offer_places(
    actor: Actor, programme: Programme, place: Place, places: int, *, kept_female: int = 0, since: date | None = None
) -> Offer:
    """The provider says how many places there are in a district from a day on."""
    allow(rules.to_offer(places, kept_female, programme.sex))
    with acting(actor):
        row = _own(actor, programme)
        made = Offer.objects.create(
            programme=row, place=place, places=places, kept_female=kept_female, since=since or today_of(actor), at=now()
        )
        record(actor, verbs.OFFERED, row, place=place.pk, places=places, since=made.since)
    return made


def say_money(
    actor: Actor, programme: Programme, year: int, *, budget: Decimal | None, spent: Decimal | None, currency: str
) -> Spending:
    """The provider says what a year was to cost and what it cost."""
    allow(rules.to_spend(budget, spent, year, today_of(actor)))
    with acting(actor):
        row = _own(actor, programme)
        made = Spending.objects.create(
            programme=row, year=year, budget=budget, spent=spent, currency=currency, at=now()
        )
        record(actor, verbs.SPENT, row, year=year)
    return made


def end_programme(actor: Actor, programme: Programme, on: date | None = None) -> Programme:
    """The provider ends it; what it did stays shown."""
    with acting(actor):
        row = _own(actor, programme)
        move(row, ended_on=on or today_of(actor))
        record(actor, verbs.ENDED, row, on=row.ended_on)
    return row


def _locked(actor: Actor, programme: Programme) -> Programme:
    row = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    same_world(actor, row)
    return row


def _own(actor: Actor, programme: Programme) -> Programme:
    """The programme, if the actor's body runs it and it has not ended."""
    row = _locked(actor, programme)
    if row.provider_id != actor.body or not actor.roles & rules.LISTERS:
        raise Refused("prevention.not_your_programme")
    if row.ended_on is not None or row.retired_at is not None:
        raise Refused("prevention.programme_ended")
    return row
