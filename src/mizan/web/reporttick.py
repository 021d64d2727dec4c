"""The worker's share in reports: today's message to readers, and what was missed moves outward.

Real reports believe no clock that somebody turned (`integrity.rules.moment`); the exercise has its own. The clock's
secret is read here and by no door.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from django.conf import settings

from mizan.integrity.kinds import CLOCK_OF
from mizan.integrity.queries.ground import Ground, ground
from mizan.integrity.rules import moment as believing
from mizan.integrity.services.clock import SUBJECT, Ticked, tick
from mizan.integrity.telling import tell_readers
from mizan.kit.days import set_exercise_day, today_in
from mizan.kit.facts import World
from mizan.kit.refusal import Refused
from mizan.ledger import keyfiles
from mizan.ledger.duties import overdue
from mizan.ledger.sequencing import house
from mizan.ledger.sequencing.disk import Disk
from mizan.ledger.sequencing.publishing import published
from mizan.tlog.errors import TlogError


def worlds() -> Iterator[str]:
    """Those whose reports this installation keeps."""
    yield World.REAL.value
    if settings.DEMO:
        yield World.EXERCISE.value


def tell_readers_once_a_day(moment: datetime) -> None:
    """Before the day's mail goes out."""
    for world in worlds():
        on = _ground(world)
        if on is not None:
            tell_readers(world, moment, on.terms.calendar)


def move_what_was_missed(moment: datetime) -> None:
    """On every wake-up; what keeps the clock from moving is said on stderr and stops nothing else."""
    for world in worlds():
        try:
            run(world, moment, datetime.now(UTC))
        except (Refused, keyfiles.KeyMissing) as error:
            print(f"clock: {world}: {error}", file=sys.stderr, flush=True)


def run(world: str, given: datetime, system: datetime) -> Ticked:
    """One tick of one world. Raises `Refused` for a time that is not believed, `KeyMissing` without the clock's key."""
    if world == World.REAL:
        believe(given, system)
    elif given.date() > today_in(world):
        set_exercise_day(given.date())
    day = given.date() if world == World.REAL else max(given.date(), today_in(world))
    waiting = overdue(day).filter(world=world, subject_kind=SUBJECT, kind__in=CLOCK_OF)
    on = ground(world, day) if waiting.exists() else None
    return tick(on, keyfiles.read(settings.CLOCK_KEY)) if on else Ticked()


def believe(given: datetime, system: datetime) -> None:
    """Raises `Refused` for a time that witnesses or the system's own clock do not bear out."""
    signed = newest_cosignature() if not settings.DEMO else None
    code = believing.refusal(given, system, signed)
    if code:
        raise Refused(code, days=(system - signed).days if signed else 0)


def newest_cosignature() -> datetime | None:
    """When a quorum of witnesses last signed what is published; None before the first checkpoint."""
    try:
        found = published(Disk(house.folder()), house.policy())
    except (OSError, TlogError):
        return None
    return datetime.fromtimestamp(found.time, UTC) if found else None


def _ground(world: str) -> Ground | None:
    """None where a world has no ladder yet: then nobody can report there either."""
    try:
        return ground(world, today_in(world))
    except Refused:
        return None
