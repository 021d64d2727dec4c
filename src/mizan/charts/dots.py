"""Dots with intervals: several estimates of one thing side by side, where lengths from zero would mislead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mizan.charts.bars import unknown_box, whisker
from mizan.charts.canvas import Canvas
from mizan.charts.figures import Drawable, Figure, figure, spell
from mizan.charts.frame import Chart, Frame, chart, figure_table
from mizan.charts.rows import End, Plot, draw_behind, label_row, mid_baseline, plot_over
from mizan.charts.texts import run

BETWEEN = 12.0


@dataclass(frozen=True)
class Dot:
    """One labelled estimate. `style` is a side's style or empty."""

    label: str
    figure: Drawable
    style: str = ""


def dot_intervals(frame: Frame, dots: Sequence[Dot], *, from_zero: bool = False) -> Chart:
    """One dot and its interval per row. Bounds without a value are a line without a dot."""
    shown = [figure(dot.figure) for dot in dots]
    canvas = Canvas(frame)
    numbers = [number for drawn in shown for number in drawn.ends()]
    # Each figure stands at the end of the plot, in one column, so that rows read like a table.
    widest = max((run(spell(drawn, frame.words)) for drawn in shown if not drawn.is_unknown), default=0.0)
    plot = plot_over(canvas, [dot.label for dot in dots], numbers, ends=[End(None, widest + 12)], from_zero=from_zero)
    v = 0.0
    for dot, drawn in zip(dots, shown, strict=True):
        at, end = label_row(canvas, plot, v + BETWEEN / 2, dot.label, canvas.thick)
        _dot(canvas, plot, at, dot, drawn)
        v = end + BETWEEN / 2
    draw_behind(canvas, plot, 0, 0.0, v)
    rows = (([dot.label], drawn) for dot, drawn in zip(dots, shown, strict=True))
    return chart(frame, canvas.finish(), figure_table(frame.words, [frame.words.label], rows))


def _dot(canvas: Canvas, plot: Plot, v: float, dot: Dot, drawn: Figure) -> None:
    text, middle = spell(drawn, canvas.frame.words), v + canvas.thick / 2
    if drawn.is_unknown:
        unknown_box(canvas, plot.at, v, f"{dot.label}: {text}")
        return
    start, end = plot.at, plot.at + plot.scale.length
    if drawn.has_interval:
        low = plot.u(float(drawn.low)) if drawn.low is not None else start
        high = plot.u(float(drawn.high)) if drawn.high is not None else end
        whisker(canvas, low, high, middle, caps=(drawn.low is not None, drawn.high is not None))
    if drawn.value is not None:
        cls = f"chart-bar chart-bar--{dot.style}" if dot.style else "chart-bar"
        canvas.dot(plot.u(float(drawn.value)), middle, 6, cls, f"{dot.label}: {text}")
    canvas.digits(end + 10, mid_baseline(v, canvas.thick), text)
