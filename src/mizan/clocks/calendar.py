"""Which days a country's offices work: weekend, holidays, zone and fiscal year, all from the pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from mizan.clocks.faults import ClockFault
from mizan.clocks.words import parse_day

DAY = timedelta(days=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, order=True)
class Holiday:
    """One closed day. `expected` days depend on a sighting of the moon and may still move."""

    day: date
    name: str = ""
    expected: bool = False


@dataclass(frozen=True)
class Calendar:
    """A working calendar.

    `weekend` holds ISO weekdays (1 = Monday). `holidays_until` is the last day up to which holidays were gazetted; a
    due day after it is computed from weekends alone and is provisional (`is_settled`). `fiscal_month` is the month in
    which the fiscal year opens (7 in Pakistan).
    """

    code: str
    zone: str = "UTC"
    weekend: frozenset[int] = frozenset({6, 7})
    holidays: tuple[Holiday, ...] = ()
    holidays_until: date | None = None
    fiscal_month: int = 1
    source: str = ""

    def __post_init__(self) -> None:
        if not self.weekend < frozenset(range(1, 8)):
            raise ClockFault("clocks.weekend", where="weekend", days=sorted(self.weekend))
        if self.fiscal_month not in range(1, 13):
            raise ClockFault("clocks.fiscal_month", where="fiscal_month", month=self.fiscal_month)
        zone_of(self.zone)

    @cached_property
    def closed(self) -> frozenset[date]:
        """All holidays, for quick membership."""
        return frozenset(holiday.day for holiday in self.holidays)

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        return day.isoweekday() not in self.weekend and day not in self.closed

    def next_working(self, day: date) -> date:
        """The day itself when offices work, otherwise the first working day after it."""
        while not self.is_working(day):
            day += DAY
        return day

    def is_settled(self, day: date) -> bool:
        """Whether the holidays up to this day are known and none of them can still move."""
        if self.holidays_until is None or day > self.holidays_until:
            return False
        return not any(h.expected and h.day.year == day.year for h in self.holidays)


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of that name; an unknown name is a fault of the pack."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as fault:
        raise ClockFault("clocks.zone", where="zone", zone=name) from fault


def calendar_from(data: Mapping[str, object]) -> Calendar:
    """A calendar from pack data: `code`, `zone`, `weekend` (English weekday names), `holidays` (day, name, expected),
    `holidays_until`, `fiscal_month`, `source`. Raises `ClockFault` naming the place of the fault."""
    until = data.get("holidays_until")
    fiscal = data.get("fiscal_month", 1)
    return Calendar(
        code=str(data.get("code", "")),
        zone=str(data.get("zone", "UTC")),
        weekend=_weekend(data.get("weekend", ("saturday", "sunday"))),
        holidays=tuple(_holidays(data.get("holidays") or ())),
        holidays_until=None if until is None else parse_day(until, where="holidays_until"),
        fiscal_month=fiscal if isinstance(fiscal, int) else 0,
        source=str(data.get("source", "")),
    )


def _weekend(names: object) -> frozenset[int]:
    if not isinstance(names, Iterable) or isinstance(names, str):
        raise ClockFault("clocks.weekend", where="weekend", days=names)
    return frozenset(_weekday(str(name)) for name in names)


def _weekday(name: str) -> int:
    try:
        return WEEKDAYS.index(name.strip().lower()) + 1
    except ValueError as fault:
        raise ClockFault("clocks.weekday", where="weekend", name=name) from fault


def _holidays(rows: object) -> Iterable[Holiday]:
    if not isinstance(rows, Iterable) or isinstance(rows, str | Mapping):
        raise ClockFault("clocks.holidays", where="holidays")
    for number, row in enumerate(rows):
        where = f"holidays[{number}]"
        if not isinstance(row, Mapping):
            raise ClockFault("clocks.holidays", where=where)
        day = parse_day(row.get("day"), where=f"{where}.day")
        yield Holiday(day, str(row.get("name", "")), bool(row.get("expected", False)))
