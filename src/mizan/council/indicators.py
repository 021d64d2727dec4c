"""Indicators that the council computes from its own rows, each with its counting rule, for the registry of floor 0.

The obligations are those of the pack of the UN Convention: cooperation among authorities and with civil society
(articles 8, 9, 31 of the Convention, 9 of the Protocol); the pillars are those that a joint mechanism speaks to.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from mizan.council.queries.measures import asked_by_side, made_by_side, outcomes_by_level, promises
from mizan.council.rules import measures
from mizan.indicators import Context, Direction, Measure
from mizan.kit.computing import computed
from mizan.kit.facts import World

JOINT = {"obligations": ("TIP-9.3", "UNTOC-31.5"), "pillars": ("rule_of_law", "corruption_free_machinery")}
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
computed("council.quorate", _("Share of the year’s sessions that both sides held"), _quorate, UP, SHARE, **JOINT)
computed("council.kept", _("Share of due decisions done by their day"), _kept, UP, SHARE, **JOINT)
computed("council.answered_in_time", _("Share of proposals that were answered in time"), _in_time, UP, SHARE, **JOINT)
computed("council.silence", _("Proposals past their day without an answer"), _silent, DOWN, COUNT, **JOINT)
computed(
    "council.proposed", _("Proposals made by a side, or by both together"), _made, Direction.NEITHER, COUNT, **JOINT
)
