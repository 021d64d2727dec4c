"""The rules of the complicity cascade: unknown stays unknown, unlike figures are never one, contradictions are told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.clocks import Period
from mizan.indicators import UNKNOWN, Amount, Area, Grade, Reading, between, exactly, roughly
from mizan.integrity.rules.cascade import Account, Cascade, Cell, Stage, Voice, cascade, cell, contradictions

NOWHERE = Area("", "")


def account(amount: Amount, stage: Stage | None = Stage.DECIDED, *, part: bool = False, year: int = 2025, ref: str = "",
            **more: Any) -> Account:  # fmt: skip
    period = more.pop("period", None) or Period(date(year, 1, 1), date(year, 12, 31))
    rule = more.pop("rule", "by_rule")
    unit = more.pop("unit", "officials")
    one = Reading("counted", amount, period, NOWHERE, unit, rule, "1", "a source", Grade.NEWS, ref=ref, **more)
    return Account(one, stage, is_part=part)


numbers = st.integers(0, 40)
amounts = st.one_of(
    st.just(UNKNOWN),
    numbers.map(exactly),
    numbers.map(roughly),
    numbers.map(lambda n: between(n, None)),
    numbers.map(lambda n: between(None, n)),
    st.tuples(numbers, numbers).map(lambda two: between(min(two), max(two))),
)
accounts = st.builds(
    account, amounts, st.sampled_from([None, *Stage]), part=st.booleans(), year=st.integers(2019, 2023),
    rule=st.sampled_from(["one", "other"]), unit=st.sampled_from(["officials", "cases"]),
    side=st.sampled_from(["", "state", "society", "international"]), event=st.sampled_from(["", "", "boat"]),
    scope=st.sampled_from(["national", "one agency"]),
)  # fmt: skip
lists = st.lists(accounts, max_size=8)


def cells(found: Cascade) -> list[Cell]:
    return [one for year in found.years for row in year.cells.values() for one in row.values()]


@given(lists)
def test_I8_an_unknown_never_becomes_a_number(given_: list[Account]) -> None:
    for one in cells(cascade(given_)):
        assert all(not account.reading.amount.is_unknown for account in one.accounts)
        if not one.accounts:
            assert one.amount == UNKNOWN
            assert not one.is_unlike


@given(lists)
def test_I8_every_stage_of_every_year_is_there_also_where_nobody_said_anything(given_: list[Account]) -> None:
    found = cascade(given_)
    for year in found.years:
        assert list(year.cells) == list(Stage)
        assert all(list(row) == list(Voice) for row in year.cells.values())
    single = [year.years[0] for year in found.years]
    assert single == sorted(single, reverse=True)
    if single:
        assert set(single) == set(range(min(single), max(single) + 1))


@given(lists)
def test_no_figure_is_lost_and_none_comes_twice(given_: list[Account]) -> None:
    found = cascade(given_)
    shown = [one for cell in cells(found) for one in cell.accounts] + [one for y in found.years for one in y.beside]
    wanted = [one for one in given_ if one.stage is None or not one.reading.amount.is_unknown]
    assert sorted(map(repr, shown)) == sorted(map(repr, wanted))


def ends(amount: Amount) -> tuple[Decimal | None, Decimal | None]:
    """The bounds that a figure states; a rough one is taken at its word."""
    if amount.value is not None:
        return amount.value, amount.value
    return amount.low, amount.high


@given(lists)
def test_a_stage_never_adds_and_its_figure_spans_what_was_said(given_: list[Account]) -> None:
    """Every bound of a stage is a bound that somebody stated: no sum, no mean and no share comes out."""
    for one in cells(cascade(given_)):
        stated = {end for account in one.accounts for end in ends(account.reading.amount)}
        stated |= {end for account in one.accounts for end in (account.reading.amount.low, account.reading.amount.high)}
        assert {one.amount.low, one.amount.value, one.amount.high} <= stated | {None}


@given(lists)
def test_figures_of_different_counting_rules_make_no_one_figure(given_: list[Account]) -> None:
    """Two wholes by two rules give none; a part gives a floor at most, never beyond what a single source says."""
    for one in cells(cascade(given_)):
        wholes = {a.thing for a in one.accounts if not a.is_part}
        if len(wholes) > 1:
            assert one.is_unlike
            assert one.amount.is_unknown
        elif not wholes and not one.amount.is_unknown:
            assert one.amount.value is None
            assert one.amount.high is None
            assert len({a.reading.unit for a in one.accounts}) == 1


@given(lists)
def test_a_contradiction_is_always_listed_with_every_account_of_the_thing(given_: list[Account]) -> None:
    listed = [set(map(repr, one.accounts)) for one in cascade(given_).contradictions]
    for one, other in combinations(given_, 2):
        (low, high), (less, more) = ends(one.reading.amount), ends(other.reading.amount)
        apart = (low is not None and more is not None and low > more) or (
            high is not None and less is not None and less > high
        )
        if one.thing == other.thing and apart:
            assert any({repr(one), repr(other)} <= found for found in listed)
    for found in contradictions(given_):
        assert len({one.thing for one in found.accounts}) == 1
        assert len(found.accounts) == sum(one.thing == found.accounts[0].thing for one in given_)


@given(lists)
def test_the_order_in_which_figures_come_changes_nothing(given_: list[Account]) -> None:
    assert [one.amount for one in cells(cascade(given_))] == [one.amount for one in cells(cascade(given_[::-1]))]


def test_four_accounts_of_one_event_span_what_they_say_and_are_said_to_differ() -> None:
    told = [account(exactly(n), event="boat", scope=f"words {n}") for n in (35, 36, 38, 37)]
    found = cell(told)
    assert (found.amount, found.is_contested) == (between(35, 38), True)
    (listed,) = contradictions(told)
    assert [one.reading.amount.value for one in listed.accounts] == [35, 36, 37, 38]
    assert listed.span == between(35, 38)


def test_a_part_is_a_floor_and_parts_are_not_added() -> None:
    told = [account(exactly(35), part=True, scope="one agency"), account(exactly(13), part=True, scope="one airport")]
    assert cell(told).amount == between(35, None)


def test_parts_in_two_units_give_no_floor() -> None:
    found = cell([account(exactly(35), part=True), account(exactly(3), part=True, unit="cases")])
    assert (found.amount, found.is_unlike) == (UNKNOWN, True)


def test_two_counting_rules_make_two_figures_that_neither_merge_nor_contradict() -> None:
    told = [account(exactly(35), rule="one"), account(exactly(60), rule="other")]
    found = cell(told)
    assert (found.amount, found.is_unlike, found.is_contested) == (UNKNOWN, True, False)
    assert contradictions(told) == ()


def test_a_whole_goes_before_its_parts() -> None:
    told = [account(exactly(40)), account(exactly(35), part=True, rule="dismissed")]
    assert cell(told).amount == exactly(40)


def test_what_both_sides_count_alike_and_differently_is_a_contradiction_of_both() -> None:
    told = [account(exactly(6), side="state", scope="national"), account(exactly(4), side="society", scope="national")]
    found = cascade(told)
    row = found.years[0].cells[Stage.DECIDED]
    assert (row[Voice.STATE].amount, row[Voice.SOCIETY].amount) == (exactly(6), exactly(4))
    assert [one.span for one in found.contradictions] == [between(4, 6)]


@pytest.mark.parametrize("other", [between(30, None), between(None, 40), between(20, 50), exactly(35), UNKNOWN])
def test_what_can_both_be_true_is_no_contradiction(other: Amount) -> None:
    assert contradictions([account(exactly(35)), account(other)]) == ()


def test_a_known_zero_is_a_figure() -> None:
    found = cell([account(exactly(0))])
    assert found.amount == exactly(0)
    assert found.accounts


def test_a_figure_of_two_years_stands_in_a_line_of_its_own() -> None:
    both = account(exactly(9), period=Period(date(2022, 7, 1), date(2023, 6, 30)))
    found = cascade([account(exactly(1), year=2023), both, account(exactly(2), year=2022)])
    assert [year.years for year in found.years] == [(2023, 2023), (2022, 2023), (2022, 2022)]
    assert found.years[1].cells[Stage.DECIDED][Voice.OTHER].amount == exactly(9)
