"""A calendar comes from the pack, and a wrong one is named at its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from mizan.clocks import Calendar, ClockFault, calendar_from

from .cast import PAKISTAN

GOOD: dict[str, object] = {
    "code": "pk",
    "zone": "Asia/Karachi",
    "weekend": ["Saturday", "sunday"],
    "holidays": [{"day": "2025-03-23", "name": "Pakistan Day"}, {"day": date(2025, 3, 31), "expected": True}],
    "holidays_until": "2025-12-31",
    "fiscal_month": 7,
}


def test_it_reads_the_calendar_of_a_pack() -> None:
    calendar = calendar_from(GOOD)
    assert calendar.weekend == frozenset({6, 7})
    assert not calendar.is_working(date(2025, 3, 31))
    assert calendar.is_working(date(2025, 3, 24))
    assert calendar.next_working(date(2025, 3, 29)) == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"weekend": ["caturday"]}, "clocks.weekday", "weekend"),
        ({"weekend": "saturday"}, "clocks.weekend", "weekend"),
        ({"zone": "Asia/Atlantis"}, "clocks.zone", "zone"),
        ({"holidays": [{"day": "2025-02-30"}]}, "clocks.no_such_day", "holidays[0].day"),
        ({"holidays": [{"day": "2025-02-20"}, {"name": "?"}]}, "clocks.day_unreadable", "holidays[1].day"),
        ({"holidays": ["2025-02-20"]}, "clocks.holidays", "holidays[0]"),
        ({"holidays": 3}, "clocks.holidays", "holidays"),
        ({"holidays_until": "later"}, "clocks.day_unreadable", "holidays_until"),
        ({"fiscal_month": 13}, "clocks.fiscal_month", "fiscal_month"),
        ({"fiscal_month": "July"}, "clocks.fiscal_month", "fiscal_month"),
    ],
)
def test_it_names_the_place_of_the_fault(change: Mapping[str, object], code: str, where: str) -> None:
    with pytest.raises(ClockFault) as caught:
        calendar_from({**GOOD, **change})
    assert (caught.value.code, caught.value.where) == (code, where)


def test_it_refuses_a_week_without_a_working_day() -> None:
    with pytest.raises(ClockFault, match=r"clocks\.weekend"):
        Calendar("never", weekend=frozenset(range(1, 8)))


def test_a_day_is_settled_only_when_its_holidays_are_known_and_cannot_move() -> None:
    assert not PAKISTAN.is_settled(date(2025, 4, 10))
    assert not PAKISTAN.is_settled(date(2026, 1, 1))
    assert not Calendar("unknown").is_settled(date(2025, 4, 10))
    assert Calendar("known", holidays_until=date(2025, 12, 31)).is_settled(date(2025, 4, 10))
