"""The worker's share in committees, queues and what is owed: silence and lateness move on, quarters are frozen.

In the real world it believes no clock that somebody turned, as the clock of reports (`reporttick`).
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime

from mizan.council.services import clock as council
from mizan.kit.facts import World
from mizan.kit.refusal import Refused
from mizan.prevention.services import clock as prevention
from mizan.web.reporttick import believe, worlds


def move_rooms(moment: datetime) -> None:
    """On every wake-up; a clock that is not believed is said on stderr and moves nothing."""
    for world in worlds():
        try:
            run(world, moment, datetime.now(UTC))
        except Refused as error:
            print(f"clock of the rooms: {world}: {error}", file=sys.stderr, flush=True)


def run(world: str, given: datetime, system: datetime) -> Counter[str]:
    """One tick of one world, by that world's own day. Raises `Refused` for a time that is not believed."""
    if world == World.REAL:
        believe(given, system)
    return council.tick(world) + prevention.tick(world)
