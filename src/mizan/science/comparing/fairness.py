"""Why a comparison is not fair: each reason by itself, none weighed against another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from mizan.science.comparing.effect import FEWEST
from mizan.science.comparing.panel import Panel
from mizan.science.comparing.trend import Before, Verdict

FAR_APART = 0.25  # standard deviations (Imbens and Rubin 2015, 14.2)


class Unfair(StrEnum):
    """A reason against a comparison."""

    FEW_BEFORE = "fewer_than_two_periods_before"
    APART = "moved_apart_before"
    UNCLEAR = "movement_before_unclear"
    CHOSEN = "chosen_by_the_outcome"
    CHOICE_UNKNOWN = "far_apart_and_choice_unknown"
    OTHER_PROGRAMME = "other_programme_among_the_compared"
    FEW_PLACES = "fewer_than_five_places"
    MISSING = "places_with_missing_figures"


@dataclass(frozen=True)
class Choice:
    """What the owner says. by_outcome: were places chosen because the figure was bad there? None = not said.

    other: compared places where another programme against the same ill began in these periods.
    """

    by_outcome: bool | None = None
    other: frozenset[str] = frozenset()


def fair(panel: Panel, early: Before, choice: Choice) -> tuple[Unfair, ...]:
    """Return the reasons against the comparison; none means only that none of these was found."""
    gap = abs(apart_before(panel))
    compared = {place for place, treated in zip(panel.places, panel.treated, strict=True) if not treated}
    found = {
        Unfair.FEW_BEFORE: int((~panel.after).sum()) < 2,
        Unfair.APART: early.verdict is Verdict.APART,
        Unfair.UNCLEAR: early.verdict is Verdict.UNCLEAR,
        Unfair.CHOSEN: choice.by_outcome is True and gap > FAR_APART,
        Unfair.CHOICE_UNKNOWN: choice.by_outcome is None and gap > FAR_APART,
        Unfair.OTHER_PROGRAMME: bool(choice.other & compared),
        Unfair.FEW_PLACES: min(panel.arms) < FEWEST,
        Unfair.MISSING: bool(panel.left_out),
    }
    return tuple(reason for reason, holds in found.items() if holds)


def apart_before(panel: Panel) -> float:
    """Difference of the arms' levels before, in standard deviations of places; 0 where an arm has a single place."""
    level = panel.value[:, ~panel.after].mean(axis=1)
    one, two = level[panel.treated], level[~panel.treated]
    if min(len(one), len(two)) < 2:
        return 0.0
    spread = np.sqrt((one.var(ddof=1) + two.var(ddof=1)) / 2)
    gap = float(one.mean() - two.mean())
    return gap / float(spread) if spread > 0 else float(np.sign(gap)) * np.inf if gap else 0.0
