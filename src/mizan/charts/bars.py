"""Horizontal bars, alone or by side, with whiskers for what is not certain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mizan.charts.canvas import Box, Canvas
from mizan.charts.figures import Drawable, Figure, figure, spell
from mizan.charts.frame import Chart, Frame, chart, figure_table
from mizan.charts.rows import End, Plot, draw_behind, label_row, mid_baseline, plot_over
from mizan.charts.texts import drop, run

BETWEEN_BARS, BETWEEN_ROWS = 4.0, 12.0


@dataclass(frozen=True)
class Bar:
    """One labelled figure. `style` is `state`, `society`, `enforcement`, `desk` or empty."""

    label: str
    figure: Drawable
    style: str = ""


@dataclass(frozen=True)
class Pair:
    """State's and society's figure for one thing, and where it exists the desk reading beside them."""

    label: str
    state: Drawable
    society: Drawable
    desk: Drawable = None


@dataclass(frozen=True)
class _Row:
    label: str
    figures: Sequence[tuple[str, Figure]] = field(default_factory=tuple)


def bars(frame: Frame, rows: Sequence[Bar]) -> Chart:
    """One bar per row, from zero. Styles in use are explained where there is more than one."""
    drawn = [_Row(row.label, [(row.style, figure(row.figure))]) for row in rows]
    table = figure_table(frame.words, [frame.words.label], (([row.label], row.figures[0][1]) for row in drawn))
    styles = {row.style for row in rows}
    return chart(frame, _draw(frame, drawn, sorted(styles) if len(styles) > 1 else []), table)


def paired_bars(frame: Frame, pairs: Sequence[Pair], *, with_desk: bool = False) -> Chart:
    """Both sides' bars per row, always in the same order, with a legend; never added and never averaged."""
    styles = ["state", "society", *(["desk"] if with_desk else [])]
    drawn = [_Row(pair.label, [(style, figure(getattr(pair, style))) for style in styles]) for pair in pairs]
    words = frame.words
    table = figure_table(
        words,
        [words.label, words.status],
        (([row.label, side_words(frame)[style]], shown) for row in drawn for style, shown in row.figures),
    )
    return chart(frame, _draw(frame, drawn, styles), table)


def side_words(frame: Frame) -> Mapping[str, str]:
    """The word of each style."""
    words = frame.words
    return {"": words.value, "state": words.state, "society": words.society, "enforcement": words.enforcement,
            "desk": words.desk}  # fmt: skip


def _draw(frame: Frame, rows: Sequence[_Row], legend: Sequence[str]) -> str:
    canvas = Canvas(frame)
    shown = [drawn for row in rows for _, drawn in row.figures]
    numbers = [number for drawn in shown for number in drawn.ends()]
    ends = [end_of(drawn, frame) for drawn in shown if not drawn.is_unknown]
    plot = plot_over(canvas, [row.label for row in rows], numbers, ends=ends)
    top = v = canvas.legend([(style, side_words(frame)[style]) for style in legend], 0) if legend else 0.0
    grid = len(canvas.marks)
    for row in rows:
        v = _row(canvas, plot, v + BETWEEN_ROWS / 2, row) + BETWEEN_ROWS / 2
    draw_behind(canvas, plot, grid, top, v)
    return canvas.finish()


def _row(canvas: Canvas, plot: Plot, v: float, row: _Row) -> float:
    thick = len(row.figures) * (canvas.thick + BETWEEN_BARS) - BETWEEN_BARS
    bar_at, end = label_row(canvas, plot, v, row.label, thick)
    for style, drawn in row.figures:
        title = f"{row.label}: {spell(drawn, canvas.frame.words)}"
        if drawn.is_unknown:
            unknown_box(canvas, plot.at, bar_at, title)
        else:
            _bar(canvas, plot, bar_at, (style, drawn), title)
        bar_at += canvas.thick + BETWEEN_BARS
    return end


def end_of(drawn: Figure, frame: Frame) -> End:
    """How far a figure is drawn and what room its text needs behind it."""
    is_open = drawn.high is None and drawn.has_interval
    return End(None if is_open else max(drawn.ends()), run(spell(drawn, frame.words)) + 8)


def unknown_box(canvas: Canvas, u: float, v: float, title: str = "") -> None:
    """The word for unknown in its box, wherever a bar would stand."""
    word = canvas.frame.words.unknown
    canvas.unknown(Box(u, v, run(word) + 16, canvas.thick), title)
    canvas.words(u + 8, v + canvas.thick / 2 + drop(rtl=canvas.frame.rtl), word)


def _bar(canvas: Canvas, plot: Plot, v: float, drawn: tuple[str, Figure], title: str) -> None:
    style, shown = drawn
    zero = plot.u(0.0)
    if shown.value is not None:
        # A known zero is a mark on the axis with its figure beside it: seen, and unlike the unknown.
        to = plot.u(float(shown.value))
        canvas.bar(Box(min(zero, to), v, max(abs(to - zero), 2.0), canvas.thick), style, title)
    end = max(zero, _interval(canvas, plot, v, shown), *(plot.u(number) for number in shown.ends()))
    canvas.digits(end + 6, mid_baseline(v, canvas.thick), spell(shown, canvas.frame.words))


def _interval(canvas: Canvas, plot: Plot, v: float, drawn: Figure) -> float:
    """The whisker; an open end is an arrow. Returns how far it reaches."""
    if not drawn.has_interval:
        return 0.0
    low = plot.u(float(drawn.low)) if drawn.low is not None else plot.u(0.0)
    open_end = plot.at + plot.scale.length
    high = plot.u(float(drawn.high)) if drawn.high is not None else open_end
    if drawn.value is None:
        canvas.rect(Box(low, v + 2, max(high - low, 2.0), canvas.thick - 4), "chart-band")
    whisker(canvas, low, high, v + canvas.thick / 2, caps=(drawn.low is not None, drawn.high is not None))
    return high


def whisker(canvas: Canvas, low: float, high: float, v: float, *, caps: tuple[bool, bool]) -> None:
    """A line between two bounds: a closed end has a cap, an open one an arrow head."""
    canvas.rule(low, v, high, v, "chart-interval")
    for u, closed, back in ((low, caps[0], 5.0), (high, caps[1], -5.0)):
        if closed:
            canvas.rule(u, v - 5, u, v + 5, "chart-interval")
        else:
            canvas.path([(u + back, v - 4), (u, v), (u + back, v + 4)], "chart-interval")
