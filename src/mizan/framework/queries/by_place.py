"""What censuses and surveys say of places: the newest reading of each indicator, with its year, source and grade."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from mizan.framework.models import Indicator, Reading
from mizan.framework.rules.years import year_of
from mizan.kit.facts import World


@dataclass(frozen=True)
class PlaceFigure:
    """One figure of one place. A source may give bounds, a value or both; what it does not give is None."""

    indicator: str
    place: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    period: str
    source: str
    grade: str


FIELDS = ("indicator_id", "place_id", "value", "low", "high", "period", "source", "grade")


def figures_of(indicators: Iterable[str], place: str = "") -> dict[tuple[str, str], PlaceFigure]:
    """`[indicator, place]`: the reading of the newest year, of several the one recorded last; in one query.

    They are those of the real world: a country is counted once, and an exercise looks at the same figures.
    """
    rows = Reading.objects.filter(indicator__in=list(indicators), world=World.REAL, retired_at=None, superseded_by=None)
    rows = rows.filter(place=place) if place else rows.exclude(place=None)
    found: dict[tuple[str, str], tuple[int, tuple[object, ...]]] = {}
    for row in rows.order_by("recorded_at", "code").values_list(*FIELDS):
        year, before = year_of(row[5]), found.get(row[:2])
        if before is None or year >= before[0]:
            found[row[:2]] = (year, row)
    return {key: PlaceFigure(*row) for key, (_year, row) in found.items()}  # type: ignore[arg-type]


def indicators_of(codes: Collection[str]) -> dict[str, Indicator]:
    """Current indicators by code."""
    return Indicator.objects.filter(retired_at=None).in_bulk(list(codes))
