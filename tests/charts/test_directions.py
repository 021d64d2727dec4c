"""In Urdu a chart is mirrored, not translated by half: labels at the right, bars leftward; maps keep their west."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.charts import Bar, Frame, Pan, bars, scale_beam

from .gallery import CHARTS, URDU, Drawn, draw

WIDTH = 640


def spans(drawn: Drawn, cls: str) -> list[tuple[float, float]]:
    return [(float(r.get("x", 0)), float(r.get("x", 0)) + float(r.get("width", 0))) for r in drawn.all("rect", cls)]


def mirrored(found: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(WIDTH - end, WIDTH - start) for start, end in found]


@given(st.lists(st.one_of(st.none(), st.integers(0, 1000)), min_size=1, max_size=8))
def test_bars_of_the_two_directions_are_mirror_images(found: list[int | None]) -> None:
    rows = [Bar(f"row {n}", value, "state") for n, value in enumerate(found)]
    ltr, rtl = (Drawn(bars(Frame("c1", "Caption", rtl=rtl), rows)) for rtl in (False, True))
    for one, other in zip(spans(ltr, "chart-bar"), mirrored(spans(rtl, "chart-bar")), strict=True):
        assert one == pytest.approx(other, abs=0.11)  # each is rounded to a tenth


def test_labels_stand_on_the_side_where_reading_begins() -> None:
    for rtl in (False, True):
        drawn = Drawn(bars(Frame("c1", "Caption", rtl=rtl), [Bar("Label", 5)]))
        label = next(text for text in drawn.all("text") if text.text == "Label")
        (start, end), *_ = spans(drawn, "chart-bar")
        x = float(label.get("x", 0))
        assert x > end if rtl else x < start
        assert label.get("direction") == ("rtl" if rtl else None)


@pytest.mark.parametrize("name", CHARTS)
def test_figures_run_from_left_to_right_in_every_language(name: str) -> None:
    drawn = draw(name, Frame("c1", "Caption", words=URDU, rtl=True))
    turned = [text.text or "" for text in drawn.all("text") if text.get("direction") == "rtl"]
    assert not any(text.replace("–", "").replace(",", "").isdigit() for text in turned)


@pytest.mark.parametrize("name", ["tiles", "boundaries"])
def test_the_west_stays_left_on_a_map(name: str) -> None:
    for rtl in (False, True):
        drawn = draw(name, Frame("c1", "Caption", rtl=rtl))
        tiles = [*drawn.all("rect"), *drawn.all("path")]
        titled = {(e.findtext("{http://www.w3.org/2000/svg}title") or "").split(":")[0]: e for e in tiles}
        assert _left(titled["Public awareness"]) < _left(titled["Border management"])


def _left(element: Element) -> float:
    return float(element.get("x") or element.get("d", "M0 ")[1:].split(" ")[0])


def test_the_first_pan_hangs_where_reading_begins() -> None:
    for rtl in (False, True):
        drawn = Drawn(
            scale_beam(Frame("c1", "Caption", rtl=rtl), Pan("first", 1, "state"), Pan("second", 3, "society"))
        )
        at = {text.text: float(text.get("x", 0)) for text in drawn.all("text")}
        assert (at["first"] > at["second"]) == rtl


@given(st.lists(st.text("ابپتaWm ,", max_size=80), min_size=1, max_size=5), st.booleans(), st.sampled_from([320, 640]))
def test_every_label_has_its_own_lines_and_lies_on_the_sheet(labels: list[str], rtl: bool, width: int) -> None:
    drawn = Drawn(bars(Frame("c1", "Caption", rtl=rtl, width=width), [Bar(label, 5) for label in labels]))
    left, top, across, down = map(float, drawn.root.get("viewBox", "").split())
    lines = [text for text in drawn.all("text") if text.get("class") == "chart-label" and text.text != "5"]
    heights = [float(text.get("y", 0)) for text in lines]
    assert heights == sorted(heights)
    assert len(set(heights)) == len(heights)
    assert all(top < y < top + down for y in heights)
    assert all(left <= float(text.get("x", 0)) <= left + across for text in drawn.all("text"))
