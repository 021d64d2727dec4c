"""Campaigns: listed by either side's own word, then counted and answered for by their owners alone."""

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
from mizan.ledger.ids import new_id
from mizan.ledger.record import record
from mizan.places.models import Place
from mizan.prevention import campaign_verbs as verbs
from mizan.prevention.models import Campaign, CampaignAsked, CampaignEnd, CampaignOwner, CampaignTally, Programme
from mizan.prevention.rules import campaigns as rules
from mizan.prevention.rules.listing import LISTERS, owners
from mizan.prevention.services._tools import allow, has_words, same_world, today_of


@dataclass(frozen=True)
class NewCampaign:
    """What a body lists. `other_owner`: a body of the other side, suggested. `code`: by default drawn."""

    name: TextMap
    about: TextMap
    audience: TextMap
    pillar: Any  # a row of the framework
    starts_on: date
    ends_on: date
    channels: Sequence[str] = ()
    languages: Sequence[str] = ()
    services: Sequence[str] = ()
    materials: Sequence[str] = ()
    places: Sequence[Place] = ()
    programmes: Sequence[Programme] = ()
    other_owner: Institution | None = None
    code: str = ""


@dataclass(frozen=True)
class NewTally:
    """People and cost as of a day; None is not known."""

    on: date
    people: int | None = None
    how: TextMap = field(default_factory=dict)
    cost: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True)
class NewAsked:
    """One question in the campaign's words; `number` 0: the next one."""

    on: date
    question: TextMap
    answer: TextMap
    times: int | None = None
    number: int = 0


def list_campaign(actor: Actor, new: NewCampaign) -> Campaign:
    """A body of either side lists what it runs. Public at once; the other side is never asked first."""
    may_list(actor, new)
    with acting(actor):
        row = made(actor, new)
        record(actor, verbs.LISTED, row, **facts_of(row, new))
    return row


def may_list(actor: Actor, new: NewCampaign) -> None:
    """Refuse what may not be listed."""
    draft = rules.Draft(
        side=str(actor.side or ""), has_name=has_words(new.name), has_about=has_words(new.about),
        starts_on=new.starts_on, ends_on=new.ends_on, other_side=new.other_owner.side if new.other_owner else "",
    )  # fmt: skip
    allow(rules.to_list(draft, actor.roles))
    same_world(actor, new.other_owner, *new.programmes)


def made(actor: Actor, new: NewCampaign) -> Campaign:
    """The campaign with its owners, inside a verb."""
    row = Campaign.objects.create(
        code=new.code or f"CA-{new_id().hex[-8:].upper()}", name=dict(new.name), about=dict(new.about),
        audience=dict(new.audience), pillar=new.pillar, body_id=actor.body, channels=list(new.channels),
        languages=list(new.languages), services=list(new.services), materials=list(new.materials),
        starts_on=new.starts_on, ends_on=new.ends_on, listed_on=today_of(actor), world=actor.world,
    )  # fmt: skip
    row.places.set(new.places)
    row.programmes.set(new.programmes)
    _owner(row, str(actor.side), actor.body, "accepted")
    if new.other_owner is not None:
        _owner(row, new.other_owner.side, new.other_owner.pk, "suggested")
    return row


def facts_of(row: Campaign, new: NewCampaign) -> dict[str, Any]:
    """What the event of a listing says."""
    other = new.other_owner.pk if new.other_owner else None
    return {"pillar": row.pillar_id, "other": other, "start": row.starts_on}


def _owner(row: Campaign, side: str, body: str, answer: str) -> CampaignOwner:
    return CampaignOwner.objects.create(campaign=row, side=side, body_id=body, answer=answer, at=now())


def owners_of(row: Campaign) -> dict[str, tuple[str, str]]:
    """`side -> (body, answer)`."""
    return owners(list(row.owners.order_by("at", "id").values_list("side", "body_id", "answer")))


def answer_campaign_owner(actor: Actor, campaign: Campaign, *, accepts: bool) -> CampaignOwner:
    """The suggested body of the other side says whether it is an owner; nobody says it for her."""
    with acting(actor):
        row = _locked(actor, campaign)
        mine = owners_of(row).get(str(actor.side or ""))
        if mine != (actor.body, "suggested") or not actor.roles & LISTERS:
            raise Refused("prevention.campaign_not_suggested")
        made = _owner(row, str(actor.side), actor.body, "accepted" if accepts else "declined")
        record(actor, verbs.OWNER_ANSWERED, row, answer=made.answer)
    return made


def tally(actor: Actor, campaign: Campaign, new: NewTally) -> CampaignTally:
    """An owner says whom it reached and what it cost, as far as it knows."""
    allow(rules.to_tally(
        people=new.people, has_how=has_words(new.how), cost=new.cost, currency=new.currency, on=new.on,
        starts=campaign.starts_on, today=today_of(actor),
    ))  # fmt: skip
    with acting(actor):
        row = own_campaign(actor, campaign)
        made = CampaignTally.objects.create(
            campaign=row, people=new.people, how=dict(new.how), cost=new.cost, currency=new.currency, on=new.on,
            at=now(),
        )  # fmt: skip
        record(actor, verbs.TALLIED, row, on=new.on)
    return made


def say_asked(actor: Actor, campaign: Campaign, new: NewAsked) -> CampaignAsked:
    """An owner writes down what people asked and what was answered."""
    if not has_words(new.question):
        raise Refused("prevention.about_needed", where="question")
    if not campaign.starts_on <= new.on <= today_of(actor):
        raise Refused("prevention.day_out_of_order", where="on")
    with acting(actor):
        row = own_campaign(actor, campaign)
        newest = row.asked.order_by("-number").first()
        number = new.number or (newest.number + 1 if newest else 1)
        made = CampaignAsked.objects.create(
            campaign=row, number=number, question=dict(new.question), answer=dict(new.answer), times=new.times,
            on=new.on, at=now(),
        )  # fmt: skip
        record(actor, verbs.ASKED, row, number=number, on=new.on)
    return made


def _locked(actor: Actor, campaign: Campaign) -> Campaign:
    row = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    same_world(actor, row)
    return row


def own_campaign(actor: Actor, campaign: Campaign) -> Campaign:
    """The campaign, locked, if the actor speaks for one of its owners and it still takes words."""
    row = owned_campaign(actor, campaign)
    if hasattr(row, "correction"):
        raise Refused("prevention.campaign_superseded")
    if is_taken_back(row):
        raise Refused("prevention.campaign_taken_back")
    return row


def owned_campaign(actor: Actor, campaign: Campaign) -> Campaign:
    """The campaign, locked, if the actor speaks for one of its owners, whatever became of it."""
    row = _locked(actor, campaign)
    accepted = [body for body, answer in owners_of(row).values() if answer == "accepted"]
    allow(rules.to_own(body=actor.body, roles=actor.roles, owners=accepted))
    return row


def is_taken_back(row: Campaign) -> bool:
    end = getattr(row, "end", None)
    return end is not None and end.how == CampaignEnd.How.TAKEN_BACK
