from __future__ import annotations

from django.apps import AppConfig

APPEND_ONLY = (
    "assessment",
    "assessment_evidence",
    "evidence",
    "evidencecheck",
    "headline",
    "leadanswer",
    "progress",
    "progress_evidence",
    "progressanswer",
    "progressanswer_evidence",
    "reading",
)


class FrameworkConfig(AppConfig):
    name = "mizan.framework"
    label = "framework"

    def ready(self) -> None:
        from mizan.framework import agenda, indicators, menu, notices, panels, refusals, verbs  # noqa: F401, PLC0415  (registers at start-up)
        from mizan.ledger import guards  # noqa: PLC0415

        for table in APPEND_ONLY:
            guards.require(f"framework_{table}")
