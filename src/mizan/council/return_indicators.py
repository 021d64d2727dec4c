"""Indicators that the council computes from returns, beside those of its meetings."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from mizan.clocks import PeriodKind, period_of
from mizan.council.queries.return_pages import completeness, contradictions
from mizan.indicators import (
    UNKNOWN,
    Area,
    Context,
    Direction,
    Grade,
    Indicator,
    Measure,
    Reading,
    exactly,
    register,
)
from mizan.kit.facts import World

COUNTRY = Area("", "country")
SOURCE = "counted by Mizan from its own rows"

IN_TIME = Indicator(
    code="council.returns_in_time", name=_("Share of returns that came in time"), unit="share",
    counting_rule="mizan_returns_in_time", direction=Direction.UP, measure=Measure.SHARE, flow=False,
)  # fmt: skip
DIFFER = Indicator(
    code="council.returns_differ", name=_("Questions that state and society answer differently"), unit="rows",
    counting_rule="mizan_returns_differ", direction=Direction.NEITHER, measure=Measure.COUNT, flow=False,
)  # fmt: skip


def in_time(context: Context) -> Iterable[Reading]:
    """Of the returns whose day has passed; unknown where none was owed (I-8)."""
    totals, _lines = completeness(World(context.world.value), context.today)
    owed = sum(line.tally.owed for line in totals)
    share = sum(line.tally.in_time for line in totals) / owed if owed else None
    yield _reading(IN_TIME, context, share)


def differ(context: Context) -> Iterable[Reading]:
    """How many questions differ, of those that both sides answered; unknown where there is none."""
    pairs = contradictions(World(context.world.value), context.today)
    yield _reading(DIFFER, context, sum(pair.beside.contradicts for pair in pairs) if pairs else None)


def _reading(indicator: Indicator, context: Context, value: float | None) -> Reading:
    return indicator.reading(
        UNKNOWN if value is None else exactly(Decimal(str(round(value, 6)))),
        period=period_of(context.today, PeriodKind.MONTH), area=COUNTRY, source=SOURCE, grade=Grade.PRIMARY,
        world=context.world, as_of=context.today,
    )  # fmt: skip


register(IN_TIME, in_time)
register(DIFFER, differ)
