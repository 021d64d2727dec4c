"""A campaign that was wrong or called off: its owners end it, take it back or list a corrected one. All stay shown."""

from __future__ import annotations

from datetime import date

from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.texts import TextMap
from mizan.ledger.record import record
from mizan.prevention import campaign_verbs as verbs
from mizan.prevention.models import Campaign, CampaignCorrection, CampaignEnd
from mizan.prevention.rules import campaigns as rules
from mizan.prevention.services._tools import allow, has_words, today_of
from mizan.prevention.services.campaigns import NewCampaign, facts_of, made, may_list, owned_campaign, owners_of


def end_campaign(actor: Actor, campaign: Campaign, *, how: str, on: date, why: TextMap) -> CampaignEnd:
    """An owner ends it before its last day, or takes it back, and says why; what it did stays shown."""
    with acting(actor):
        row = owned_campaign(actor, campaign)
        allow(rules.to_end(
            how=how, has_why=has_words(why), on=on, first=row.starts_on, last=row.ends_on, today=today_of(actor),
            is_ended=hasattr(row, "end"), is_later=hasattr(row, "correction"), has_counts=row.tallies.exists(),
        ))  # fmt: skip
        end = CampaignEnd.objects.create(campaign=row, how=how, on=on, why=dict(why), at=now())
        record(actor, verbs.ENDED, row, how=how, on=on)
    return end


def correct_campaign(actor: Actor, campaign: Campaign, new: NewCampaign, why: TextMap) -> Campaign:
    """An owner lists a corrected one in its place, and says what was wrong. Words on the old one stay there."""
    may_list(actor, new)
    with acting(actor):
        old = owned_campaign(actor, campaign)
        allow(rules.to_correct(
            has_why=has_words(why), is_later=hasattr(old, "correction"), co_owner=_co_owner(actor, old),
            other=new.other_owner.pk if new.other_owner else "",
        ))  # fmt: skip
        row = made(actor, new)
        CampaignCorrection.objects.create(old=old, new=row, why=dict(why), at=now())
        record(actor, verbs.CORRECTED, row, old=old.pk, **facts_of(row, new))
    return row


def _co_owner(actor: Actor, old: Campaign) -> str:
    """The body of the other side that owns it by its own word, or ""."""
    others = [word for side, word in owners_of(old).items() if side != actor.side]
    return next((body for body, answer in others if answer == "accepted"), "")
