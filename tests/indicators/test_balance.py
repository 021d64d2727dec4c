"""Rooms lay rows on the pans; the ratio speaks only where enough is known, and no figure hides what is unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.indicators import Balance, BalanceRow, Context, Measured, RegistryFault, World, measure, min_max_ratio

TODAY = Context(date(2025, 1, 1), pillars=("awareness", "border"))


def plans(context: Context) -> Iterable[BalanceRow]:
    return [BalanceRow("awareness", "society", "Plans", "framework", late=None, world=context.world)]


def programmes(_: Context) -> Iterable[BalanceRow]:
    money = {"PKR": measure([5, None])}
    leads = {"places": "/programmes/?by=place"}
    return [BalanceRow("border", "enforcement", "Programmes", "prevention", money, places=3, leads=leads)]


def test_it_gathers_the_rows_of_every_room_in_one_order() -> None:
    one, other = Balance(), Balance()
    for source in (plans, programmes, plans):
        one.source(source)
    for source in (programmes, plans):
        other.source(source)
    assert one.rows(TODAY) == other.rows(TODAY)
    assert [row.source for row in one.rows(TODAY)] == ["framework", "prevention"]


def test_a_row_of_another_world_or_pillar_is_broken() -> None:
    balance = Balance()
    balance.source(programmes)
    with pytest.raises(RegistryFault, match="mixes"):
        balance.rows(Context(date(2025, 1, 1), world=World.EXERCISE))
    with pytest.raises(RegistryFault, match="unknown pillar"):
        balance.rows(Context(date(2025, 1, 1), pillars=("awareness",)))


def test_a_known_figure_that_leads_to_no_rows_is_broken_and_an_unknown_one_is_not() -> None:
    balance = Balance()
    balance.source(lambda _: [replace(row, late=0, people=measure([None])) for row in programmes(TODAY)])
    with pytest.raises(RegistryFault, match="shows late without"):
        balance.rows(TODAY)


def test_it_refuses_a_source_after_start_up() -> None:
    balance = Balance()
    balance.source(plans)
    balance.freeze()
    balance.source(plans)
    with pytest.raises(RegistryFault, match="after start-up"):
        balance.source(programmes)


def test_I8_unknown_money_is_counted_apart_and_never_zero() -> None:
    assert measure([5, None, 7]) == Measured(Decimal(12), 2, 1)
    assert measure([None, None]) == Measured(None, 0, 2)
    assert measure([]) == Measured(None, 0, 0)
    assert measure([0]) == Measured(Decimal(0), 1, 0)


def test_the_ratio_names_the_lightest_and_the_heaviest_pillar() -> None:
    ratio = min_max_ratio({"a": measure([5]), "b": measure([20]), "c": measure([10])})
    assert ratio is not None
    assert (ratio.value, ratio.lightest, ratio.heaviest) == (Decimal("0.25"), "a", "b")


@pytest.mark.parametrize(
    "pillars",
    [
        {"a": measure([5, None, None]), "b": measure([20])},
        {"a": measure([None]), "b": measure([20])},
        {"a": measure([]), "b": measure([20])},
        {"a": measure([0]), "b": measure([0])},
        {"a": measure([5])},
        {},
    ],
)
def test_there_is_no_ratio_where_under_half_of_a_pillar_is_known(pillars: dict[str, Measured]) -> None:
    assert min_max_ratio(pillars) is None


def test_half_known_is_enough() -> None:
    assert min_max_ratio({"a": measure([5, None]), "b": measure([20])}) is not None


figures = st.lists(st.one_of(st.none(), st.integers(0, 10**9)), max_size=5)


@given(st.dictionaries(st.sampled_from("abcdefghi"), figures, min_size=2))
def test_the_ratio_lies_between_zero_and_one(pillars: dict[str, list[int | None]]) -> None:
    measured = {code: measure(values) for code, values in pillars.items()}
    ratio = min_max_ratio(measured)
    if ratio is not None:
        assert 0 <= ratio.value <= 1
        assert all(pillar.is_half_known for pillar in measured.values())
