from __future__ import annotations

from django.apps import AppConfig

APPEND_ONLY = (
    "agendaitem", "attendance", "decision", "minutes", "minutessignature", "motion", "paper", "proposalanswer",
    "proposaldelivery", "return", "returnapproval", "returnduty", "returnquery", "returnreminder", "returnrevision",
    "returnstart", "vote",
)  # fmt: skip
ONCE = {"seatholder": (), "session": ("opened_on", "opened_in_id")}  # end once, by their guard; and what is set once


class CouncilConfig(AppConfig):
    name = "mizan.council"
    label = "council"

    def ready(self) -> None:
        from mizan.council import agenda, indicators, kinds, menu, notices, panels, refusals, return_indicators, verbs  # noqa: F401, PLC0415  (registers)
        from mizan.ledger import guards  # noqa: PLC0415

        for table in APPEND_ONLY:
            guards.require(f"council_{table}")
        for table, once in ONCE.items():
            guards.require(f"council_{table}", *once)
        guards.require("council_proposal")  # but for what a pack says, which the pack may reword
