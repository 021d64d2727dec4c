"""What comes round is due once per period, and an early or late answer shifts nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.clocks import Calendar, ClockFault, PeriodKind, Rhythm, Unit, next_due, next_repeat, turn_for, turns

from .cast import PAKISTAN, calendars, days

QUARTERLY = Rhythm(PeriodKind.QUARTER, 15, Unit.WORKING_DAYS)
rhythms = st.builds(
    Rhythm,
    st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.RANGE]),
    st.integers(0, 60),
    st.sampled_from(Unit),
)


def test_the_return_of_a_quarter_is_due_fifteen_working_days_after_it() -> None:
    turn = next_due(QUARTERLY, date(2025, 4, 5), PAKISTAN)
    assert (turn.period.code, turn.due) == ("2025-Q1", date(2025, 4, 23))
    assert next_due(QUARTERLY, date(2025, 4, 24), PAKISTAN).period.code == "2025-Q2"


def test_a_year_has_four_quarters_and_one_fiscal_year() -> None:
    span = (date(2025, 1, 1), date(2025, 12, 31))
    assert [turn.period.code for turn in turns(QUARTERLY, *span, PAKISTAN)] == [f"2025-Q{n}" for n in (1, 2, 3, 4)]
    assert [t.period.code for t in turns(Rhythm(PeriodKind.FISCAL_YEAR), *span, PAKISTAN)] == ["FY2024-25"]


@given(rhythms, days, calendars())
def test_the_next_turn_is_not_past_and_the_one_before_it_is(rhythm: Rhythm, today: date, calendar: Calendar) -> None:
    turn = next_due(rhythm, today, calendar)
    assert turn.due >= today
    assert turn_for(rhythm, turn.period.previous(), calendar).due < today


@given(days, st.integers(1, 120), st.integers(-40, 900), calendars())
def test_a_repeated_duty_falls_due_soonest_after_the_day_and_on_its_own_beat(
    opened: date, every: int, gone: int, calendar: Calendar
) -> None:
    after = opened + timedelta(days=gone)
    due = next_repeat(opened, every, after, calendar)
    beats = (calendar.next_working(opened + timedelta(days=every * n)) for n in range(1, 1200))
    assert due == next(beat for beat in beats if beat > after)


def test_it_refuses_a_rhythm_without_a_beat() -> None:
    with pytest.raises(ClockFault, match=r"clocks\.rhythm"):
        Rhythm(PeriodKind.RANGE)
    with pytest.raises(ClockFault, match=r"clocks\.term"):
        next_repeat(date(2025, 1, 1), 0, date(2025, 1, 1), PAKISTAN)
