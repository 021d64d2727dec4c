"""State's and society's figures stand side by side; their difference is given only where it means something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.indicators import (
    UNKNOWN,
    Amount,
    Direction,
    Target,
    World,
    between,
    compare,
    distance,
    exactly,
    minus,
    roughly,
)

from .cast import CASES, reading


def test_it_gives_the_difference_of_two_answers_about_one_thing() -> None:
    both = compare(reading(30, side="state"), reading(12, side="society"))
    assert (both.difference, both.higher, both.reason) == (exactly(18), "state", "")


@pytest.mark.parametrize(
    ("state", "society", "higher"),
    [
        (exactly(3), exactly(3), "equal"),
        (exactly(3), between(4, None), "society"),
        (exactly(3), between(0, 4), None),
        (roughly(30), exactly(12), None),
    ],
)
def test_it_says_who_is_higher_only_where_the_bounds_tell(state: Amount, society: Amount, higher: str | None) -> None:
    assert compare(reading(state), reading(society)).higher == higher


def test_I8_an_unknown_answer_makes_no_gap() -> None:
    both = compare(reading(30), reading(UNKNOWN))
    assert (both.difference, both.higher, both.reason) == (UNKNOWN, None, "indicators.unknown_side")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"counting_rule": "per person"}, "counting_rules"),
        ({"unit": "persons"}, "units"),
        ({"indicator": "other"}, "different_indicators"),
        ({"definition_version": "2"}, "definitions"),
        ({"world": World.EXERCISE}, "worlds_mixed"),
        ({"period": reading(period="2023").period}, "periods_differ"),
        ({"area": reading(place=2).area}, "places_differ"),
    ],
)
def test_unlike_answers_stand_side_by_side_without_a_difference(change: dict[str, object], reason: str) -> None:
    both = compare(reading(30), replace(reading(12), **change))
    assert (both.difference, both.reason) == (UNKNOWN, f"indicators.{reason}")


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.data())
def test_the_bounds_of_a_difference_hold(a: int, more: int, b: int, further: int, data: st.DataObject) -> None:
    difference = minus(between(a, a + more), between(b, b + further))
    truth = data.draw(st.integers(a, a + more)) - data.draw(st.integers(b, b + further))
    assert difference.low is not None
    assert difference.high is not None
    assert difference.low <= truth <= difference.high


@pytest.mark.parametrize(
    ("direction", "amount", "is_met", "left"),
    [
        (Direction.UP, exactly(80), False, exactly(20)),
        (Direction.UP, exactly(100), True, exactly(0)),
        (Direction.UP, between(90, 110), None, between(-10, 10)),
        (Direction.DOWN, exactly(80), True, exactly(-20)),
        (Direction.DOWN, exactly(120), False, exactly(20)),
        (Direction.NEITHER, exactly(120), None, exactly(-20)),
        (Direction.UP, UNKNOWN, None, UNKNOWN),
    ],
)
def test_a_target_is_met_missed_or_not_told(
    direction: Direction, amount: Amount, is_met: bool | None, left: Amount
) -> None:
    target = Target("cases", Decimal(100), date(2025, 12, 31))
    way = distance(replace(CASES, direction=direction), reading(amount), target, today=date(2026, 1, 1))
    assert (way.is_met, way.left, way.is_past, way.share) == (is_met, left, True, None)


def test_the_share_of_the_way_runs_from_the_baseline() -> None:
    target = Target("cases", Decimal(100), date(2025, 12, 31), baseline=Decimal(60))
    way = distance(replace(CASES, direction=Direction.UP), reading(70), target, today=date(2025, 12, 31))
    assert (way.share, way.is_past) == (Decimal("0.25"), False)
