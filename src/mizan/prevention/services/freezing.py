"""Once a quarter is over its public counts are drawn once and stay: no number about people changes silently (I-14)."""

from __future__ import annotations

from collections.abc import Iterable

from mizan.kit.acting import acting
from mizan.kit.actors import system
from mizan.kit.clock import now
from mizan.kit.days import today_in
from mizan.ledger.record import record
from mizan.prevention import verbs
from mizan.prevention.models import FrozenCount
from mizan.prevention.queries.counting import Figure, figures
from mizan.prevention.rules.counting import quarter_before


def freeze(world: str) -> int:
    """Freeze the newest quarter that is over, if it is not yet; returns how many figures. Earlier quarters that no
    clock froze stay unknown: they could only be counted as they look today."""
    quarter = quarter_before(today_in(world))
    if _is_frozen(world, quarter):
        return 0
    actor = system("prevention-clock", world=world)
    with acting(actor):
        found = [] if _is_frozen(world, quarter) else list(figures(world, quarter))  # another clock may have been first
        if not found:
            return 0
        rows = keep(found, quarter, world)
        record(actor, verbs.FROZEN, rows[0], quarter=quarter, rows=len(rows))
    return len(rows)


def _is_frozen(world: str, quarter: str) -> bool:
    return FrozenCount.objects.filter(world=world, quarter=quarter, reported_by=None).exists()


def keep(found: Iterable[Figure], quarter: str, world: str, *, reported_by: str = "") -> list[FrozenCount]:
    """Inside somebody's act: write figures down. Records nothing itself."""
    return FrozenCount.objects.bulk_create(
        FrozenCount(
            quarter=quarter, subject=one.subject, measure=one.measure, split=one.split, value=one.value, at=now(),
            reported_by_id=reported_by or None, world=world,
        )
        for one in found
    )  # fmt: skip
