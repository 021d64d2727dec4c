"""Opening hours of a week: read from one line, asked at a moment, and told by the day.

A week is 10080 minutes from Monday 00:00 in the time zone of the place. A span may end behind midnight: it belongs to
the day on which it begins. `None` in place of hours is "not published", and never the same as closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
WEEK = 7 * DAY
MOST = 40  # spans of a week
NAMES = {name: number for number, name in enumerate(DAYS)}
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})-(\d{1,2})[:.](\d{2})")
_LETTERS = str.maketrans({"–": "-", "—": "-", "۔": ".", "،": ",", "؛": ";"})


class HoursFault(ValueError):
    """A line that says no hours; `part` is the piece that cannot be read."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, order=True)
class Span:
    """From `start` to `end`, in minutes of the day (0 = Monday) on which it begins."""

    day: int
    start: int
    end: int


Hours = tuple[Span, ...]
ALWAYS: Hours = tuple(Span(day, 0, DAY) for day in range(7))


def read_hours(line: str, names: Mapping[str, int] = NAMES) -> Hours:
    """ "mon-fri 09:00-17:00; sat 09:00-13:00", or "24/7". `names`: other words for the days. Raises `HoursFault`."""
    text = " ".join(line.translate(_LETTERS).casefold().split())
    if text in {"24/7", "always"}:
        return ALWAYS
    found: set[Span] = set()
    for part in (piece.strip() for piece in text.split(";")):
        if part:
            found.update(_part(part, {**NAMES, **names}))
    if not found or len(found) > MOST:
        raise HoursFault(line.strip()[:40])
    return tuple(sorted(found))


def _part(part: str, names: Mapping[str, int]) -> Iterable[Span]:
    """Some days, and the times of each."""
    begin = re.search(r"\d", part)
    if begin is None:
        raise HoursFault(part[:40])
    days, times = part[: begin.start()].strip().rstrip(":"), part[begin.start() :]
    spans = [_times(one.strip(), part) for one in times.replace(" ", "").split(",") if one.strip()]
    return [Span(day, start, end) for day in _days(days, names, part) for start, end in spans]


def _days(text: str, names: Mapping[str, int], part: str) -> list[int]:
    found: list[int] = []
    for piece in (one.strip() for one in text.split(",") if one.strip()):
        ends = [names.get(name.strip()) for name in piece.split("-")]
        if None in ends or len(ends) > 2:
            raise HoursFault(part[:40])
        first, last = int(ends[0] or 0), int(ends[-1] or 0)
        found += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    if not found:
        raise HoursFault(part[:40])
    return found


def _times(text: str, part: str) -> tuple[int, int]:
    match = _TIME.fullmatch(text)
    if match is None:
        raise HoursFault(part[:40])
    hour, minute, to_hour, to_minute = (int(number) for number in match.groups())
    start, end = hour * 60 + minute, to_hour * 60 + to_minute
    if hour > 23 or minute > 59 or to_minute > 59 or end > DAY or start == end:
        raise HoursFault(part[:40])
    return start, end if end > start else end + DAY


def stored(hours: Hours | None) -> list[list[int]] | None:
    """As a column holds them."""
    return None if hours is None else [[one.day, one.start, one.end] for one in hours]


def hours_of(column: Iterable[Iterable[int]] | None) -> Hours | None:
    return None if column is None else tuple(Span(*numbers) for numbers in column)


def is_open(hours: Hours, day: int, minute: int) -> bool:
    """Whether a minute of a day lies in any span, also in one that began the evening before."""
    at = day * DAY + minute
    return any(_begin(one) <= at < _end(one) or _begin(one) <= at + WEEK < _end(one) for one in hours)


def opens_next(hours: Hours, day: int, minute: int) -> tuple[int, int] | None:
    """Day and minute at which the next span begins, counted on into the next week; None where there is none."""
    at = day * DAY + minute
    ahead = [((_begin(one) - at) % WEEK or WEEK, one) for one in hours]
    if not ahead:
        return None
    _wait, next_one = min(ahead)
    return next_one.day, next_one.start


def _begin(span: Span) -> int:
    return span.day * DAY + span.start


def _end(span: Span) -> int:
    return span.day * DAY + span.end


def is_always(hours: Hours) -> bool:
    """Round the clock on all days: every minute of the week lies in a span."""
    reached = 0
    for one in sorted(hours):
        if _begin(one) > reached:
            return False
        reached = max(reached, _end(one))
    return reached >= WEEK


def by_days(hours: Hours) -> list[tuple[int, int, tuple[tuple[int, int], ...]]]:
    """(first day, last day, times) of each run of days with the same times."""
    times = {day: tuple((one.start, one.end) for one in hours if one.day == day) for day in range(7)}
    runs = [(said, [day for day, _said in days]) for said, days in groupby(times.items(), key=lambda item: item[1])]
    return [(days[0], days[-1], said) for said, days in runs if said]


def clock(minute: int) -> str:
    """ "9:00"; the end of a day is "24:00"."""
    hour = minute // 60 if minute <= DAY else minute // 60 - 24
    return f"{hour}:{minute % 60:02d}"


def line_of(hours: Hours) -> str:
    """The line that `read_hours` reads back."""
    if is_always(hours):
        return "24/7"
    parts = []
    for first, last, times in by_days(hours):
        days = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
        parts.append(f"{days} {', '.join(f'{clock(start)}-{clock(end)}' for start, end in times)}")
    return "; ".join(parts)
