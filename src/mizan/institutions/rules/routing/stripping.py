"""Accusation as a weapon: the same honest readers taken off report after report. Told to oversight, never acted on.

An exclusion holds for one report. Whoever wants an honest officer blind may accuse her again and again; nothing here
brings her back to any report, but oversight learns that it happens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LEAST_TIMES = 3
WITHIN_DAYS = 180


@dataclass(frozen=True)
class Stripped:
    """One closed or open report: its day, the bodies or people that it took off, and whether it was sustained.

    `sustained` is None while nobody has decided; an undecided report counts, since burying is done with those too.
    """

    day: date
    subjects: frozenset[str]
    sustained: bool | None = None


def repeatedly_stripped(
    history: Iterable[Stripped], today: date, *, times: int = LEAST_TIMES, within_days: int = WITHIN_DAYS
) -> frozenset[str]:
    """Who was taken off at least `times` reports of the last `within_days` days of which none was sustained.

    One sustained report in that time ends the suspicion that the accusations are the weapon. Raises ValueError on
    `times` below 2: a single accusation is no pattern.
    """
    if times < 2:
        raise ValueError("a pattern takes at least two accusations")
    recent = [one for one in history if today - timedelta(days=within_days) < one.day <= today]
    counted = Counter(subject for one in recent for subject in one.subjects)
    founded = {subject for one in recent if one.sustained for subject in one.subjects}
    return frozenset(subject for subject, n in counted.items() if n >= times and subject not in founded)
