"""The smallest ratio that would have been seen: printed beside every silence, so that silence is not read as clean."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import special

from mizan.science.calibration.judgement import EXCESS, Direction, Rules, averaged
from mizan.science.calibration.laws import Floats, Law, Proportions
from mizan.science.calibration.mixing import lower_tails, tails

POWER = 0.8
_TOO_FAR = 2.0**40
Holds = Callable[[Floats], NDArray[np.bool_]]


def lone_threshold(rules: Rules, units: int) -> float:
    """Return the p at which a unit is that flags a family's only departure (the gate, and BH's first step)."""
    return min(rules.alpha, rules.q / units)


def detectable_ratios(law: Law, weights: Floats, grid: Floats, directions: list[Direction], threshold: float) -> Floats:
    """Return per unit the smallest ratio flagged with chance 0.8 (lower side: the largest); nan where none is.

    weights: units x grid, each unit's leave-one-out posterior of sigma. The unit is at exactly that ratio.
    """
    ratios = np.empty(len(directions))
    for direction in set(directions):
        rows = np.flatnonzero([own is direction for own in directions])
        part, own = law.take(rows), weights[rows]
        rare = threshold * EXCESS if direction is Direction.BOTH else threshold
        if direction is Direction.LOWER:
            ratios[rows] = ratio_for_lower(part, lower_edges(part, own, grid, rare))
        else:
            ratios[rows] = ratio_for_upper(part, upper_edges(part, own, grid, rare))
    return ratios


def upper_edges(law: Law, weights: Floats, grid: Floats, rare: Floats | float) -> Floats:
    """Return the smallest count with P(X >= count) <= rare, per observation; nan where no count is that rare."""

    def holds(counts: Floats) -> NDArray[np.bool_]:
        return averaged(tails(law, counts, grid), weights) <= rare

    top = law.trials if isinstance(law, Proportions) else np.full(len(law.expected), _TOO_FAR)
    bottom = np.minimum(np.floor(law.expected) + 1, top)
    return first_counts(holds, _guess(law, weights, grid, 3.2), bottom, top)


def lower_edges(law: Law, weights: Floats, grid: Floats, rare: Floats | float) -> Floats:
    """Return the largest count with P(X <= count) <= rare; nan where even zero is not that rare."""

    def holds(counts: Floats) -> NDArray[np.bool_]:
        return averaged(lower_tails(law, counts, grid), weights) > rare

    zero = np.zeros(len(law.expected))
    count = first_counts(holds, _guess(law, weights, grid, -3.2), zero, np.floor(law.expected) + 1) - 1
    return np.where(count < 0, np.nan, count)


def ratio_for_upper(law: Law, count: Floats) -> Floats:
    """Return the ratio at which at least `count` events happen with chance 0.8."""
    if isinstance(law, Proportions):
        return np.asarray(special.betaincinv(count, law.trials - count + 1, POWER) / law.rate)
    return np.asarray(special.gammaincinv(count, POWER) / law.expected)


def ratio_for_lower(law: Law, count: Floats) -> Floats:
    """Return the ratio at which at most `count` events happen with chance 0.8."""
    if isinstance(law, Proportions):
        return np.asarray(special.betaincinv(count + 1, law.trials - count, 1 - POWER) / law.rate)
    return np.asarray(special.gammaincinv(count + 1, 1 - POWER) / law.expected)


def first_counts(holds: Holds, guess: Floats, bottom: Floats, top: Floats) -> Floats:
    """Return the first whole number in bottom .. top from which `holds` is true (monotone), nan if none; all at once.

    The search widens from a guess and then halves; a good guess only saves calls.
    """
    middle = np.clip(np.floor(guess), bottom, top)
    width = np.maximum(1.0, np.floor(middle / 16))
    true = holds(middle)
    low = np.where(true, np.maximum(middle - width, bottom - 1), middle)
    high = np.where(true, middle, np.minimum(middle + width, top))
    while bool(np.any(short := ~holds(high) & (high < top))):
        low, high = np.where(short, high, low), np.where(short, np.minimum(high + width, top), high)
        width = np.where(short, width * 2, width)
    while bool(np.any(long := (low >= bottom) & holds(low))):
        high, low = np.where(long, low, high), np.where(long, np.maximum(low - width, bottom - 1), low)
        width = np.where(long, width * 2, width)
    found = holds(high)
    while bool(np.any(inside := high - low > 1)):
        middle = np.floor((low + high) / 2)
        true = holds(middle)
        high, low = np.where(inside & true, middle, high), np.where(inside & ~true, middle, low)
    return np.where(found, high, np.nan)


def _guess(law: Law, weights: Floats, grid: Floats, deviates: float) -> Floats:
    """Return the count so many standard deviations of the log away; only a starting point."""
    sigma = weights @ grid
    return law.expected * np.exp(deviates * np.sqrt(sigma**2 + 1.0 / law.expected))
