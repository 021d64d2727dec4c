"""Calendars that the tests share."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from mizan.clocks import Calendar, Holiday

PAKISTAN = Calendar(
    code="pk",
    zone="Asia/Karachi",
    holidays=(
        Holiday(date(2025, 3, 23), "Pakistan Day"),
        Holiday(date(2025, 3, 31), "Eid-ul-Fitr", expected=True),
        Holiday(date(2025, 4, 1), "Eid-ul-Fitr", expected=True),
        Holiday(date(2025, 4, 2), "Eid-ul-Fitr", expected=True),
        Holiday(date(2025, 5, 1), "Labour Day"),
    ),
    holidays_until=date(2025, 12, 31),
    fiscal_month=7,
)

days = st.dates(date(1990, 1, 1), date(2080, 12, 31))
zones = st.sampled_from(
    ["UTC", "Asia/Karachi", "Europe/Berlin", "America/Sao_Paulo", "Africa/Cairo", "Pacific/Apia", "America/Havana"]
)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any weekend up to six days, holidays clustered so that long closed spells occur."""
    weekend = draw(st.frozensets(st.integers(1, 7), max_size=6))
    start = draw(days)
    offsets = draw(st.lists(st.integers(0, 400), max_size=40))
    return Calendar("any", weekend=weekend, holidays=tuple(Holiday(start + timedelta(days=n)) for n in offsets))
