"""EXERCISE is burned into picture, caption and every CSV row, and never into a real chart."""

from __future__ import annotations

import pytest

from mizan.charts import Bar, Frame, bars

from .gallery import CHARTS, URDU, Drawn, draw

everything = pytest.mark.parametrize("name", CHARTS)


@everything
def test_the_exercise_says_so_everywhere(name: str) -> None:
    drawn = draw(name, Frame("c1", "Promises", exercise=True, notes=("A note",)))
    assert drawn.all("text", "chart-exercise")
    assert drawn.chart.caption == "EXERCISE · Promises"
    assert drawn.root.findtext("{http://www.w3.org/2000/svg}title") == "EXERCISE · Promises"
    assert {row[0] for row in drawn.chart.csv_rows()} == {"EXERCISE"}


@everything
def test_a_real_chart_does_not(name: str) -> None:
    drawn = draw(name, Frame("c1", "Promises"))
    assert "EXERCISE" not in drawn.chart.svg
    assert "EXERCISE" not in str(drawn.chart.csv_rows())


@everything
def test_the_word_is_the_readers(name: str) -> None:
    drawn = draw(name, Frame("c1", "Promises", words=URDU, rtl=True, exercise=True))
    assert {text.text for text in drawn.all("text", "chart-exercise")} == {"مشق"}


def test_a_tall_chart_carries_the_word_more_than_once() -> None:
    drawn = Drawn(bars(Frame("c1", "Promises", exercise=True), [Bar(f"row {n}", n) for n in range(40)]))
    assert len(drawn.all("text", "chart-exercise")) > 2
