"""How people are counted in public: from ten up, rounded to five, never so that a hidden part can be subtracted.

Until releases with a privacy budget exist (DESIGN I-14). `None` = some, but too few to be shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median

LEAST = 10
STEP = 5


def shown(count: int) -> int | None:
    """The public figure of a count: 0 for none, None for 1 to 9, else the nearest multiple of five (half goes up)."""
    if count == 0:
        return 0
    return None if count < LEAST else (count + STEP // 2) // STEP * STEP


def shown_split(parts: Mapping[str, int]) -> dict[str, int | None]:
    """The parts of one whole: either all of them can be shown or none is, since one hidden part is the whole minus the
    others. A part of nobody does not hide the rest, but where others are hidden it is hidden with them."""
    figures = {name: shown(count) for name, count in parts.items()}
    if any(figure is None for figure in figures.values()):
        return dict.fromkeys(parts, None)
    return figures


def shown_days(days: Sequence[int]) -> int | None:
    """The days that half of them waited at most, rounded to five; None where fewer than ten waited."""
    return None if len(days) < LEAST else (int(median(days)) + STEP // 2) // STEP * STEP


def quarter_of(day: date) -> str:
    """ "2026-Q3"."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def quarter_before(day: date) -> str:
    """The newest quarter that is over on a day."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return quarter_of(date.fromordinal(first.toordinal() - 1))


def days_of(quarter: str) -> tuple[date, date]:
    """First and last day."""
    year, number = int(quarter[:4]), int(quarter[6])
    first = date(year, number * 3 - 2, 1)
    after = date(year + 1, 1, 1) if number == 4 else date(year, number * 3 + 1, 1)
    return first, date.fromordinal(after.toordinal() - 1)
