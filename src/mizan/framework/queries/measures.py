"""Readings of indicators: the current ones, and the events that several sources counted differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mizan.framework.models import Indicator, Reading
from mizan.kit.facts import World


def readings_of(indicator: Indicator, world: World) -> list[Reading]:
    """Current readings (not retired, not superseded), newest period first."""
    rows = Reading.objects.filter(indicator=indicator, world=world, retired_at=None, superseded_by=None)
    return list(rows.select_related("place__level", "author_body").order_by("-period", "code"))


@dataclass(frozen=True)
class ContestedEvent:
    """One event that several sources counted: the figures stand side by side, nothing is averaged."""

    event: str
    readings: list[Reading]
    lowest: object
    highest: object


def conflicting_events(readings: Iterable[Reading]) -> list[ContestedEvent]:
    """Events with more than one figure."""
    by_event: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.event and reading.value is not None:
            by_event[reading.event].append(reading)
    return [
        ContestedEvent(event, rows, min(r.value for r in rows), max(r.value for r in rows))
        for event, rows in sorted(by_event.items())
        if len(rows) > 1
    ]
