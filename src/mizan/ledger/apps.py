from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "mizan.ledger"
    label = "ledger"

    def ready(self) -> None:
        from mizan.ledger import challenges, checks, erasing, guards, manifests, menu, origins, refusals  # noqa: F401, PLC0415  (registers at start-up)

        own = ("event", "duty", "thread", "leaf", "loghead", "logorigin")
        own += ("erasure", "erasureconsent", "journalline", "keymanifest")
        for table in own:
            guards.require(f"ledger_{table}")
