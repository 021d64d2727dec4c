"""Indicators that the framework computes from its own rows, each with its counting rule.

They stand in the registry of floor 0, so that other rooms, the command line and later releases ask all rooms alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from mizan.clocks import PeriodKind, period_of
from mizan.framework.queries.balance import balance_of
from mizan.framework.rules.balance import Weight
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
Count = Callable[[Weight], int | float | None]


def _indicator(code: str, name: object, unit: str, *, direction: Direction, measure: Measure) -> Indicator:
    return Indicator(
        code=code, name=name, unit=unit, counting_rule=f"mizan_{code.rpartition('.')[2]}", direction=direction,
        measure=measure, flow=False,
    )  # fmt: skip


def _computed(indicator: Indicator, count: Count) -> None:
    """Register `count` over the whole balance of the asked world, for the month of the asked day."""

    def compute(context: Context) -> Iterable[Reading]:
        value = count(balance_of(World(context.world.value), today=context.today).whole)
        yield indicator.reading(
            UNKNOWN if value is None else exactly(Decimal(str(round(value, 6)))),
            period=_month(context.today), area=COUNTRY, source=SOURCE, grade=Grade.PRIMARY, world=context.world,
            as_of=context.today,
        )  # fmt: skip

    compute.__qualname__ = f"compute_{indicator.code}"
    register(indicator, compute)


def _month(day: date):  # type: ignore[no-untyped-def]  # a clocks.Period
    return period_of(day, PeriodKind.MONTH)


def _count(code: str, name: object, count: Count, direction: Direction) -> None:
    _computed(_indicator(code, name, "rows", direction=direction, measure=Measure.COUNT), count)


def _share(code: str, name: object, count: Count, direction: Direction) -> None:
    _computed(_indicator(code, name, "share", direction=direction, measure=Measure.SHARE), count)


_count("framework.promises", _("Promises: adopted or directed actions"), lambda w: w.promises, Direction.NEITHER)
_count("framework.overdue", _("Promises past their day"), lambda w: w.overdue, Direction.DOWN)
_count("framework.unanswered", _("Recommendations and proposals nobody owns"), lambda w: w.unanswered, Direction.DOWN)
_share("framework.proactive", _("Share of proactive actions"), lambda w: w.proactive.value, Direction.UP)
_share(
    "framework.owned", _("Share of actions with an accepted owner"),
    lambda w: (w.n_actions - w.without_owner) / w.n_actions if w.n_actions else None, Direction.UP,
)  # fmt: skip
_share(
    "framework.disputed", _("Share of reported actions whose newest claim is disputed"),
    lambda w: _share_of(w.progress["disputed"], w.n_actions - w.progress["no_report"]), Direction.DOWN,
)  # fmt: skip
for _dimension, _name in (
    ("letter", _("Obligations answered by both sides, letter")),
    ("spirit", _("Obligations answered by both sides, spirit")),
):
    _count(f"framework.pairs_{_dimension}", _name, lambda w, d=_dimension: w.gap[d].pairs, Direction.UP)  # type: ignore[misc]


def _share_of(part: int, whole: int) -> float | None:
    return part / whole if whole else None
