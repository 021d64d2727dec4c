from __future__ import annotations

from django.apps import AppConfig

APPEND_ONLY = (
    "enrolmentfollowup", "enrolmentstep", "entitlementstart", "entitlementstep", "frozencount", "offer",
    "programmeowner", "referralanswer", "referraloffer", "spending",
)  # fmt: skip


class PreventionConfig(AppConfig):
    name = "mizan.prevention"
    label = "prevention"

    def ready(self) -> None:
        from mizan.ledger import guards  # noqa: PLC0415
        from mizan.prevention import kinds, menu, notices, refusals, verbs  # noqa: F401, PLC0415  (registers)

        for table in APPEND_ONLY:
            guards.require(f"prevention_{table}")
        guards.require("prevention_programme", "ended_on", "ended_in_id")
        for table in ("enrolment", "entitlement", "referral"):  # but for where they stand
            guards.require(f"prevention_{table}")
