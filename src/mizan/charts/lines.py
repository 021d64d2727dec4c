"""Small multiples: one small line per panel on one common scale, with a band for what is not certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from mizan.charts.canvas import Box, Canvas
from mizan.charts.figures import Drawable, Figure, figure
from mizan.charts.frame import Chart, Frame, chart, figure_table
from mizan.charts.scales import Scale, scale_over
from mizan.charts.texts import drop, rise, run

PANEL_HEIGHT, GUTTER, NARROWEST = 90.0, 22.0, 190.0


@dataclass(frozen=True)
class Panel:
    """One line. `figures` answer the chart's periods one by one; None is unknown and breaks the line."""

    label: str
    figures: Sequence[Drawable]
    style: str = ""


@dataclass(frozen=True)
class _Grid:
    """Where panels lie: `axis` is the room for tick figures before each panel."""

    columns: int
    axis: float
    across: float
    scale: Scale
    marks: tuple[float, ...]


def small_multiples(frame: Frame, periods: Sequence[str], panels: Sequence[Panel], *, from_zero: bool = True) -> Chart:
    """Panels in reading order. All share the scale, so that heights may be compared."""
    lines = [[figure(given) for given in panel.figures] for panel in panels]
    if any(len(line) != len(periods) for line in lines):
        raise ValueError("every panel answers every period, if only with None")
    canvas = Canvas(frame)
    grid = _grid(canvas, [number for line in lines for drawn in line for number in drawn.ends()], from_zero)
    has_holes = any(drawn.is_unknown for line in lines for drawn in line)
    v = canvas.legend([("unknown", frame.words.unknown)], 0) if has_holes else 0.0
    for first in range(0, len(panels), grid.columns):
        row = range(first, min(first + grid.columns, len(panels)))
        head = max(canvas.block_height(panels[n].label, grid.across) for n in row)
        for n in row:
            u = grid.axis + (n - first) * (grid.axis + grid.across + GUTTER)
            canvas.block(u, v, panels[n].label, grid.across)
            _panel(canvas, grid, (u, v + head + 4), lines[n], (panels[n], periods))
        v += head + PANEL_HEIGHT + canvas.line + 20
    words = frame.words
    cells = (
        ([panel.label, period], drawn)
        for panel, line in zip(panels, lines, strict=True)
        for period, drawn in zip(periods, line, strict=True)
    )
    return chart(frame, canvas.finish(), figure_table(words, [words.label, words.period], cells))


def _grid(canvas: Canvas, numbers: Sequence[float], from_zero: bool) -> _Grid:
    scale, marks = scale_over(numbers, PANEL_HEIGHT, from_zero=from_zero)
    axis = max(run(canvas.frame.words.number(Decimal(str(mark)))) for mark in marks) + 6
    columns = max(1, int((canvas.width + GUTTER) // (NARROWEST + axis + GUTTER)))
    across = (canvas.width - (columns - 1) * GUTTER) / columns - axis
    return _Grid(columns, axis, across, scale, tuple(marks))


def _panel(
    canvas: Canvas, grid: _Grid, corner: tuple[float, float], line: Sequence[Figure], about: tuple[Panel, Sequence[str]]
) -> None:
    u, top = corner
    panel, periods = about
    bottom = top + PANEL_HEIGHT
    _y_axis(canvas, grid, u, bottom)
    at = [u + 6 + (grid.across - 12) * n / max(1, len(line) - 1) for n in range(len(line))]
    for unknown, group in groupby(range(len(line)), key=lambda n: line[n].is_unknown):
        stretch = list(group)
        if unknown:
            _hole(canvas, [at[n] for n in stretch], top, [periods[n] for n in stretch])
        else:
            _stretch(canvas, grid, [(at[n], line[n]) for n in stretch], bottom, panel.style)
    _ends(canvas, periods, u, grid.across, bottom)


def _hole(canvas: Canvas, at: Sequence[float], top: float, periods: Sequence[str]) -> None:
    """Periods about which nothing is known: a hatched field, which no line crosses."""
    title = f"{', '.join(periods)}: {canvas.frame.words.unknown}"
    canvas.unknown(Box(at[0] - 4, top, at[-1] - at[0] + 8, PANEL_HEIGHT), title)


def _y_axis(canvas: Canvas, grid: _Grid, u: float, bottom: float) -> None:
    shown = {grid.marks[0], grid.marks[-1], *(grid.marks if len(grid.marks) <= 4 else ())}
    for mark in grid.marks:
        v = bottom - grid.scale(mark)
        canvas.rule(u, v, u + grid.across, v, "chart-grid")
        if mark in shown:
            text = canvas.frame.words.number(Decimal(str(mark)))
            canvas.digits(u - 5, v + drop(rtl=False), text, "end", "chart-label chart-label--muted")
    canvas.rule(u, bottom, u + grid.across, bottom, "chart-axis")


def _stretch(canvas: Canvas, grid: _Grid, run_of: Sequence[tuple[float, Figure]], bottom: float, style: str) -> None:
    """A stretch without a hole: band where there are bounds, line and dots where there are values."""
    banded = [(u, d) for u, d in run_of if d.low is not None and d.high is not None and d.has_interval]
    if len(banded) > 1:
        upper = [(u, bottom - grid.scale(float(d.high or 0))) for u, d in banded]
        lower = [(u, bottom - grid.scale(float(d.low or 0))) for u, d in banded]
        canvas.path([*upper, *reversed(lower)], "chart-band", closed=True)
    for u, drawn in run_of:
        if drawn.value is None:
            _bounds(canvas, grid, u, drawn, bottom)
    for known, group in groupby(run_of, key=lambda pair: pair[1].value is not None):
        if known:
            points = [(u, bottom - grid.scale(float(d.value or 0))) for u, d in group]
            canvas.path(points, f"chart-line chart-line--{style}" if style else "chart-line")
            for u, v in points:
                canvas.dot(u, v, 2.5, f"chart-bar chart-bar--{style}" if style else "chart-bar")


def _bounds(canvas: Canvas, grid: _Grid, u: float, drawn: Figure, bottom: float) -> None:
    low = bottom - grid.scale(float(drawn.low)) if drawn.low is not None else bottom
    high = bottom - grid.scale(float(drawn.high)) if drawn.high is not None else bottom - PANEL_HEIGHT
    canvas.rule(u, low, u, high, "chart-interval")


def _ends(canvas: Canvas, periods: Sequence[str], u: float, across: float, bottom: float) -> None:
    """First and last period below the panel; the table has them all."""
    if not periods:
        return
    base, muted = bottom + rise(rtl=canvas.frame.rtl) + 2, "chart-label chart-label--muted"
    canvas.digits(u, base, periods[0], "start", muted)
    if len(periods) > 1 and run(periods[0]) + run(periods[-1]) + 8 <= across:
        canvas.digits(u + across, base, periods[-1], "end", muted)
