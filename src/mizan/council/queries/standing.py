"""Standing proposals: a unit that a source calls absent, in a body that owes it, is asked for without anybody asking.

Computed from the coverage board, never rows of their own, never with a clock. A unit of which nothing is known is a
question and no proposal: unknown is not absent (I-8).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mizan.institutions.models import Institution, UnitKind, UnitStatus
from mizan.institutions.queries.coverage import coverage
from mizan.kit.facts import World

STANDING, QUESTION = "standing", "question"
STATE_OF = {"absent": STANDING, "unknown": QUESTION}


@dataclass(frozen=True)
class StandingLine:
    """One owed unit of one body. `statement`: the newest source that calls it absent; None for a question."""

    body: Institution
    unit: UnitKind
    state: str
    statement: UnitStatus | None


def standing_lines(world: World, filters: Mapping[str, str] | None = None) -> list[StandingLine]:
    """What the board says is missing or not known, in the board's order."""
    asked = filters or {}
    if asked.get("kind", "unit") != "unit" or "side" in asked:
        return []  # nobody proposed these: they have no side
    lines = [
        StandingLine(row.body, cell.kind, STATE_OF[cell.state], _absent(cell.statements))
        for row in coverage(world)
        for cell in row.cells.values()
        if cell.state in STATE_OF
    ]
    wanted = asked.get("state", "")
    return [line for line in lines if wanted in {"", line.state} and asked.get("body", line.body.pk) == line.body.pk]


def _absent(statements: list[UnitStatus]) -> UnitStatus | None:
    return next((one for one in statements if one.state == "absent"), None)
