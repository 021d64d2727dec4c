"""Months, quarters, years, fiscal years and free ranges, each with one spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mizan.clocks.calendar import DAY
from mizan.clocks.faults import ClockFault
from mizan.clocks.words import FIRST_YEAR, LAST_YEAR, parse_day, plain_digits


class PeriodKind(StrEnum):
    """The lengths that figures are reported for. RANGE is any other span of days."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"
    RANGE = "range"


_MONTHS_IN = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12, PeriodKind.FISCAL_YEAR: 12}


@dataclass(frozen=True, order=True)
class Period:
    """A span of days, first and last day included. Ordered by its first day."""

    first: date
    last: date
    kind: PeriodKind = PeriodKind.RANGE

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ClockFault("clocks.period_reversed", first=self.first.isoformat(), last=self.last.isoformat())

    @property
    def code(self) -> str:
        """The one spelling: `2025-03`, `2025-Q1`, `2025`, `FY2024-25` or `2025-01-01/2025-04-30`."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.first:%Y-%m}"
            case PeriodKind.QUARTER:
                return f"{self.first.year}-Q{(self.first.month + 2) // 3}"
            case PeriodKind.YEAR:
                return str(self.first.year)
            case PeriodKind.FISCAL_YEAR:
                return f"FY{self.first.year}-{self.last.year % 100:02d}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def next(self) -> Period:
        """The period of the same kind that follows; a range is followed by one of equal length."""
        if self.kind is PeriodKind.RANGE:
            return Period(self.last + DAY, self.last + DAY * self.days)
        return _from(self.last + DAY, self.kind)

    def previous(self) -> Period:
        """The period of the same kind that came before."""
        if self.kind is PeriodKind.RANGE:
            return Period(self.first - DAY * self.days, self.first - DAY)
        return _from(_months_later(self.first, -_MONTHS_IN[self.kind]), self.kind)


def period_of(day: date, kind: PeriodKind, *, fiscal_month: int = 7) -> Period:
    """The period of that kind in which the day lies. A RANGE of one day when asked for a range."""
    match kind:
        case PeriodKind.RANGE:
            return Period(day, day)
        case PeriodKind.MONTH:
            first = day.replace(day=1)
        case PeriodKind.QUARTER:
            first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case PeriodKind.YEAR:
            first = date(day.year, 1, 1)
        case PeriodKind.FISCAL_YEAR:
            first = date(day.year - (day.month < fiscal_month), fiscal_month, 1)
    return _from(first, kind)


def year_range(first_year: int, last_year: int) -> Period:
    """Whole calendar years together, for figures such as `2014-2016`."""
    return Period(date(first_year, 1, 1), date(last_year, 12, 31))


def _from(first: date, kind: PeriodKind) -> Period:
    return Period(first, _months_later(first, _MONTHS_IN[kind]) - DAY, kind)


def _months_later(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_QUARTER = re.compile(r"(\d{4})-?[qQ]([1-4])")
_YEAR = re.compile(r"(\d{4})")
_FISCAL = re.compile(r"[fF][yY]\s?(\d{4})-(\d{2}|\d{4})")
_YEARS = re.compile(r"(\d{4})\s?[-–]\s?(\d{4})")


def parse_period(written: object, *, fiscal_month: int = 7, where: str = "") -> Period:
    """Read a period in any of the spellings of `Period.code`, or `2014-2016` (whole years). Raises `ClockFault`."""
    text = plain_digits(str(written)).strip()
    try:
        period = _parsed(text, fiscal_month, where)
    except ValueError as fault:
        raise fault if isinstance(fault, ClockFault) else _no_period(text, where) from fault
    if not FIRST_YEAR <= period.first.year <= period.last.year <= LAST_YEAR:
        raise _no_period(text, where)
    return period


def _parsed(text: str, fiscal_month: int, where: str) -> Period:
    if found := _YEAR.fullmatch(text):
        return _from(date(int(found[1]), 1, 1), PeriodKind.YEAR)
    if found := _MONTH.fullmatch(text):
        return _from(date(int(found[1]), int(found[2]), 1), PeriodKind.MONTH)
    if found := _QUARTER.fullmatch(text):
        return _from(date(int(found[1]), int(found[2]) * 3 - 2, 1), PeriodKind.QUARTER)
    if found := _FISCAL.fullmatch(text):
        return _fiscal(int(found[1]), found[2], fiscal_month, text, where)
    if found := _YEARS.fullmatch(text):
        return year_range(int(found[1]), int(found[2]))
    first, slash, last = text.partition("/")
    if not slash:
        raise _no_period(text, where)
    return Period(parse_day(first.strip(), where=where), parse_day(last.strip(), where=where))


def _fiscal(year: int, ending: str, fiscal_month: int, text: str, where: str) -> Period:
    period = _from(date(year, fiscal_month, 1), PeriodKind.FISCAL_YEAR)
    if int(ending) % 100 != period.last.year % 100:
        raise _no_period(text, where)
    return period


def _no_period(text: str, where: str) -> ClockFault:
    return ClockFault("clocks.period_unreadable", where=where, text=text[:40])
