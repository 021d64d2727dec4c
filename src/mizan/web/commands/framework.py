"""`mizan framework report [--exercise] [--json]`: what is promised, and which pan is lighter, in figures."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, date, datetime
from typing import Any

from mizan.framework.queries.balance import report
from mizan.kit.acting import reading
from mizan.kit.actors import NOBODY
from mizan.kit.facts import World


def main(argv: list[str]) -> int:
    """Print the report; 2 on bad words (argparse)."""
    parser = argparse.ArgumentParser(prog="mizan framework")
    parser.add_argument("what", choices=["report"])
    parser.add_argument("--exercise", action="store_true", help="count the exercise instead of the real rows")
    parser.add_argument("--today", type=date.fromisoformat, help="count lateness as of this day (ISO)")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(argv)
    world = World.EXERCISE if options.exercise else World.REAL
    with reading(NOBODY):
        document = report(world, today=options.today or datetime.now(UTC).date())
    print(json.dumps(document, ensure_ascii=False, indent=2) if options.json else as_text(document))
    return 0


def as_text(document: dict[str, Any]) -> str:
    """A short table for a terminal; unknown is a question mark."""
    lines = [", ".join(f"{document[name]} {name}" for name in ("obligations", "actions", "institutions", "places"))]
    for pillar in document["pillars"]:
        actions = sum(pillar["actions"].values())
        lines.append(f"{pillar['code']:<26} {pillar['obligations']:>4} obligations {actions:>3} actions "
                     f"({pillar['promises']} promised, {pillar['overdue']} overdue)")  # fmt: skip
    lines.append(f"{len(document['uncovered_obligations'])} obligations that no action serves")
    for name, ratio in document["min_max_ratio"].items():
        lines.append(f"min/max {name}: {'?' if ratio is None else format(ratio, '.2f')}")
    return "\n".join(lines)
