"""I-8: the unknown is outlined and worded, never a bar of no length and never a 0."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.charts import (
    Area,
    Bar,
    Dot,
    Figure,
    Frame,
    Panel,
    Part,
    Stack,
    Words,
    bars,
    dot_intervals,
    figure,
    small_multiples,
    spell,
    stacked_counts,
    tile_map,
)
from mizan.charts.figures import Drawable

from .gallery import GRID, Drawn

FRAME = Frame("c1", "Caption", words=Words(unknown="not known"))
figures = st.one_of(st.none(), st.integers(0, 10**9), st.decimals(0, 10**6, places=2))


@given(st.lists(figures, min_size=1, max_size=12), st.booleans())
def test_I8_every_unknown_bar_is_a_worded_box_and_every_known_one_a_bar(found: list[Decimal | None], rtl: bool) -> None:
    frame = Frame("c1", "Caption", words=FRAME.words, rtl=rtl)
    drawn = Drawn(bars(frame, [Bar(f"row {n}", value) for n, value in enumerate(found)]))
    unknown = drawn.all("rect", "chart-bar--unknown")
    known = [rect for rect in drawn.all("rect", "chart-bar") if rect not in unknown]
    assert (len(unknown), len(known)) == (found.count(None), len(found) - found.count(None))
    assert drawn.texts().count("not known") == len(unknown)
    assert all(float(rect.get("width", 0)) > 40 for rect in unknown)
    assert all(float(rect.get("width", 0)) >= 2 for rect in known)


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=12))
def test_a_longer_bar_is_never_a_smaller_figure(found: list[int]) -> None:
    drawn = Drawn(bars(FRAME, [Bar("row", value) for value in found]))
    widths = [float(rect.get("width", 0)) for rect in drawn.all("rect", "chart-bar")]
    by_figure = [width for _, width in sorted(zip(found, widths, strict=True))]
    assert by_figure == sorted(by_figure)


def test_I8_a_known_zero_is_drawn_and_spelled() -> None:
    drawn = Drawn(bars(FRAME, [Bar("none found", 0), Bar("nobody asked", None), Bar("some", 5)]))
    assert drawn.chart.csv_rows()[1:3] == [["none found", "0"], ["nobody asked", "not known"]]
    assert len(drawn.all("rect", "chart-bar--unknown")) == 1


@pytest.mark.parametrize(
    ("asked", "columns"),
    [
        (7, 2),
        (None, 2),
        (Figure(Decimal(7), Decimal(7), Decimal(7)), 2),
        (Figure(Decimal(7), Decimal(6), Decimal(8)), 4),
        (Figure(None, Decimal(0), Decimal(4)), 4),
        (Figure(Decimal(7)), 4),  # rough: its empty bounds say so
    ],
)
def test_bounds_have_columns_only_where_some_row_is_not_exact(asked: Drawable, columns: int) -> None:
    table = bars(FRAME, [Bar("exact", 3), Bar("asked", asked)]).table
    assert len(table.columns) == columns
    assert {len(row) for row in table.rows} == {columns}
    assert table.numeric == frozenset(range(1, columns))


def test_I8_an_unknown_dot_has_no_dot() -> None:
    drawn = Drawn(dot_intervals(FRAME, [Dot("a", None), Dot("b", 5)]))
    assert len(drawn.all("circle")) == 1
    assert "not known" in drawn.texts()


def test_I8_no_line_crosses_what_is_unknown() -> None:
    drawn = Drawn(small_multiples(FRAME, ["1", "2", "3", "4"], [Panel("p", [1, 2, None, 4])]))
    lines = [path.get("d", "") for path in drawn.all("path", "chart-line")]
    assert [way.count("L") for way in lines] == [1, 0]
    assert len(drawn.all("rect", "chart-bar--unknown")) == 2  # the hole, and its swatch in the legend


def test_I8_an_unknown_tile_has_no_step_of_the_ramp() -> None:
    drawn = Drawn(
        tile_map(FRAME, [Area("A", "a", 1), Area("B", "b", None), Area("C", "c", Figure(None, Decimal(3)))], GRID)
    )
    assert len(drawn.all("rect", "chart-tile--unknown")) == 2
    assert "not known (2)" in drawn.texts()


def test_I8_a_stack_with_an_unknown_count_is_open() -> None:
    parts = [Part("0", "none", "1"), Part("4", "full", "5")]
    drawn = Drawn(
        stacked_counts(FRAME, parts, [Stack("open", {"0": 3}), Stack("nothing", {}), Stack("all", {"0": 1, "4": 2})])
    )
    assert "3+" in drawn.texts()
    assert "not known" in drawn.texts()
    assert drawn.chart.csv_rows()[1:] == [
        ["open", "3", "not known"],
        ["nothing", *["not known"] * 2],
        ["all", "1", "2"],
    ]


D = Decimal


@pytest.mark.parametrize(
    ("given_figure", "text"),
    [
        (figure(1607), "1,607"),
        (Figure(D(30), D(25), D(36)), "30 (25–36)"),
        (Figure(None, D(0), D(4)), "0–4"),
        (Figure(None, D(6000)), "6,000+"),
        (Figure(None, None, D(9)), "≤9"),
        (Figure(D(30)), "~30"),
        (figure(None), "not known"),
        (figure(0), "0"),
    ],
)
def test_each_kind_of_figure_is_spelled_apart(given_figure: Figure, text: str) -> None:
    assert spell(given_figure, FRAME.words) == text


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_it_refuses_a_figure_that_is_no_number(bad: float) -> None:
    with pytest.raises(ValueError, match="no figure"):
        figure(bad)
    with pytest.raises(ValueError, match="no figure"):
        Figure(D(5), D(6), D(7))


def test_bounds_have_whiskers_with_caps_and_open_ends_with_arrows() -> None:
    closed = Drawn(bars(FRAME, [Bar("a", Figure(D(5), D(3), D(9)))]))
    opened = Drawn(bars(FRAME, [Bar("a", Figure(None, D(3)))]))
    assert (len(closed.all("line", "chart-interval")), len(closed.all("path", "chart-interval"))) == (3, 0)
    assert (len(opened.all("line", "chart-interval")), len(opened.all("path", "chart-interval"))) == (2, 1)
