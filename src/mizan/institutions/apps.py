from __future__ import annotations

from django.apps import AppConfig

# Tables of the key store, with the column that ends a row and its link to the event that did.
_ENDED = ("until", "ended_in_id")
ENDS = {
    "personkeys": _ENDED, "bodykeys": _ENDED, "rosterpost": _ENDED, "tie": _ENDED, "drill": ("met_on", "met_in_id"),
}  # fmt: skip


class InstitutionsConfig(AppConfig):
    name = "mizan.institutions"
    label = "institutions"

    def ready(self) -> None:
        from mizan.institutions import agenda, menu, refusals, verbs  # noqa: F401, PLC0415  (registers at start-up)
        from mizan.ledger import guards  # noqa: PLC0415

        guards.require("institutions_unitstatus")
        for table, once in ENDS.items():
            guards.require(f"institutions_{table}", *once)
