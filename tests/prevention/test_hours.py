"""Hours: read from a line, asked at a moment, and never closed where nobody published them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.prevention.rules.hours import (
    ALWAYS,
    DAY,
    WEEK,
    HoursFault,
    Span,
    hours_of,
    is_always,
    is_open,
    line_of,
    opens_next,
    read_hours,
    stored,
)

MOMENTS = st.tuples(st.integers(0, 6), st.integers(0, DAY - 1))
SPANS = st.builds(
    lambda day, start, long: Span(day, start, start + long), st.integers(0, 6), st.integers(0, DAY - 1),
    st.integers(1, DAY),
)  # fmt: skip
WEEKS = st.lists(SPANS, min_size=1, max_size=12).map(lambda spans: tuple(sorted(set(spans))))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Mon-Fri 09:00-17:00", "mon-fri 9:00-17:00"),
        ("mon–fri 09:00–12:00, 14:00–17:00; sat 10:00-13:00", "mon-fri 9:00-12:00, 14:00-17:00; sat 10:00-13:00"),
        ("sun, tue 08:00-09:00", "tue 8:00-9:00; sun 8:00-9:00"),
        ("fri-mon 20:00-04:00", "mon 20:00-4:00; fri-sun 20:00-4:00"),
        ("24/7", "24/7"),
        ("mon-sun 00:00-24:00", "24/7"),
    ],
)
def test_a_line_of_hours_is_read_and_written(line: str, said: str) -> None:
    assert line_of(read_hours(line)) == said
    assert read_hours(said) == read_hours(line)


@pytest.mark.parametrize(
    "line",
    ["", "always open", "mon", "mon 9-17", "xyz 09:00-17:00", "mon 25:00-26:00", "mon 09:00-09:00", "09:00-17:00"],
)
def test_what_says_no_hours_is_refused(line: str) -> None:
    with pytest.raises(HoursFault):
        read_hours(line)


def test_days_may_be_named_in_another_language() -> None:
    assert read_hours("پیر-منگل 09:00-17:00", {"پیر": 0, "منگل": 1}) == (Span(0, 540, 1020), Span(1, 540, 1020))


def test_a_night_belongs_to_the_evening_on_which_it_begins() -> None:
    night = read_hours("sun 22:00-06:00")
    assert is_open(night, 6, 23 * 60)
    assert is_open(night, 0, 5 * 60 + 59)
    assert not is_open(night, 0, 6 * 60)
    assert opens_next(night, 0, 6 * 60) == (6, 22 * 60)


@given(WEEKS, MOMENTS)
def test_a_moment_is_open_exactly_where_a_span_covers_it(hours: tuple[Span, ...], moment: tuple[int, int]) -> None:
    at = moment[0] * DAY + moment[1]
    covered = {(one.day * DAY + minute) % WEEK for one in hours for minute in range(one.start, one.end)}
    assert is_open(hours, *moment) == (at in covered)
    assert is_always(hours) == (len(covered) == WEEK)


@given(WEEKS, MOMENTS)
def test_what_is_closed_opens_when_it_says(hours: tuple[Span, ...], moment: tuple[int, int]) -> None:
    then = opens_next(hours, *moment)
    assert then is not None
    assert is_open(hours, *then)
    wait = (then[0] * DAY + then[1] - moment[0] * DAY - moment[1]) % WEEK or WEEK
    begins = {(one.day * DAY + one.start) % WEEK for one in hours}
    assert not any((moment[0] * DAY + moment[1] + step) % WEEK in begins for step in range(1, min(wait, 600)))


@given(WEEKS)
def test_hours_are_kept_as_they_are(hours: tuple[Span, ...]) -> None:
    assert hours_of(stored(hours)) == hours
    assert hours_of(None) is None
    assert is_open(ALWAYS, 3, 0)
