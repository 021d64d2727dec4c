"""Charts at the door: the reader's language and direction, and EXERCISE burned in where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _

from mizan.charts.frame import Chart, Frame
from mizan.charts.words import Words
from mizan.kit.facts import World


def words() -> Words:
    """Every word a chart draws, translated."""
    return Words(
        unknown=_("not known"), exercise=_("EXERCISE"), state=pgettext("side", "State"), society=_("Society"),
        enforcement=_("Enforcement"), desk=_("Desk reading"), label=_("Name"), value=_("Figure"),
        low=_("At least"), high=_("At most"), total=_("Total"), period=_("Period"), start=_("Start"), due=_("Due"),
        status=_("Status"), today=_("Today"), late=_("late"), no_date=_("no date published"), code=_("Code"),
    )  # fmt: skip


def frame(identity: str, caption: str, world: World) -> Frame:
    """The frame of one chart on this page."""
    return Frame(id=identity, caption=caption, words=words(), rtl=get_language_bidi(), exercise=world == World.EXERCISE)


NARROW = 280  # CSS pixels: what a phone of 360 leaves a chart between page and frame


def sized(draw: Callable[[Frame], Chart], set_in: Frame) -> Chart:
    """The chart drawn twice, for a wide page and for a phone; the style sheet shows one, the other is not there for
    anybody. Shrunk to a phone, the words of the wide one could not be read."""
    wide = draw(set_in)
    narrow = draw(replace(set_in, id=f"{set_in.id}-narrow", width=NARROW))
    both = f'<div class="chart-wide">{wide.svg}</div><div class="chart-narrow">{narrow.svg}</div>'
    return replace(wide, svg=both)


def leading(chart: Chart, hrefs: Sequence[Sequence[str]]) -> Chart:
    """The chart with a table whose figures lead to their rows: one address per figure, row by row, behind the label."""
    return replace(chart, table=replace(chart.table, hrefs=tuple(("", *row) for row in hrefs)))
