"""The layout that bar-like charts share: a column of labels at the start, a plot with ticks, room for figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mizan.charts.canvas import Canvas
from mizan.charts.scales import Scale, scale_over
from mizan.charts.texts import drop, rise, run

GAP = 10.0
INDENT = 6.0
NARROW = 460


@dataclass(frozen=True)
class Plot:
    """Where the plot lies: `at` its start edge, `scale` from data to length, `label_width` for the words beside it.
    On a narrow sheet labels stand above (`stacked`)."""

    at: float
    label_width: float
    stacked: bool
    scale: Scale
    marks: tuple[float, ...]

    def u(self, number: float) -> float:
        """The logical coordinate of a number."""
        return self.at + self.scale(number)


@dataclass(frozen=True)
class End:
    """Where a row's drawing ends (None: at the end of the plot) and how wide the figure is that follows it."""

    number: float | None
    text: float


def plot_over(
    canvas: Canvas,
    labels: Sequence[str],
    numbers: Sequence[float],
    *,
    ends: Sequence[End] = (),
    from_zero: bool = True,
) -> Plot:
    """Divide the sheet between labels and plot, as long as the figures behind the bars leave it."""
    stacked = canvas.width < NARROW
    longest = max((run(label) for label in labels), default=0.0)
    label_width = canvas.width - INDENT if stacked else min(longest + 2, canvas.width * 0.4)
    at = 1.0 if stacked else label_width + GAP
    unit, marks = scale_over(numbers, 1.0, from_zero=from_zero)
    room = canvas.width - at
    fits = [(room - end.text) / share for end in ends if (share := _share(unit, end)) > 0]
    length = max(60.0, min([room - 8, *fits]))
    return Plot(at, label_width, stacked, Scale(unit.low, unit.high, length), tuple(marks))


def _share(unit: Scale, end: End) -> float:
    return 1.0 if end.number is None else unit(end.number)


def draw_ticks(canvas: Canvas, plot: Plot, top: float, bottom: float) -> float:
    """Grid lines with their numbers below; numbers that would touch are left out. Returns where they end."""
    last_end, say = -1e9, canvas.frame.words.number
    for mark in plot.marks:
        text = say(Decimal(str(mark)))
        half = run(text) / 2
        if not plot.stacked:  # there the lines would run through the labels
            canvas.rule(plot.u(mark), top, plot.u(mark), bottom, "chart-grid")
        at = min(max(plot.u(mark), half), canvas.width - half)
        if at - half > last_end + 6:
            canvas.digits(at, bottom + rise(rtl=canvas.frame.rtl), text, "middle", "chart-label chart-label--muted")
            last_end = at + half
    canvas.rule(plot.u(plot.marks[0]), top, plot.u(plot.marks[0]), bottom, "chart-axis")
    return bottom + canvas.line


def draw_behind(canvas: Canvas, plot: Plot, before: int, top: float, bottom: float) -> None:
    """Ticks are drawn last, when the height is known, but lie behind all marks from number `before` on."""
    over = canvas.marks[before:]
    del canvas.marks[before:]
    draw_ticks(canvas, plot, top, bottom)
    canvas.marks.extend(over)


def label_row(canvas: Canvas, plot: Plot, v: float, label: str, thick: float) -> tuple[float, float]:
    """Write a row's label. Returns (where its bars begin, where the row ends), with the smaller part centred."""
    high = canvas.block_height(label, plot.label_width)
    if plot.stacked:
        canvas.block(INDENT, v, label, plot.label_width)
        return v + high, v + high + thick
    whole = max(high, thick)
    canvas.block(plot.label_width, v + (whole - high) / 2, label, plot.label_width, at="end")
    return v + (whole - thick) / 2, v + whole


def mid_baseline(v: float, down: float) -> float:
    """The baseline of a figure that stands beside a bar of that height."""
    return v + down / 2 + drop(rtl=False)
