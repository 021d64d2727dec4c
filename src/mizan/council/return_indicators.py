"""Indicators that the council computes from returns, beside those of its meetings."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from mizan.council.queries.return_pages import completeness, contradictions
from mizan.indicators import Context, Direction, Measure
from mizan.kit.computing import computed
from mizan.kit.facts import World


def in_time(context: Context) -> Iterator[tuple[str, float | None]]:
    """Of the returns whose day has passed; unknown where none was owed (I-8)."""
    totals, _lines = completeness(World(context.world.value), context.today)
    owed = sum(line.tally.owed for line in totals)
    yield "", sum(line.tally.in_time for line in totals) / owed if owed else None


def differ(context: Context) -> Iterator[tuple[str, int | None]]:
    """How many questions differ, of those that both sides answered; unknown where there is none."""
    pairs = contradictions(World(context.world.value), context.today)
    yield "", sum(pair.beside.contradicts for pair in pairs) if pairs else None


computed("council.returns_in_time", _("Share of returns that came in time"), in_time, Direction.UP, Measure.SHARE)
computed(
    "council.returns_differ", _("Questions that state and society answer differently"), differ, Direction.NEITHER,
    Measure.COUNT,
)  # fmt: skip
