"""The scales lean to the heavier pan, stand level when equal, and say nothing where a pan is unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.charts import Drawable, Frame, Pan, figure, scale_beam, tilt

from .gallery import Drawn


def test_it_leans_toward_the_heavier_pan() -> None:
    assert tilt(figure(110), figure(66)) == pytest.approx(-0.4)
    assert tilt(figure(66), figure(110)) == pytest.approx(0.4)
    assert tilt(figure(5), figure(5)) == 0
    assert tilt(figure(0), figure(5)) == 1


@pytest.mark.parametrize("pair", [(None, 5), (5, None), (0, 0), (-1, 5)])
def test_I8_it_does_not_lean_where_a_pan_is_unknown_or_nothing_lies_on_either(pair: tuple[Drawable, Drawable]) -> None:
    assert tilt(figure(pair[0]), figure(pair[1])) is None


def test_I8_an_unknown_pan_is_outlined_worded_and_the_beam_broken() -> None:
    drawn = Drawn(scale_beam(Frame("c1", "Scales"), Pan("one", None, "enforcement"), Pan("other", 4, "society")))
    assert len(drawn.all("rect", "chart-bar--unknown")) == 1
    assert "unknown" in drawn.texts()
    (beam,) = drawn.all("line", "chart-interval")
    assert beam.get("y1") == beam.get("y2")
    assert beam.get("stroke-dasharray")


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_lean_is_opposite_when_the_pans_change_places(one: int, other: int) -> None:
    here, there = tilt(figure(one), figure(other)), tilt(figure(other), figure(one))
    if here is None or there is None:
        assert one == other == 0
    else:
        assert here == -there
        assert -1 <= here <= 1
        assert (here > 0) == (other > one)
