"""What the public touches registers here at start-up: words, menu, and the guards of its tables."""

from __future__ import annotations

from mizan.ledger import guards
from mizan.prevention import help_menu, help_refusals, help_verbs  # noqa: F401  (registers)

for table in ("serviceload", "material", "materialversion", "feedback", "feedbackanswer", "mark"):
    guards.require(f"prevention_{table}")
guards.require("prevention_service", "ended_on", "ended_in_id")
