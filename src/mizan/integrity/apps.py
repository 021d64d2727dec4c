from __future__ import annotations

from django.apps import AppConfig

WHOLE = ("epoch", "door", "message", "attachment", "escrowwrap", "officeract", "report")
ONCE = {
    "wrap": ("until",),
    "laterwrap": ("released", "released_on", "withdrawn_on"),
    "handover": ("confirmed_on",),
}


class IntegrityConfig(AppConfig):
    name = "mizan.integrity"
    label = "integrity"

    def ready(self) -> None:
        from mizan.integrity import act_refusals, act_verbs, kinds, menu, refusals, telling, verbs  # noqa: F401, PLC0415
        from mizan.integrity.services import tidying  # noqa: F401, PLC0415  (registers how a recusal is done again)
        from mizan.ledger import guards  # noqa: PLC0415

        for table in WHOLE:
            guards.require(f"integrity_{table}")
        for table, once in ONCE.items():
            guards.require(f"integrity_{table}", *once)
