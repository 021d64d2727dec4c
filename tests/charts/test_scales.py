"""Scales are monotone, finite and never leave their length; ticks are numbers people say."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.charts import Scale, breaks, class_of, nice_step, scale_over, ticks

numbers = st.floats(-1e12, 1e12, allow_nan=False)
many = st.lists(numbers, min_size=1, max_size=30)


@given(many, numbers, numbers)
def test_a_scale_is_monotone_finite_and_within_its_length(data: list[float], one: float, other: float) -> None:
    scale, _ = scale_over(data, 400.0)
    low, high = sorted((one, other))
    assert 0 <= scale(low) <= scale(high) <= 400
    assert all(math.isfinite(scale(number)) for number in [*data, one, other])


@given(many)
def test_ticks_enclose_the_data_and_ascend(data: list[float]) -> None:
    scale, marks = scale_over(data, 400.0)
    span = marks[-1] - marks[0]
    assert marks[0] - span * 1e-9 <= min(*data, 0.0)
    assert max(*data, 0.0) <= marks[-1] + span * 1e-9
    assert all(a < b for a, b in pairwise(marks))
    assert 2 <= len(marks) <= 8
    assert (scale(marks[0]), scale(marks[-1])) == (0.0, 400.0)


@given(many)
def test_a_scale_that_need_not_start_from_zero_still_ticks_upward(data: list[float]) -> None:
    scale, marks = scale_over(data, 400.0, from_zero=False)
    assert all(a < b for a, b in pairwise(marks))
    assert len(marks) <= 8
    assert all(0 <= scale(number) <= 400 for number in data)


@given(many)
def test_bars_start_from_zero(data: list[float]) -> None:
    scale, marks = scale_over(data, 400.0)
    assert marks[0] <= 0 <= marks[-1]
    if min(data) >= 0:
        assert scale(0.0) == 0.0


@given(st.floats(1e-6, 1e12), st.integers(2, 8))
def test_a_step_is_one_two_or_five_times_a_power_of_ten(span: float, most: int) -> None:
    step = nice_step(span, most)
    mantissa = step / 10.0 ** math.floor(math.log10(step) + 1e-9)
    assert min(abs(mantissa - nice) for nice in (1, 2, 5, 10)) < 1e-6
    assert span / step <= most + 1e-6


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 43, [0, 10, 20, 30, 40, 50]), (0, 0.7, [0, 0.2, 0.4, 0.6, 0.8]), (-3, 4, [-4, -2, 0, 2, 4])],
)
def test_ticks_are_what_people_say(low: float, high: float, expected: list[float]) -> None:
    assert ticks(low, high) == expected


def test_counts_have_whole_ticks() -> None:
    assert ticks(0, 2, whole=True) == [0, 1, 2]
    assert scale_over([1.0, 2.0], 100.0)[1] == [0, 1, 2]


def test_no_data_still_makes_a_scale() -> None:
    scale, marks = scale_over([], 100.0)
    assert marks[0] == 0
    assert scale(5.0) == 100.0
    assert Scale(3.0, 3.0, 100.0)(3.0) == 0.0


@given(st.lists(st.integers(-1000, 1000).map(float), max_size=60))
def test_classes_ascend_and_every_number_lies_in_one(data: list[float]) -> None:
    edges = breaks(data)
    assert edges == sorted(set(edges))
    assert len(edges) <= 4
    classes = [class_of(number, edges) for number in sorted(data)]
    assert classes == sorted(classes)
    assert all(1 <= found <= 5 for found in classes)
    assert set(classes) == set(range(1, len(edges) + 2)) or not data


def test_classes_of_different_figures_are_about_equally_full() -> None:
    classes = [class_of(float(n), breaks([float(m) for m in range(100)])) for n in range(100)]
    assert [classes.count(n) for n in range(1, 6)] == [20] * 5
