from __future__ import annotations

from django.apps import AppConfig

# Tables of the key store, with the column that ends a row.
ENDS = {"personkeys": "until", "bodykeys": "until", "rosterpost": "until", "drill": "met_on", "tie": "until"}


class InstitutionsConfig(AppConfig):
    name = "mizan.institutions"
    label = "institutions"

    def ready(self) -> None:
        from mizan.institutions import agenda, menu, refusals, verbs  # noqa: F401, PLC0415  (registers at start-up)
        from mizan.ledger import guards  # noqa: PLC0415

        guards.require("institutions_unitstatus")
        for table, once in ENDS.items():
            guards.require(f"institutions_{table}", once)
