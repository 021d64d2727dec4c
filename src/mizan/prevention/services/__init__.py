"""Verbs of prevention: actor first, one transaction, one recorded event."""

from mizan.prevention.services.entitlements import (
    NewEntitlement,
    answer_delivery,
    deliver,
    keep_clock,
    withdraw_entitlement,
    write_down,
)
from mizan.prevention.services.listing import (
    NewProgramme,
    answer_owner,
    end_programme,
    list_programme,
    offer_places,
    say_money,
)
from mizan.prevention.services.queue import Someone, follow_up, step, take_in
from mizan.prevention.services.referrals import NewReferral, answer, refer, reoffer, withdraw_referral

__all__ = [
    "NewEntitlement",
    "NewProgramme",
    "NewReferral",
    "Someone",
    "answer",
    "answer_delivery",
    "answer_owner",
    "deliver",
    "end_programme",
    "follow_up",
    "keep_clock",
    "list_programme",
    "offer_places",
    "refer",
    "reoffer",
    "say_money",
    "step",
    "take_in",
    "withdraw_entitlement",
    "withdraw_referral",
    "write_down",
]
