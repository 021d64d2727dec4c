"""Calendars, working days, due days, periods and rhythms. Pure: no clock is read here, time is passed in."""

from __future__ import annotations

from mizan.clocks.calendar import WEEKDAYS, Calendar, Holiday, calendar_from, zone_of
from mizan.clocks.due import (
    Unit,
    day_of,
    days_left,
    days_overdue,
    due_day,
    end_of_day,
    is_late,
    late_after,
    overdue,
    start_of_day,
    working_days,
)
from mizan.clocks.faults import ClockFault
from mizan.clocks.periods import Period, PeriodKind, parse_period, period_of, year_range
from mizan.clocks.rhythms import Rhythm, Turn, next_due, next_repeat, turn_for, turns
from mizan.clocks.words import parse_day, plain_digits

__all__ = [
    "WEEKDAYS",
    "Calendar",
    "ClockFault",
    "Holiday",
    "Period",
    "PeriodKind",
    "Rhythm",
    "Turn",
    "Unit",
    "calendar_from",
    "day_of",
    "days_left",
    "days_overdue",
    "due_day",
    "end_of_day",
    "is_late",
    "late_after",
    "next_due",
    "next_repeat",
    "overdue",
    "parse_day",
    "parse_period",
    "period_of",
    "plain_digits",
    "start_of_day",
    "turn_for",
    "turns",
    "working_days",
    "year_range",
    "zone_of",
]
