"""The worker's share in committees: what the rhythm wants is called, what nobody opened is missed.

In the real world it believes no clock that somebody turned, as the clock of reports (`reporttick`).
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime

from mizan.council.services.clock import tick
from mizan.kit.facts import World
from mizan.kit.refusal import Refused
from mizan.web.reporttick import believe, worlds


def move_councils(moment: datetime) -> None:
    """On every wake-up; a clock that is not believed is said on stderr and moves nothing."""
    for world in worlds():
        try:
            run(world, moment, datetime.now(UTC))
        except Refused as error:
            print(f"council clock: {world}: {error}", file=sys.stderr, flush=True)


def run(world: str, given: datetime, system: datetime) -> Counter[str]:
    """One tick of one world, by that world's own day. Raises `Refused` for a time that is not believed."""
    if world == World.REAL:
        believe(given, system)
    return tick(world)
