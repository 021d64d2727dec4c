"""A day is read the way people write it, and a slip is named, never guessed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.clocks import ClockFault, parse_day

from .cast import days

URDU = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@pytest.mark.parametrize(
    "written",
    ["2025-03-31", " 31/3/2025 ", "31.03.2025", "۳۱/۳/۲۰۲۵", "۲۰۲۵-۰۳-۳۱", "٣١-٣-٢٠٢٥", "31 March 2025", "31 MAR, 2025",
     "۳۱ مارچ، ۲۰۲۵", "31-Mar-2025", "\u200f۳۱/۳/۲۰۲۵\u200e", date(2025, 3, 31)],
)  # fmt: skip
def test_it_reads_a_day_in_both_scripts(written: object) -> None:
    assert parse_day(written) == date(2025, 3, 31)


def test_the_day_stands_before_the_month_when_the_year_is_last() -> None:
    assert parse_day("4/3/2025") == date(2025, 3, 4)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "clocks.day_unreadable"),
        (None, "clocks.day_unreadable"),
        ("soon", "clocks.day_unreadable"),
        ("1/2/25", "clocks.day_unreadable"),
        ("31 Foo 2025", "clocks.day_unreadable"),
        (datetime(2025, 1, 1), "clocks.day_unreadable"),
        ("30/2/2025", "clocks.no_such_day"),
        ("2025-02-29", "clocks.no_such_day"),
        ("3/31/2025", "clocks.no_such_day"),
        ("0001-01-01", "clocks.year_out_of_range"),
        (date(9999, 12, 31), "clocks.year_out_of_range"),
    ],
)
def test_it_names_the_slip_and_its_place(written: object, code: str) -> None:
    with pytest.raises(ClockFault) as caught:
        parse_day(written, where="row 4")
    assert (caught.value.code, caught.value.where) == (code, "row 4")


@given(days)
def test_every_spelling_of_a_day_reads_back(day: date) -> None:
    spellings = [day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d %B %Y}"]
    for spelling in [*spellings, *(text.translate(URDU) for text in spellings)]:
        assert parse_day(spelling) == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(ClockFault):
        assert isinstance(parse_day(text), date)
