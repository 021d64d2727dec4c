"""`mizan tick --now ISO`: move now what was missed. 0 done, 1 not (why is said), 2 bad input. Idempotent.

In production a time later than the system's is refused; in the demonstration it sets the exercise's own clock.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime

from mizan.kit.facts import World
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.ledger.keyfiles import KeyMissing
from mizan.web import roomtick
from mizan.web.reporttick import run, worlds


def main(argv: list[str]) -> int:
    """Returns the exit code; with `--json` one document on stdout."""
    parser = argparse.ArgumentParser(prog="mizan tick", description="Move outward what was missed.")
    parser.add_argument("--now", default="", help="a time in ISO 8601 with its zone; without: the system's")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(argv)
    system = datetime.now(UTC)
    try:
        given = _moment(options.now) or system
    except ValueError as error:
        return _fail(str(error), 2, as_json=options.json)
    try:
        found = {world: _moved(world, _at(world, given, system), system) for world in worlds()}
    except (Refused, KeyMissing) as error:
        reason = word(error) if isinstance(error, Refused) else str(error)
        return _fail(reason, 1, as_json=options.json)
    print(json.dumps({"now": given.isoformat(), "worlds": found}, indent=2) if options.json else _told(found))
    return 0


def _moved(world: str, given: datetime, system: datetime) -> dict[str, int]:
    """Reports first: the exercise's day is set with them, and committees count by it."""
    reports = asdict(run(world, given, system))
    rooms = roomtick.run(world, given, system)
    sessions = {"sessions_missed": rooms["missed"], "sessions_called": rooms["called"]}
    queues = {"referrals_moved_on": rooms["referrals"], "entitlements_moved_on": rooms["entitlements"]}
    return {**reports, **sessions, "proposals_moved_on": rooms["moved_on"], **queues}


def _at(world: str, given: datetime, system: datetime) -> datetime:
    """In a demonstration only the exercise's clock is set; what is real keeps the system's."""
    demo = World.EXERCISE.value in set(worlds())
    return min(given, system) if demo and world == World.REAL else given


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("--now needs a zone, such as 2026-11-26T09:00:00+05:00")
    return moment.astimezone(UTC)


def _told(found: dict[str, dict[str, int]]) -> str:
    return "\n".join(
        f"{world}: {one['moved']} moved outward, {one['stuck']} stuck; sessions: {one['sessions_missed']} missed, "
        f"{one['sessions_called']} called by rhythm; proposals: {one['proposals_moved_on']} moved on; "
        f"referrals: {one['referrals_moved_on']} moved on; entitlements: {one['entitlements_moved_on']} moved on"
        for world, one in found.items()
    )


def _fail(reason: str, code: int, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"error": reason}, ensure_ascii=False))
    print(f"mizan tick: {reason}", file=sys.stderr)
    return code
