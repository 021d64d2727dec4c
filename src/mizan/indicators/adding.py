"""Adding readings, or refusing to. Unlike figures are never added, and unknown never enters as 0 (I-8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product

from mizan.clocks import Period
from mizan.indicators.faults import NotAddable
from mizan.indicators.readings import Grade, Indicator, Part, Reading, World, is_negative, worst_grade


@dataclass(frozen=True)
class Total:
    """A sum and how much of it is known.

    `known_sum` adds only the stated figures (None when there is none). `low` and `high` hold for the whole, the unknown
    included: a count cannot be negative, so `low` stands; `high` is None as soon as one reading has no upper bound.
    """

    indicator: str
    unit: str
    known_sum: Decimal | None
    low: Decimal | None
    high: Decimal | None
    n_known: int
    n_bounded: int
    n_unknown: int
    is_rough: bool
    grade: Grade | None
    world: World
    readings: tuple[Reading, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every reading states a figure."""
        return self.n_known > 0 and self.n_bounded == self.n_unknown == 0

    @property
    def value(self) -> Decimal | None:
        """The sum, where every part of it is known; otherwise None, never a sum that passes for the whole."""
        return self.known_sum if self.is_complete else None


def add(readings: Iterable[Reading], indicator: Indicator) -> Total:
    """Add readings of one indicator over disjoint places, parts or (for flows) periods.

    Give a place that did not report as a reading of unknown amount. Raises `NotAddable` with the reason.
    """
    rows = tuple(readings)
    refuse_unlike(rows, indicator)
    amounts = [row.amount for row in rows]
    known = [amount.value for amount in amounts if amount.value is not None]
    highs = [amount.high for amount in amounts if amount.high is not None]
    return Total(
        indicator=indicator.code,
        unit=indicator.unit,
        known_sum=sum(known, Decimal(0)) if known else None,
        low=sum((amount.low or Decimal(0) for amount in amounts), Decimal(0)) if rows else None,
        high=sum(highs, Decimal(0)) if rows and len(highs) == len(rows) else None,
        n_known=len(known),
        n_bounded=sum(amount.is_bounded for amount in amounts),
        n_unknown=sum(amount.is_unknown for amount in amounts),
        is_rough=any(amount.is_rough for amount in amounts),
        grade=worst_grade(row.grade for row in rows),
        world=rows[0].world if rows else World.REAL,
        readings=rows,
    )


def refuse_unlike(rows: Sequence[Reading], indicator: Indicator) -> None:
    """Raise `NotAddable` for the first reason why these readings do not make one figure."""
    if not indicator.is_additive:
        raise NotAddable("indicators.not_additive", indicator=indicator.code, measure=indicator.measure.value)
    if negative := [row.label for row in rows if is_negative(row.amount)]:
        raise NotAddable("indicators.negative", readings=negative)
    _same_event(rows)
    for code, trait in _MUST_AGREE:
        _agree(rows, code, trait)
    _by_its_definition(rows, indicator)
    _told_once(rows)
    _disjoint_places(rows)
    _disjoint_periods(rows, indicator)
    _disjoint_parts(rows)
    _no_holes(rows)


_MUST_AGREE: tuple[tuple[str, Callable[[Reading], object]], ...] = (
    ("indicators.worlds_mixed", lambda row: row.world.value),
    ("indicators.different_indicators", lambda row: row.indicator),
    ("indicators.units", lambda row: row.unit),
    ("indicators.counting_rules", lambda row: row.counting_rule),
    ("indicators.sides_mixed", lambda row: row.side),
    ("indicators.scopes", lambda row: row.scope),
    ("indicators.place_levels", lambda row: row.area.level),
    ("indicators.period_kinds", lambda row: row.period.kind.value),
)


def _by_its_definition(rows: Sequence[Reading], indicator: Indicator) -> None:
    wanted = (indicator.code, indicator.definition_version, indicator.unit, indicator.counting_rule)
    for row in rows:
        if (found := (row.indicator, row.definition_version, row.unit, row.counting_rule)) != wanted:
            raise NotAddable("indicators.definitions", wanted=wanted, found=found, readings=[row.label])


def _agree(rows: Sequence[Reading], code: str, trait: Callable[[Reading], object]) -> None:
    found = {str(trait(row)): row.label for row in reversed(rows)}
    if len(found) > 1:
        raise NotAddable(code, found=sorted(found), readings=[found[key] for key in sorted(found)])


def _same_event(rows: Sequence[Reading]) -> None:
    seen: dict[str, Reading] = {}
    for row in rows:
        if row.event and (first := seen.setdefault(row.event, row)) is not row:
            raise NotAddable("indicators.same_event", event=row.event, readings=[first.label, row.label])


def _told_once(rows: Sequence[Reading]) -> None:
    seen: dict[object, Reading] = {}
    for row in rows:
        key = (row.area.code, row.period.code, row.part)
        if (first := seen.setdefault(key, row)) is not row:
            raise NotAddable("indicators.told_twice", readings=[first.label, row.label])


def _disjoint_places(rows: Sequence[Reading]) -> None:
    areas = list({row.area.code: row.area for row in rows}.values())
    containing = {code for area in areas for code in area.inside}
    if nested := sorted(area.code for area in areas if area.code in containing):
        raise NotAddable("indicators.places_overlap", places=nested)


def _disjoint_periods(rows: Sequence[Reading], indicator: Indicator) -> None:
    periods = sorted({row.period for row in rows})
    if len(periods) > 1 and not indicator.flow:
        raise NotAddable("indicators.stock_over_time", periods=[period.code for period in periods])
    for earlier, later in pairwise(periods):
        if earlier.overlaps(later):
            raise NotAddable("indicators.periods_overlap", periods=[earlier.code, later.code])


def _disjoint_parts(rows: Sequence[Reading]) -> None:
    dimensions = {row.part.dimension if row.part else "" for row in rows}
    if len(dimensions) > 1:
        raise NotAddable("indicators.parts_mixed", dimensions=sorted(dimensions))


def _no_holes(rows: Sequence[Reading]) -> None:
    """Every place must answer for every period and part that any place answers for, if only with unknown."""
    cells = {(row.area.code, row.period, row.part) for row in rows}
    axes = (sorted({cell[axis] for cell in cells}, key=str) for axis in range(3))
    for area, period, part in product(*axes):
        if (area, period, part) not in cells:
            raise NotAddable("indicators.hole", place=area, period=_code(period), part=_value(part))


def _code(period: object) -> str:
    return period.code if isinstance(period, Period) else ""


def _value(part: object) -> str:
    return part.value if isinstance(part, Part) else ""


def add_parts(totals: Iterable[Decimal | None]) -> tuple[Decimal | None, int, int]:
    """Plain figures of one unit: (sum of the known or None, how many known, how many unknown)."""
    figures = list(totals)
    known = [figure for figure in figures if figure is not None]
    return (sum(known, Decimal(0)) if known else None, len(known), len(figures) - len(known))
