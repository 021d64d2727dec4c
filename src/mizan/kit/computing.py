"""Indicators that a room computes from its own rows, in one line each, for the registry of floor 0."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from mizan.clocks import PeriodKind, period_of
from mizan.indicators import UNKNOWN, Area, Context, Direction, Grade, Indicator, Measure, Reading, exactly, register

COUNTRY = Area("", "country")
SOURCE = "counted by Mizan from its own rows"
Figures = Callable[[Context], Iterable[tuple[str, float | int | None]]]  # scope, value; None = not known


def computed(
    code: str, name: object, figures: Figures, direction: Direction, measure: Measure, **serves: tuple[str, ...]
) -> None:
    """Register what `figures` gives for the month of the asked day; `serves`: `obligations` and `pillars` it speaks
    to."""
    indicator = Indicator(
        code=code, name=name, unit="rows" if measure is Measure.COUNT else "share",
        counting_rule=f"mizan_{code.rpartition('.')[2]}", direction=direction, measure=measure, flow=False, **serves,
    )  # fmt: skip

    def compute(context: Context) -> Iterator[Reading]:
        for scope, value in figures(context):
            yield indicator.reading(
                UNKNOWN if value is None else exactly(Decimal(str(round(value, 6)))),
                period=period_of(context.today, PeriodKind.MONTH), area=COUNTRY, source=SOURCE, grade=Grade.PRIMARY,
                scope=scope, world=context.world, as_of=context.today,
            )  # fmt: skip

    compute.__qualname__ = f"compute_{code}"
    register(indicator, compute)
