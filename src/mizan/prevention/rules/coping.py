"""Could what a campaign named cope? A line that fills and is not answered harms whoever was told to ring it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ENOUGH = 4, 5  # of five contacts, how many answered: below, a line does not cope


@dataclass(frozen=True)
class Load:
    """Contacts of one period; None is not reported."""

    first: date
    last: date
    received: int | None
    answered: int | None


@dataclass(frozen=True)
class Carried:
    """Contacts of the periods in which both numbers are known, and a day's mean; None where there is none."""

    received: int
    answered: int
    days: int

    @property
    def copes(self) -> bool:
        """At least four of five; nobody at the line is no failure of it."""
        return self.answered * ENOUGH[1] >= self.received * ENOUGH[0]


class Coping(StrEnum):
    """What the numbers say of one line."""

    COPED = "coped"
    FILLED = "filled"  # coped before, and not during
    SHORT_BEFORE = "short_before"  # did not cope before either
    SHORT = "short"  # does not cope; nothing known of before
    UNKNOWN = "unknown"


def before_and_during(loads: Iterable[Load], starts: date, ends: date) -> tuple[Carried | None, Carried | None]:
    """The year before the campaign, and from its start to its end; a period that lies across the start counts as
    during."""
    known = list(loads)
    before = [one for one in known if one.last < starts and (starts - one.first).days <= 366]
    during = [one for one in known if one.last >= starts and one.first <= ends]
    return _sum(before), _sum(during)


def _sum(loads: list[Load]) -> Carried | None:
    full = [(one, one.received, one.answered) for one in loads]
    known = [
        (one, received, answered) for one, received, answered in full if received is not None and answered is not None
    ]
    if not known:
        return None
    days = sum((one.last - one.first).days + 1 for one, _received, _answered in known)
    return Carried(sum(row[1] for row in known), sum(row[2] for row in known), days)


def coping(before: Carried | None, during: Carried | None) -> Coping:
    """The verdict on one line."""
    if during is None or during.received == 0:
        return Coping.UNKNOWN
    if during.copes:
        return Coping.COPED
    if before is None or before.received == 0:
        return Coping.SHORT
    return Coping.FILLED if before.copes else Coping.SHORT_BEFORE
