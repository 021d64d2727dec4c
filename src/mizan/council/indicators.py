"""Indicators that the council computes from its own rows, each with its counting rule, for the registry of floor 0.

The obligations are those of the pack of the UN Convention: cooperation among authorities and with civil society
(articles 8, 9, 31 of the Convention, 9 of the Protocol); the pillars are those that a joint mechanism speaks to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from mizan.clocks import PeriodKind, period_of
from mizan.council.queries.measures import asked_by_side, made_by_side, outcomes_by_level, promises
from mizan.council.rules import measures
from mizan.indicators import UNKNOWN, Area, Context, Direction, Grade, Indicator, Measure, Reading, exactly, register
from mizan.kit.facts import World

COUNTRY = Area("", "country")
SOURCE = "counted by Mizan from its own rows"
Figures = Callable[[Context], Iterable[tuple[str, float | int | None]]]  # scope, value
JOINT = {"obligations": ("TIP-9.3", "UNTOC-31.5"), "pillars": ("rule_of_law", "corruption_free_machinery")}


def _computed(code: str, name: object, figures: Figures, direction: Direction, measure: Measure) -> None:
    indicator = Indicator(
        code=code, name=name, unit="rows" if measure is Measure.COUNT else "share",
        counting_rule=f"mizan_{code.rpartition('.')[2]}", direction=direction, measure=measure, flow=False, **JOINT,
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


LEVELS, SIDES = ("national", "provincial", "district"), ("state", "society")


def _quorate(context: Context) -> Iterator[tuple[str, float | None]]:
    found = outcomes_by_level(World(context.world.value), context.today)
    for level in LEVELS:
        yield level, measures.quorate_share(found.get(level, []))


def _kept(context: Context) -> Iterator[tuple[str, float | None]]:
    yield "", measures.kept_share(promises(World(context.world.value)), context.today)


def _in_time(context: Context) -> Iterator[tuple[str, float | None]]:
    found = asked_by_side(World(context.world.value), context.today)
    for side in SIDES:
        yield side, measures.in_time_share(found.get(side, []))


def _silent(context: Context) -> Iterator[tuple[str, int]]:
    found = asked_by_side(World(context.world.value), context.today)
    for side in SIDES:
        yield side, measures.silent(found.get(side, []))


def _made(context: Context) -> Iterator[tuple[str, int]]:
    found = made_by_side(World(context.world.value))
    for side in (*SIDES, "both"):
        yield side, found[side]


SHARE, COUNT, UP, DOWN = Measure.SHARE, Measure.COUNT, Direction.UP, Direction.DOWN
_computed("council.quorate", _("Share of the year’s sessions that both sides held"), _quorate, UP, SHARE)
_computed("council.kept", _("Share of due decisions done by their day"), _kept, UP, SHARE)
_computed("council.answered_in_time", _("Share of proposals that were answered in time"), _in_time, UP, SHARE)
_computed("council.silence", _("Proposals past their day without an answer"), _silent, DOWN, COUNT)
_computed("council.proposed", _("Proposals made by a side, or by both together"), _made, Direction.NEITHER, COUNT)
