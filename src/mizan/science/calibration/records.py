"""The rows that signals are computed from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from mizan.science.calibration.judgement import Direction

N = TypeVar("N", int, float)


@dataclass(frozen=True)
class Record:
    """One unit in one family and period. Exactly one of expected and trials is known; None = not given."""

    unit: str
    family: str
    side: str
    direction: Direction
    observed: int
    expected: float | None
    trials: int | None
    officers: int | None
    officers_asked: bool  # the file has the column, so that a blank means unknown
    parent: str
    period: str
    row: int

    def absorb(self, child: Record) -> Record:
        """Return this unit with a too small unit's figures added."""
        return replace(
            self,
            observed=self.observed + child.observed,
            expected=_add(self.expected, child.expected),
            trials=_add(self.trials, child.trials),
            officers=_add(self.officers, child.officers),
        )


def _add(one: N | None, other: N | None) -> N | None:
    return None if one is None or other is None else one + other
