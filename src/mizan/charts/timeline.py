"""Actions over time: start and due day where a source gives them; those without a date are listed apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from mizan.charts.canvas import Box, Canvas
from mizan.charts.frame import Chart, Frame, Table, chart
from mizan.charts.rows import NARROW, Plot, label_row, plot_over
from mizan.charts.scales import Scale
from mizan.charts.texts import drop, rise, run

BETWEEN = 12.0


@dataclass(frozen=True)
class Span:
    """One action. Either day may be unknown. `status` is a word to show behind it (`late`, `done`), passed in."""

    label: str
    start: date | None = None
    due: date | None = None
    style: str = ""
    status: str = ""

    @property
    def is_dated(self) -> bool:
        """Whether it has a place in time at all."""
        return self.start is not None or self.due is not None


def timeline(frame: Frame, spans: Sequence[Span], *, today: date | None = None) -> Chart:
    """Dated spans on an axis of years, then the undated ones with the words for "no date published"."""
    canvas = Canvas(frame)
    dated, undated = [s for s in spans if s.is_dated], [s for s in spans if not s.is_dated]
    v = _dated(canvas, dated, today) if dated else 0.0
    if undated:
        _undated(canvas, undated, v)
    return chart(frame, canvas.finish(), _table(frame, [*dated, *undated]))


def _dated(canvas: Canvas, spans: Sequence[Span], today: date | None) -> float:
    days = [day for span in spans for day in (span.start, span.due) if day] + ([today] if today else [])
    if canvas.width < NARROW or max(run(span.status) for span in spans) > canvas.width * 0.25:
        # No room behind the bars: the status joins the label.
        spans = [replace(span, label=_named(span), status="") for span in spans]
    plot, years = _plot(canvas, spans, min(days), max(days))
    top = v = canvas.line if today else 0.0
    before = len(canvas.marks)
    for span in spans:
        at, end = label_row(canvas, plot, v + BETWEEN / 2, span.label, canvas.thick)
        _span(canvas, plot, at, span)
        v = end + BETWEEN / 2
    over = canvas.marks[before:]
    del canvas.marks[before:]
    _axis(canvas, plot, years, top, v)
    if today:
        _today(canvas, plot.u(today.toordinal()), top, v)
    canvas.marks.extend(over)
    return v + canvas.line


def _plot(canvas: Canvas, spans: Sequence[Span], first: date, last: date) -> tuple[Plot, list[date]]:
    """An axis from new year to new year; ticks every so many years that their numbers do not touch."""
    from_year, to_year = first.year, last.year + 1
    base = plot_over(canvas, [span.label for span in spans], [0.0, 1.0])
    room = max((run(span.status) for span in spans), default=0.0) + 10
    length = max(60.0, canvas.width - base.at - room)
    scale = Scale(date(from_year, 1, 1).toordinal(), date(to_year, 1, 1).toordinal(), length)
    step = next(n for n in (1, 2, 5, 10, 25, 50, 500, 10_000) if (to_year - from_year) / n <= length / 55)
    years = [date(year, 1, 1) for year in range(from_year, to_year + 1, step)]
    return Plot(base.at, base.label_width, base.stacked, scale, ()), years


def _axis(canvas: Canvas, plot: Plot, years: Sequence[date], top: float, bottom: float) -> None:
    for year in years:
        u = plot.u(year.toordinal())
        if not plot.stacked:
            canvas.rule(u, top, u, bottom, "chart-grid")
        # A year is a name, not a quantity: spelled without grouping.
        text = canvas.frame.words.day(str(year.year))
        at = min(max(u, run(text) / 2), canvas.width - run(text) / 2)
        canvas.digits(at, bottom + rise(rtl=canvas.frame.rtl), text, "middle", "chart-label chart-label--muted")
    canvas.rule(plot.at, bottom, plot.at + plot.scale.length, bottom, "chart-axis")


def _today(canvas: Canvas, u: float, top: float, bottom: float) -> None:
    word = canvas.frame.words.today
    at = min(max(u, run(word) / 2), canvas.width - run(word) / 2)
    canvas.words(at, top - canvas.line + rise(rtl=canvas.frame.rtl), word, "middle")
    canvas.rule(u, top, u, bottom, "chart-interval")


def _span(canvas: Canvas, plot: Plot, v: float, span: Span) -> None:
    """A bar between two known days; one known day is a mark, with a dashed box toward the day nobody published."""
    words, first, last = canvas.frame.words, span.start or span.due, span.due or span.start
    if first is None or last is None:
        return
    low, high = plot.u(min(first, last).toordinal()), plot.u(max(first, last).toordinal())
    spelled = (words.day(day.isoformat()) if day else words.no_date for day in (span.start, span.due))
    title = f"{span.label}: {' – '.join(spelled)}"
    if span.start is None:
        _diamond(canvas, high, v)
        high += 7
    elif span.due is None:
        end = min(low + 40, plot.at + plot.scale.length)
        canvas.unknown(Box(low, v + 3, max(end - low, 4.0), canvas.thick - 6), title)
        canvas.rule(low, v, low, v + canvas.thick, "chart-interval")
        high = max(end, low + 4)
    else:
        canvas.bar(Box(low, v + 3, max(high - low, 2.0), canvas.thick - 6), span.style, title)
    if span.status:
        canvas.words(high + 8, v + canvas.thick / 2 + drop(rtl=canvas.frame.rtl), span.status)


def _diamond(canvas: Canvas, u: float, v: float) -> None:
    middle = v + canvas.thick / 2
    canvas.path([(u - 7, middle), (u, middle - 7), (u + 7, middle), (u, middle + 7)], "chart-bar", closed=True)


def _undated(canvas: Canvas, spans: Sequence[Span], v: float) -> None:
    """One box with the word and the number, then the names: nothing that looks like a place in time."""
    words = canvas.frame.words
    head = f"{words.no_date} ({words.number(Decimal(len(spans)))})"
    v += 10 if v else 0
    canvas.unknown(Box(0, v, canvas.width, canvas.line + 4))
    canvas.words(8, v + (canvas.line + 4) / 2 + drop(rtl=canvas.frame.rtl), head)
    v += canvas.line + 8
    for span in spans:
        v = canvas.block(8, v, _named(span), canvas.width - 16) + 2


def _named(span: Span) -> str:
    return f"{span.label} · {span.status}" if span.status else span.label


def _table(frame: Frame, spans: Sequence[Span]) -> Table:
    words = frame.words
    rows = tuple(
        (span.label, *(day.isoformat() if day else words.no_date for day in (span.start, span.due)), span.status)
        for span in spans
    )
    return Table((words.label, words.start, words.due, words.status), rows)
