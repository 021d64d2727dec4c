"""A due day is counted as written, never lands on a closed day, and never runs backwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.clocks import Calendar, ClockFault, Unit, days_left, days_overdue, due_day, overdue, working_days

from .cast import PAKISTAN, calendars, days

terms = st.integers(0, 200)


def test_it_counts_calendar_days_from_the_day_after_opening() -> None:
    assert due_day(date(2025, 2, 3), 7, Unit.DAYS, PAKISTAN) == date(2025, 2, 10)


def test_it_runs_a_term_that_ends_on_a_closed_day_to_the_next_working_day() -> None:
    saturday = due_day(date(2025, 2, 1), 7, Unit.DAYS, PAKISTAN)
    eid = due_day(date(2025, 3, 24), 7, Unit.DAYS, PAKISTAN)
    assert (saturday, eid) == (date(2025, 2, 10), date(2025, 4, 3))


def test_it_does_not_wait_for_an_office_when_told_not_to() -> None:
    assert due_day(date(2025, 2, 7), 1, Unit.DAYS, PAKISTAN, rolls=False) == date(2025, 2, 8)


def test_it_counts_working_days_over_weekend_and_eid() -> None:
    assert due_day(date(2025, 3, 27), 3, Unit.WORKING_DAYS, PAKISTAN) == date(2025, 4, 4)


def test_a_term_of_no_working_days_ends_on_the_first_day_an_office_is_open() -> None:
    assert due_day(date(2025, 2, 8), 0, Unit.WORKING_DAYS, PAKISTAN) == date(2025, 2, 10)


def test_leap_day_is_a_day_like_any_other() -> None:
    open_always = Calendar("open", weekend=frozenset())
    assert due_day(date(2024, 2, 28), 1, Unit.DAYS, open_always) == date(2024, 2, 29)
    assert due_day(date(2024, 2, 29), 365, Unit.DAYS, open_always) == date(2025, 2, 28)


@pytest.mark.parametrize("n", [-1, 36_601])
def test_it_refuses_a_term_that_is_a_slip_of_the_pen(n: int) -> None:
    with pytest.raises(ClockFault, match=r"clocks\.term"):
        due_day(date(2025, 1, 1), n, Unit.DAYS, PAKISTAN)


@given(days, terms, st.sampled_from(Unit), calendars())
def test_it_never_lands_on_a_closed_day_nor_before_opening(
    opened: date, n: int, unit: Unit, calendar: Calendar
) -> None:
    due = due_day(opened, n, unit, calendar)
    assert calendar.is_working(due)
    assert due >= opened + timedelta(days=n)


@given(days, st.integers(0, 30), terms, st.sampled_from(Unit), calendars())
def test_later_opening_or_longer_term_never_falls_due_earlier(
    opened: date, later: int, n: int, unit: Unit, calendar: Calendar
) -> None:
    due = due_day(opened, n, unit, calendar)
    assert due_day(opened + timedelta(days=later), n, unit, calendar) >= due
    assert due_day(opened, n + 1, unit, calendar) >= due


@given(days, st.integers(1, 60), calendars())
def test_working_days_are_as_many_as_the_term_says(opened: date, n: int, calendar: Calendar) -> None:
    assert working_days(opened, due_day(opened, n, Unit.WORKING_DAYS, calendar), calendar) == n


@given(days, days)
def test_overdue_days_left_and_days_overdue_agree(due: date, today: date) -> None:
    assert overdue(due, today) == (days_left(due, today) < 0) == (days_overdue(due, today) > 0)


def test_the_due_day_itself_is_in_time() -> None:
    assert not overdue(date(2025, 2, 10), date(2025, 2, 10))
    assert overdue(date(2025, 2, 10), date(2025, 2, 11))
