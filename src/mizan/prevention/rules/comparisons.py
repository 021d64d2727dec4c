"""What a comparison needs, and what may be said of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mizan.prevention.rules.listing import LISTERS


@dataclass(frozen=True)
class Draft:
    """A comparison before its figures are read."""

    is_own: bool
    has_outcome: bool
    has_unit: bool
    has_chosen: bool
    supersedes_own: bool = True  # True also where it supersedes none
    superseded_before: bool = False


def to_compare(draft: Draft, roles: Collection[str]) -> tuple[str, str]:
    """(refusal code, field), or ("", "")."""
    checks = (
        (draft.is_own, "prevention.not_your_programme", ""),
        (bool(LISTERS & set(roles)), "prevention.role_needed", ""),
        (draft.has_outcome, "prevention.outcome_needed", "outcome"),
        (draft.has_unit, "prevention.unit_needed", "unit"),
        (draft.has_chosen, "prevention.chosen_needed", "chosen"),
        (draft.supersedes_own, "prevention.supersedes_another", "supersedes"),
        (not draft.superseded_before, "prevention.superseded_before", "supersedes"),
    )
    return next(((code, where) for holds, code, where in checks if not holds), ("", ""))


class Told(StrEnum):
    """What the interval lets one say, whether or not the comparison is fair."""

    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE = "no_difference"
    TOO_FEW = "too_few"


def told(value: Decimal, ends: tuple[Decimal | None, Decimal | None], direction: str, *, has_interval: bool) -> Told:
    """An end that is None is open: nothing can be rejected on that side."""
    if not has_interval:
        return Told.TOO_FEW
    low, high = ends
    is_above, is_below = low is not None and low > 0, high is not None and high < 0
    if not (is_above or is_below):
        return Told.NO_DIFFERENCE
    return Told.BETTER if (value > 0) == (direction == "higher") else Told.WORSE
