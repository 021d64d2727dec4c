from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "mizan.ledger"
    label = "ledger"

    def ready(self) -> None:
        from mizan.ledger import checks, guards, refusals  # noqa: F401, PLC0415  (registers at start-up)

        guards.require("ledger_event")
        guards.require("ledger_duty")
