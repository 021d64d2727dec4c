"""Days as people write them: Latin, Urdu or Arabic digits, ISO or day first, month names in English or Urdu."""

from __future__ import annotations

import re
from datetime import date, datetime

from mizan.clocks.faults import ClockFault

# Outside these years a date is a slip of the pen, and arithmetic near year 9999 would overflow.
FIRST_YEAR, LAST_YEAR = 1900, 2199

_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u200c\u200d\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c\ufeff"))
_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan", "جنوری"),
            ("february", "feb", "فروری"),
            ("march", "mar", "مارچ"),
            ("april", "apr", "اپریل"),
            ("may", "مئی"),
            ("june", "jun", "جون"),
            ("july", "jul", "جولائی"),
            ("august", "aug", "اگست"),
            ("september", "sept", "sep", "ستمبر"),
            ("october", "oct", "اکتوبر"),
            ("november", "nov", "نومبر"),
            ("december", "dec", "دسمبر"),
        ),
        start=1,
    )
    for name in names
}
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_NAMED = re.compile(r"(\d{1,2})[\s\-/]+([^\W\d]+)[\s\-/]+(\d{4})")


def plain_digits(text: str) -> str:
    """The text with Urdu and Arabic digits as ASCII digits and without invisible direction marks."""
    return text.translate(_DIGITS).translate(_MARKS)


def parse_day(written: object, *, where: str = "") -> date:
    """Read a day: `2025-03-31`, `31/3/2025`, `۳۱/۳/۲۰۲۵`, `31 March 2025`, `۳۱ مارچ ۲۰۲۵`.

    With the year last the day stands first, as in Pakistan; two-digit years are refused. Raises `ClockFault`.
    """
    if isinstance(written, datetime):  # a moment has a zone question that a day has not
        raise ClockFault("clocks.day_unreadable", where=where, text=written.isoformat())
    if isinstance(written, date):
        return _in_range(written, where)
    text = plain_digits(str(written if written is not None else "")).replace("،", " ").replace(",", " ")
    numbers = _numbers(" ".join(text.lower().split()))
    if numbers is None:
        raise ClockFault("clocks.day_unreadable", where=where, text=_short(written))
    return _in_range(_existing(numbers, where, written), where)


def _numbers(text: str) -> tuple[int, int, int] | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY_FIRST.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if (found := _NAMED.fullmatch(text)) and (month := _MONTHS.get(found[2])):
        return int(found[3]), month, int(found[1])
    return None


def _existing(numbers: tuple[int, int, int], where: str, written: object) -> date:
    try:
        return date(*numbers)
    except ValueError as fault:
        raise ClockFault("clocks.no_such_day", where=where, text=_short(written)) from fault


def _in_range(day: date, where: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ClockFault("clocks.year_out_of_range", where=where, first=FIRST_YEAR, last=LAST_YEAR, day=day.isoformat())
    return day


def _short(written: object) -> str:
    return str(written if written is not None else "")[:40]
