"""The pair of scales tells the truth: the heavier pan hangs lower, unknown weighs nothing, reading direction holds."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from mizan.kit.templatetags.scales import tilt_degrees

WEIGHTS = st.integers(0, 10**9)


def pans(first: object, second: object, language: str = "en") -> list[tuple[float, float]]:
    source = "{% load kit %}{% scale first second 'a' 'b' %}"
    with override(language):
        html = Template(source).render(Context({"first": first, "second": second}))
    return [(float(x), float(y)) for x, y in re.findall(r"translate\(([\d.]+) ([\d.]+)\)", html)]


@given(WEIGHTS, WEIGHTS)
def test_the_heavier_pan_hangs_lower(first: int, second: int) -> None:
    tilt = tilt_degrees(first, second)
    assert tilt is not None
    assert (tilt > 0) == (first > second)
    assert (tilt < 0) == (first < second)
    assert -11.001 <= tilt <= 11.001


@given(WEIGHTS, WEIGHTS)
def test_exchanging_the_pans_mirrors_the_beam(first: int, second: int) -> None:
    assert tilt_degrees(first, second) == pytest.approx(-tilt_degrees(second, first))


@pytest.mark.parametrize(("first", "second"), [(None, 1), (1, None), (None, None)])
def test_I8_an_unknown_weight_tilts_nothing(first: int | None, second: int | None) -> None:
    assert tilt_degrees(first, second) is None
    (_, one), (_, other) = pans(first, second)
    assert one == other


def test_a_negative_weight_stops_loudly() -> None:
    with pytest.raises(ValueError, match="negative"):
        tilt_degrees(-1, 2)


def test_the_first_pan_hangs_where_reading_starts() -> None:
    english, urdu = pans(110, 66), pans(110, 66, "ur")
    assert english[0][0] < 160 < english[1][0]
    assert urdu[1][0] < 160 < urdu[0][0]
    assert english[0][1] == urdu[0][1] > english[1][1]
