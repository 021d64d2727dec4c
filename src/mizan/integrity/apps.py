from __future__ import annotations

from django.apps import AppConfig

GUARDED = (
    "report",
    "epoch",
    "wrap",
    "laterwrap",
    "escrowwrap",
    "door",
    "message",
    "attachment",
    "officeract",
)


class IntegrityConfig(AppConfig):
    name = "mizan.integrity"
    label = "integrity"

    def ready(self) -> None:
        from mizan.integrity import kinds, menu, refusals, verbs  # noqa: F401, PLC0415  (registers at start-up)
        from mizan.ledger import guards  # noqa: PLC0415

        for table in GUARDED:
            guards.require(f"integrity_{table}")
