"""The one code path from counts to p, q and flag: used by the command, by the benches and by every test alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mizan.science.calibration.discovery import adjusted
from mizan.science.calibration.heterogeneity import Heterogeneity, estimate
from mizan.science.calibration.laws import Floats, Law
from mizan.science.calibration.mixing import lower_tails, tails

# Of the error of a test in both directions, two thirds are spent on excess, which most signals are about, and one third
# on shortfall, whose tail under the less favourable mixing law is wider than need be. Fixed before any data are seen.
EXCESS, SHORTFALL = 2 / 3, 1 / 3


class Direction(StrEnum):
    """Which departure is of interest; both is the rule, since too little can be as telling as too much."""

    BOTH = "both"
    UPPER = "upper"
    LOWER = "lower"


@dataclass(frozen=True, kw_only=True)
class Rules:
    """alpha opens a family: its smallest p must reach it, so that a small family of honest units stays silent;
    q: the false discovery level that then decides which units are flagged."""

    alpha: float = 0.002
    q: float = 0.1

    def __post_init__(self) -> None:
        if not (0 < self.alpha < 1 and 0 < self.q < 1):
            raise ValueError("alpha and q must lie between 0 and 1")


@dataclass(frozen=True)
class Judgement:
    """Per assessed unit of the current period, in the order given."""

    p_upper: Floats
    p_lower: Floats
    p: Floats
    q: Floats
    flag: NDArray[np.bool_]
    heterogeneity: Heterogeneity


def judge(
    law: Law, unit: NDArray[np.int64], now: NDArray[np.int64], directions: list[Direction], rules: Rules
) -> Judgement:
    """Judge the observations `now` (rows of law) by the heterogeneity that all rows of the other units show.

    unit: index of the unit of each row, 0 .. number of units - 1; directions: one per row of `now`.
    The chance that a family of m honest units shows any flag is at most min(m x alpha, q).
    """
    spread = estimate(law, unit, int(unit.max()) + 1)
    current = law.take(now)
    weights = spread.without[unit[now]]
    upper = averaged(tails(current, current.observed, spread.grid), weights)
    lower = averaged(lower_tails(current, current.observed, spread.grid), weights)
    p = combined(upper, lower, directions)
    q = adjusted(p)
    opened = bool(p.min() <= rules.alpha)
    return Judgement(upper, lower, p, q, (q <= rules.q) & opened, spread)


def averaged(by_sigma: Floats, weights: Floats) -> Floats:
    """Average tails (units x sigmas) over the posterior of sigma."""
    mean: Floats = np.clip((by_sigma * weights).sum(axis=1), 0.0, 1.0)
    return mean


def combined(upper: Floats, lower: Floats, directions: list[Direction]) -> Floats:
    """Return the p that decides: the smaller tail over its share of the error, or the one tail of interest."""
    both = np.minimum(1.0, np.minimum(upper / EXCESS, lower / SHORTFALL))
    wanted = np.array([d.value for d in directions])
    chosen: Floats = np.where(wanted == "upper", upper, np.where(wanted == "lower", lower, both))
    return chosen
