"""Dates that nobody published stay unpublished: such actions are listed apart and have no place in time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.charts import Frame, Span, timeline

from .gallery import Drawn

FRAME = Frame("c1", "Actions")
some_day = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2060, 12, 31)))


def test_undated_actions_are_counted_and_named_apart() -> None:
    spans = [Span("dated", date(2024, 1, 1), date(2025, 1, 1)), Span("undated"), Span("also undated", status="asked")]
    drawn = Drawn(timeline(FRAME, spans))
    assert "no date published (2)" in drawn.texts()
    assert "also undated · asked" in drawn.texts()
    assert drawn.chart.csv_rows()[2] == ["undated", "no date published", "no date published", ""]


def test_a_known_due_day_alone_is_a_mark_and_a_known_start_alone_an_open_box() -> None:
    due = Drawn(timeline(FRAME, [Span("due", None, date(2024, 6, 30))]))
    start = Drawn(timeline(FRAME, [Span("start", date(2024, 6, 30))]))
    assert (len(due.all("path", "chart-bar")), len(due.all("rect", "chart-bar"))) == (1, 0)
    assert len(start.all("rect", "chart-bar--unknown")) == 1


def test_nothing_at_all_is_drawn_without_an_axis() -> None:
    assert Drawn(timeline(FRAME, [])).texts() == []
    assert "no date published (1)" in Drawn(timeline(FRAME, [Span("one")])).texts()


@given(st.lists(st.tuples(some_day, some_day), min_size=1, max_size=8), some_day, st.booleans())
def test_any_days_give_a_picture_inside_its_sheet(
    days: list[tuple[date | None, date | None]], today: date | None, rtl: bool
) -> None:
    spans = [Span(f"action {n}", *pair) for n, pair in enumerate(days)]
    drawn = Drawn(timeline(Frame("c1", "Actions", rtl=rtl), spans, today=today))
    left, _, across, _ = map(float, drawn.root.get("viewBox", "").split())
    for rect in drawn.all("rect"):
        assert left <= float(rect.get("x", 0))
        assert float(rect.get("x", 0)) + float(rect.get("width", 0)) <= left + across
        assert float(rect.get("width", 0)) > 0


@pytest.mark.parametrize(
    ("early", "late"), [(date(2024, 1, 1), date(2024, 7, 1)), (date(2000, 1, 1), date(2026, 1, 1))]
)
def test_what_comes_later_lies_further_on(early: date, late: date) -> None:
    spans = [Span("a", early, early), Span("b", late, late)]
    first, second = Drawn(timeline(FRAME, spans)).all("rect", "chart-bar")
    assert float(first.get("x", 0)) < float(second.get("x", 0))
