from __future__ import annotations

from django.apps import AppConfig

APPEND_ONLY = (
    "comparison", "comparisonrow",
    "campaign", "campaignasked", "campaigncorrection", "campaignend", "campaignowner", "campaigntally",
    "knowledgechange", "knowledgeestimate", "knowledgequestion", "knowledgesurvey", "training", "trainingresult",
    "enrolmentfollowup", "enrolmentstep", "entitlementstart", "entitlementstep", "frozencount", "offer",
    "programmeowner", "referralanswer", "referraloffer", "spending",
)  # fmt: skip


class PreventionConfig(AppConfig):
    name = "mizan.prevention"
    label = "prevention"

    def ready(self) -> None:
        from mizan.ledger import guards  # noqa: PLC0415
        from mizan.prevention import (  # noqa: F401, PLC0415
            agenda,
            balance,
            campaign_refusals,
            campaign_verbs,
            help_room,
            indicators,
            kinds,
            menu,
            notices,
            panels,
            refusals,
            verbs,
        )

        for table in APPEND_ONLY:
            guards.require(f"prevention_{table}")
        guards.require("prevention_programme", "ended_on", "ended_in_id")
        for table in ("enrolment", "entitlement", "referral"):  # but for where they stand
            guards.require(f"prevention_{table}")
