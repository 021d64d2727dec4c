from __future__ import annotations

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "mizan.institutions"
    label = "institutions"

    def ready(self) -> None:
        from mizan.institutions import menu, refusals, verbs  # noqa: F401, PLC0415  (registers at start-up)
        from mizan.ledger import guards  # noqa: PLC0415

        for table in ("unitstatus", "personkeys", "bodykeys", "rosterpost", "drill", "tie"):
            guards.require(f"institutions_{table}")
