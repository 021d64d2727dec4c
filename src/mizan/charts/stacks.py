"""Counts by state, stacked: how many obligations stand at 0, 1, 2, 3, 4 and how many are unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mizan.charts.bars import unknown_box
from mizan.charts.canvas import Box, Canvas
from mizan.charts.frame import Chart, Frame, Table, chart
from mizan.charts.rows import End, Plot, draw_behind, label_row, mid_baseline, plot_over
from mizan.charts.texts import run

TALL, BETWEEN = 24.0, 12.0
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Part:
    """One state of the stack. `look` is `1`..`5` (a step of the ramp), `unknown`, or a side's style."""

    code: str
    word: str
    look: str


@dataclass(frozen=True)
class Stack:
    """One row: how many stand in each state. A missing or None count is unknown and makes the whole row open."""

    label: str
    counts: Mapping[str, int | None]


def stacked_counts(frame: Frame, parts: Sequence[Part], rows: Sequence[Stack]) -> Chart:
    """Rows of counted segments in the order of `parts`, from zero, with a legend."""
    canvas = Canvas(frame)
    sums = [sum(row.counts.get(part.code) or 0 for part in parts) for row in rows]
    ends = [End(float(n), run(_total(row, parts, frame)) + 8) for n, row in zip(sums, rows, strict=True)]
    plot = plot_over(canvas, [row.label for row in rows], [float(n) for n in sums], ends=ends)
    top = v = canvas.legend([(_look(part.look), part.word) for part in parts], 0)
    grid = len(canvas.marks)
    for row in rows:
        at, end = label_row(canvas, plot, v + BETWEEN / 2, row.label, TALL)
        _segments(canvas, plot, at, parts, row)
        v = end + BETWEEN / 2
    draw_behind(canvas, plot, grid, top, v)
    return chart(frame, canvas.finish(), _table(frame, parts, rows))


def _look(look: str) -> str:
    return f"chart-tile chart-tile--{look}" if look.isdigit() else look


def _segments(canvas: Canvas, plot: Plot, v: float, parts: Sequence[Part], row: Stack) -> None:
    total, end = 0, plot.at
    for part in parts:
        count = row.counts.get(part.code)
        if not count:
            continue
        start, end = plot.u(total), plot.u(total + count)
        title = f"{row.label}, {part.word}: {canvas.frame.words.number(Decimal(count))}"
        _segment(canvas, Box(start, v, end - start, TALL), part, count, title)
        total += count
    if not total and all(row.counts.get(part.code) is None for part in parts):
        unknown_box(canvas, plot.at, v + (TALL - canvas.thick) / 2)
    else:
        canvas.digits(end + 6, mid_baseline(v, TALL), _total(row, parts, canvas.frame))


def _segment(canvas: Canvas, box: Box, part: Part, count: int, title: str) -> None:
    if part.look == UNKNOWN:
        canvas.unknown(box, title)
    elif part.look.isdigit():
        canvas.rect(box, _look(part.look), title)
    else:
        canvas.bar(box, part.look, title)
    text = canvas.frame.words.number(Decimal(count))
    if run(text) + 4 <= box.across:
        dark = part.look in ("4", "5", "state", "enforcement", "")
        canvas.digits(
            box.u + box.across / 2, mid_baseline(box.v, box.down), text, "middle", "on-dark" if dark else "chart-label"
        )


def _total(row: Stack, parts: Sequence[Part], frame: Frame) -> str:
    """The row's sum; with a plus where some of its counts are not known."""
    counts = [row.counts.get(part.code) for part in parts]
    known = frame.words.number(Decimal(sum(count or 0 for count in counts)))
    return f"{known}+" if None in counts else known


def _table(frame: Frame, parts: Sequence[Part], rows: Sequence[Stack]) -> Table:
    columns = (frame.words.label, *(part.word for part in parts))
    body = tuple((row.label, *(row.counts.get(part.code) for part in parts)) for row in rows)
    return Table(columns, body, frozenset(range(1, len(columns))))
