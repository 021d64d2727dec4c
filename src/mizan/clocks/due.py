"""Due days and what stands between a day and its due day. Time is always passed in, never read."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from mizan.clocks.calendar import DAY, Calendar, zone_of
from mizan.clocks.faults import ClockFault

MOST_DAYS = 36_600  # a hundred years; a longer term is a slip of the pen


class Unit(StrEnum):
    """How a term counts: every day, or days on which offices work."""

    DAYS = "days"
    WORKING_DAYS = "working_days"


def due_day(opened: date, n: int, unit: Unit, calendar: Calendar, *, rolls: bool = True) -> date:
    """The last day in time for what was opened on `opened` and takes `n` days; the opening day is not counted.

    A term of calendar days that ends on a closed day runs to the next working day (General Clauses Act 1897,
    section 10). `rolls=False` is for what may not wait for an office to open (rescue, danger to a child): then it ends
    as counted. A term of working days always ends on a working day; with n = 0 on the first one at or after `opened`.
    """
    if not 0 <= n <= MOST_DAYS:
        raise ClockFault("clocks.term", where="n", n=n, most=MOST_DAYS)
    if unit is Unit.WORKING_DAYS:
        return _after_working_days(opened, n, calendar)
    counted = opened + timedelta(days=n)
    return calendar.next_working(counted) if rolls else counted


def _after_working_days(opened: date, n: int, calendar: Calendar) -> date:
    if n == 0:
        return calendar.next_working(opened)
    day = opened
    for _ in range(n):
        day = calendar.next_working(day + DAY)
    return day


def working_days(after: date, through: date, calendar: Calendar) -> int:
    """Working days after `after` up to and with `through`; 0 when `through` is not later."""
    span = (through - after).days
    return sum(calendar.is_working(after + timedelta(days=step)) for step in range(1, span + 1))


def start_of_day(day: date, zone: str = "UTC") -> datetime:
    """The UTC instant at which the day begins in the zone, also where the clocks change at midnight.

    fold=0 names the first of two midnights and, for a midnight that is skipped, the instant of the change itself.
    """
    return datetime.combine(day, time.min, tzinfo=zone_of(zone)).astimezone(UTC)


def end_of_day(day: date, zone: str = "UTC") -> datetime:
    """The UTC instant at which the day is over in the zone: the first instant that is no longer that day."""
    return start_of_day(day + DAY, zone)


def day_of(instant: datetime, zone: str = "UTC") -> date:
    """The civil day of an aware instant in the zone."""
    if instant.tzinfo is None:
        raise ClockFault("clocks.naive_instant", instant=instant.isoformat())
    return instant.astimezone(zone_of(zone)).date()


def late_after(due: date, zone: str = "UTC") -> datetime:
    """The instant from which what was due on `due` is late: the end of the day after the due day.

    The log counts in UTC, so its clocks leave the zone alone.
    """
    return end_of_day(due + DAY, zone)


def is_late(due: date, at: datetime, zone: str = "UTC") -> bool:
    """Whether something done (or still missing) at this aware instant is late."""
    if at.tzinfo is None:
        raise ClockFault("clocks.naive_instant", instant=at.isoformat())
    return at >= late_after(due, zone)


def days_left(due: date, today: date) -> int:
    """Calendar days until the due day; 0 on the day itself, negative after it."""
    return (due - today).days


def overdue(due: date, today: date) -> bool:
    """Whether the due day has passed."""
    return today > due


def days_overdue(due: date, today: date) -> int:
    """Calendar days since the due day, never negative."""
    return max(0, -days_left(due, today))
