"""Periods tile time: each day lies in exactly one of a kind, and each has one spelling."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.clocks import ClockFault, Period, PeriodKind, parse_period, period_of, year_range

from .cast import days

kinds = st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.RANGE])


def test_the_fiscal_year_of_pakistan_runs_from_july_to_june() -> None:
    year = period_of(date(2025, 6, 30), PeriodKind.FISCAL_YEAR)
    assert (year.first, year.last, year.code) == (date(2024, 7, 1), date(2025, 6, 30), "FY2024-25")
    assert period_of(date(2025, 7, 1), PeriodKind.FISCAL_YEAR).code == "FY2025-26"


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("۲۰۲۵", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("FY2024-25", date(2024, 7, 1), date(2025, 6, 30)),
        ("2014-2016", date(2014, 1, 1), date(2016, 12, 31)),
        ("2023-01-01/2023-04-30", date(2023, 1, 1), date(2023, 4, 30)),
    ],
)
def test_it_reads_every_spelling(written: str, first: date, last: date) -> None:
    period = parse_period(written)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "written", ["", "2025-13", "2025-Q5", "FY2024-26", "2016-2014", "1000", "2025-02-30/2025-03-01", "x", "9999-12"]
)
def test_it_refuses_what_is_no_period(written: str) -> None:
    with pytest.raises(ClockFault):
        parse_period(written)


@given(days, kinds, st.integers(1, 12))
def test_periods_of_a_kind_tile_time(day: date, kind: PeriodKind, fiscal_month: int) -> None:
    period = period_of(day, kind, fiscal_month=fiscal_month)
    assert day in period
    assert period.next().first == period.last + timedelta(days=1)
    assert period.next().previous() == period == period.previous().next()
    assert not period.overlaps(period.next())
    assert all(period_of(edge, kind, fiscal_month=fiscal_month) == period for edge in (period.first, period.last))


@given(days, kinds)
def test_the_spelling_reads_back(day: date, kind: PeriodKind) -> None:
    period = period_of(day, kind)
    assert parse_period(period.code) == period


@given(days, st.integers(0, 900))
def test_a_range_reads_back_and_is_followed_by_its_like(first: date, more: int) -> None:
    span = Period(first, first + timedelta(days=more))
    assert parse_period(span.code) == span
    assert span.next().days == span.days
    assert span.next().previous() == span


def test_whole_years_together_are_a_range() -> None:
    assert year_range(2014, 2016).overlaps(parse_period("2015"))


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ClockFault, match="period_reversed"):
        Period(date(2025, 1, 2), date(2025, 1, 1))
