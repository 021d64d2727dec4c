"""Like figures add up with what is unknown counted apart; unlike figures are refused with the reason."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.indicators import (
    UNKNOWN,
    Amount,
    Area,
    Grade,
    Indicator,
    IndicatorFault,
    Measure,
    NotAddable,
    Part,
    Reading,
    Total,
    World,
    add,
    between,
    exactly,
    roughly,
)

from .cast import CASES, RATE, REGISTER, reading

SEX, LABOUR = Part("exploitation", "sex"), Part("exploitation", "labour")


def test_it_adds_places() -> None:
    total = add([reading(523, 1), reading(915, 2)], CASES)
    assert (total.value, total.low, total.high, total.n_known) == (1438, 1438, 1438, 2)


def test_it_adds_parts_of_one_dimension() -> None:
    unspecified = Part("exploitation", "unspecified")
    rows = [reading(523, part=SEX), reading(915, part=LABOUR), reading(169, part=unspecified)]
    assert add(rows, CASES).value == 1607


def test_it_adds_the_months_of_a_flow() -> None:
    assert add([reading(3, period="2024-01"), reading(4, period="2024-02")], CASES).value == 7


def test_a_bounded_figure_keeps_its_bounds_in_the_sum() -> None:
    total = add([reading(10, 1), reading(between(0, 4), 2)], CASES)
    assert (total.value, total.known_sum, total.low, total.high) == (None, 10, 10, 14)
    assert (total.n_known, total.n_bounded, total.n_unknown) == (1, 1, 0)


def test_I8_an_unknown_figure_leaves_the_sum_open_and_is_counted() -> None:
    total = add([reading(10, 1), reading(UNKNOWN, 2)], CASES)
    assert (total.value, total.known_sum, total.low, total.high) == (None, 10, 10, None)
    assert (total.n_known, total.n_unknown) == (1, 1)


def test_I8_only_unknown_figures_have_no_sum() -> None:
    total = add([reading(UNKNOWN, 1), reading(UNKNOWN, 2)], CASES)
    assert (total.value, total.known_sum, total.n_known, total.n_unknown) == (None, None, 0, 2)


def test_nothing_adds_up_to_nothing_known() -> None:
    total = add([], CASES)
    assert (total.value, total.known_sum, total.low, total.high, total.grade) == (None, None, None, None, None)


def test_a_sum_is_only_as_good_as_its_worst_source() -> None:
    total = add([reading(1, 1), reading(2, 2, grade=Grade.NEWS), reading(roughly(3), 3)], CASES)
    assert (total.grade, total.is_rough, total.value) == (Grade.NEWS, True, 6)


CARVED_OUT_OF_DISTRICT_1 = Area("PK105", "district", ("PK101", "PK1", "PK"))


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("counting_rules", [reading(1, 1), replace(reading(1, 2), counting_rule="per person")]),
        ("units", [reading(1, 1), replace(reading(1, 2), unit="persons")]),
        ("definitions", [reading(1, 1), replace(reading(1, 2), definition_version="2")]),
        ("definitions", [replace(reading(1, 1), unit="persons")]),
        ("different_indicators", [reading(1, 1), replace(reading(1, 2), indicator="convictions")]),
        ("scopes", [reading(1, 1, scope="FIA"), reading(1, 2, scope="police")]),
        ("place_levels", [reading(1, 1), reading(1, Area("PK1", "province", ("PK",)))]),
        ("places_overlap", [reading(1, 1), reading(1, CARVED_OUT_OF_DISTRICT_1)]),
        ("period_kinds", [reading(1, 1, "2024"), reading(1, 2, "2024-01")]),
        ("periods_overlap", [reading(1, 1, "2024-01-01/2024-02-29"), reading(1, 1, "2024-02-01/2024-03-31")]),
        ("hole", [reading(1, 1, "2023"), reading(1, 2, "2024")]),
        ("hole", [reading(1, 1, part=SEX), reading(1, 2, part=LABOUR)]),
        ("parts_mixed", [reading(5), reading(3, part=SEX)]),
        ("parts_mixed", [reading(5, part=LABOUR), reading(3, part=Part("sex", "female"))]),
        ("told_twice", [reading(1, 1), reading(2, 1)]),
        ("sides_mixed", [reading(1, 1, side="state"), reading(1, 2, side="society")]),
        ("worlds_mixed", [reading(1, 1), reading(1, 2, world=World.EXERCISE)]),
        ("same_event", [reading(35, 1, event="dismissals"), reading(38, 2, event="dismissals")]),
        ("negative", [replace(reading(1, 1), amount=exactly(-1))]),
    ],
)
def test_it_refuses_to_add_unlike_figures(code: str, rows: list[Reading]) -> None:
    with pytest.raises(NotAddable) as caught:
        add(rows, CASES)
    assert caught.value.code == f"indicators.{code}"
    assert caught.value.facts


def test_it_refuses_to_add_a_register_over_time_and_a_share_at_all() -> None:
    for indicator, reason in ((REGISTER, "stock_over_time"), (RATE, "not_additive")):
        rows = [reading(92, period="2016", indicator=indicator), reading(101, period="2017", indicator=indicator)]
        with pytest.raises(NotAddable, match=reason):
            add(rows, indicator)


def test_four_newspapers_do_not_make_four_events() -> None:
    rows = [reading(n, event="boat", ref=f"paper {n}") for n in (35, 36, 37, 38)]
    with pytest.raises(NotAddable) as caught:
        add(rows, CASES)
    assert caught.value.facts == {"event": "boat", "readings": ["paper 35", "paper 36"]}


amounts = st.one_of(
    st.just(UNKNOWN),
    st.integers(0, 10**6).map(exactly),
    st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: between(pair[0], sum(pair))),
    st.integers(0, 50).map(lambda low: between(low, None)),
)


def _total(found: list[Amount]) -> Total:
    areas = [Area(f"PK{n}", "district", ("PK",)) for n in range(len(found))]
    return add([reading(amount, area) for amount, area in zip(found, areas, strict=True)], CASES)


@given(st.lists(amounts, min_size=1, max_size=12), st.data())
def test_I8_the_bounds_hold_whatever_the_unknown_turns_out_to_be(found: list[Amount], data: st.DataObject) -> None:
    total = _total(found)
    truth = sum((amount.low or Decimal(0)) + data.draw(st.integers(0, int(_room(amount)))) for amount in found)
    assert total.low is not None
    assert total.low <= truth
    assert total.high is None or truth <= total.high
    assert total.n_known + total.n_bounded + total.n_unknown == len(found)
    assert (total.value is None) == any(amount.value is None for amount in found)


def _room(amount: Amount) -> Decimal:
    return Decimal(1000) if amount.high is None else amount.high - (amount.low or 0)


@given(st.lists(amounts, min_size=2, max_size=8), st.randoms())
def test_the_order_of_readings_does_not_matter(found: list[Amount], random: Random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    one, other = _total(found), _total(shuffled)
    assert (one.known_sum, one.low, one.high, one.value) == (other.known_sum, other.low, other.high, other.value)


def test_a_count_is_never_negative_but_a_level_may_be() -> None:
    with pytest.raises(IndicatorFault, match=r"indicators\.negative"):
        reading(-1)
    growth = Indicator("growth", "Growth", "percent", "per year", measure=Measure.LEVEL)
    assert reading(-1, indicator=growth).amount == exactly(-1)
