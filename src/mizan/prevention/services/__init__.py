"""Verbs of prevention: actor first, one transaction, one recorded event."""

from mizan.prevention.services.campaign_ends import correct_campaign, end_campaign
from mizan.prevention.services.campaigns import (
    NewAsked,
    NewCampaign,
    NewTally,
    answer_campaign_owner,
    list_campaign,
    say_asked,
    tally,
)
from mizan.prevention.services.comparing import NewComparison, compare_districts
from mizan.prevention.services.counts import take_counts
from mizan.prevention.services.entitlements import (
    NewEntitlement,
    answer_delivery,
    deliver,
    keep_clock,
    withdraw_entitlement,
    write_down,
)
from mizan.prevention.services.helping import NewService, change_service, end_service, list_service, say_load
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
from mizan.prevention.services.surveys import NewSurvey, SheetRefused, name_question, record_survey
from mizan.prevention.services.training import NewResult, NewTraining, assess_training, list_training

__all__ = [
    "NewAsked",
    "NewCampaign",
    "NewComparison",
    "NewEntitlement",
    "NewProgramme",
    "NewReferral",
    "NewResult",
    "NewService",
    "NewSurvey",
    "NewTally",
    "NewTraining",
    "SheetRefused",
    "Someone",
    "answer",
    "answer_campaign_owner",
    "answer_delivery",
    "answer_owner",
    "assess_training",
    "change_service",
    "compare_districts",
    "correct_campaign",
    "deliver",
    "end_campaign",
    "end_programme",
    "end_service",
    "follow_up",
    "keep_clock",
    "list_campaign",
    "list_programme",
    "list_service",
    "list_training",
    "name_question",
    "offer_places",
    "record_survey",
    "refer",
    "reoffer",
    "say_asked",
    "say_load",
    "say_money",
    "step",
    "take_counts",
    "take_in",
    "tally",
    "withdraw_entitlement",
    "withdraw_referral",
    "write_down",
]
