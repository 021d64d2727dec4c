"""Days end where people live; the clocks of the log end in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given

from mizan.clocks import ClockFault, day_of, end_of_day, is_late, late_after, start_of_day

from .cast import days, zones

TICK = timedelta(microseconds=1)
APIA_SKIPPED = date(2011, 12, 30)  # Samoa crossed the date line: this day did not happen there


def test_a_day_in_karachi_is_over_at_seven_in_the_evening_utc() -> None:
    assert end_of_day(date(2025, 2, 10), "Asia/Karachi") == datetime(2025, 2, 10, 19, tzinfo=UTC)


def test_the_log_calls_late_what_is_missing_when_the_day_after_the_due_day_is_over() -> None:
    due = date(2025, 2, 10)
    assert late_after(due) == datetime(2025, 2, 12, tzinfo=UTC)
    assert not is_late(due, late_after(due) - TICK)
    assert is_late(due, late_after(due))


def test_a_midnight_that_is_skipped_begins_the_day_at_the_change() -> None:
    # Sao Paulo, 4 November 2018: 00:00 became 01:00
    assert start_of_day(date(2018, 11, 4), "America/Sao_Paulo") == datetime(2018, 11, 4, 3, tzinfo=UTC)


def test_a_midnight_that_comes_twice_begins_the_day_the_first_time() -> None:
    # Havana, 3 November 2024: 01:00 became 00:00
    assert start_of_day(date(2024, 11, 3), "America/Havana") == datetime(2024, 11, 3, 4, tzinfo=UTC)


@given(days, zones)
def test_the_last_instant_of_a_day_is_that_day_and_the_next_is_not(day: date, zone: str) -> None:
    end = end_of_day(day, zone)
    if (zone, day) != ("Pacific/Apia", APIA_SKIPPED):
        assert day_of(end - TICK, zone) == day
    assert day_of(end, zone) > day


@given(days, zones)
def test_days_follow_each_other_without_hole_or_overlap(day: date, zone: str) -> None:
    length = end_of_day(day, zone) - start_of_day(day, zone)
    assert end_of_day(day, zone) == start_of_day(day + timedelta(days=1), zone)
    assert timedelta(0) <= length <= timedelta(hours=26)


def test_it_refuses_an_instant_without_a_zone() -> None:
    with pytest.raises(ClockFault, match="naive"):
        day_of(datetime(2025, 1, 1))
    with pytest.raises(ClockFault, match="naive"):
        is_late(date(2025, 1, 1), datetime(2025, 1, 1))


def test_it_refuses_a_zone_nobody_knows() -> None:
    for name in ("Asia/Atlantis", "../../etc/passwd", ""):
        with pytest.raises(ClockFault, match=r"clocks\.zone"):
            end_of_day(date(2025, 1, 1), name)
