from __future__ import annotations

from django.apps import AppConfig

WHOLE = ("epoch", "door", "message", "attachment", "escrowwrap", "officeract", "report")
ONCE = {"wrap": ("until",), "laterwrap": ("released", "released_on", "withdrawn_on")}


class IntegrityConfig(AppConfig):
    name = "mizan.integrity"
    label = "integrity"

    def ready(self) -> None:
        from mizan.integrity import kinds, menu, refusals, verbs  # noqa: F401, PLC0415  (registers at start-up)
        from mizan.ledger import guards  # noqa: PLC0415

        for table in WHOLE:
            guards.require(f"integrity_{table}")
        for table, once in ONCE.items():
            guards.require(f"integrity_{table}", *once)
