"""The words that charts draw. Floor 0 knows no language: the caller passes them in, translated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal


def grouped(figure: Decimal) -> str:
    """A figure with commas between thousands and no trailing zeros after the point."""
    return f"{figure.normalize():,f}"


@dataclass(frozen=True)
class Words:
    """Every word a chart may draw, in the reader's language. `number` spells a figure, `day` an ISO day."""

    unknown: str = "unknown"
    exercise: str = "EXERCISE"
    state: str = "State"
    society: str = "Society"
    enforcement: str = "Enforcement"
    desk: str = "Desk reading"
    label: str = "Name"
    value: str = "Figure"
    low: str = "At least"
    high: str = "At most"
    total: str = "Total"
    period: str = "Period"
    start: str = "Start"
    due: str = "Due"
    status: str = "Status"
    today: str = "Today"
    late: str = "late"
    no_date: str = "no date published"
    code: str = "Code"
    number: Callable[[Decimal], str] = grouped
    day: Callable[[str], str] = str
