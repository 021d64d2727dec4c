"""The smallest ratio that would have been seen: printed beside every silence, so that silence is not read as clean."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import special

from mizan.science.calibration.judgement import Direction, Rules, averaged
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
        rare = threshold / 2 if direction is Direction.BOTH else threshold
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
    return first_counts(holds, np.floor(law.expected) + 1, top)


def lower_edges(law: Law, weights: Floats, grid: Floats, rare: Floats | float) -> Floats:
    """Return the largest count with P(X <= count) <= rare; nan where even zero is not that rare."""

    def holds(counts: Floats) -> NDArray[np.bool_]:
        return averaged(lower_tails(law, counts, grid), weights) > rare

    count = first_counts(holds, np.zeros(len(law.expected)), np.floor(law.expected) + 1) - 1
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


def first_counts(holds: Holds, start: Floats, top: Floats) -> Floats:
    """Return the first whole number in start .. top from which `holds` is true (monotone), nan if none; all at once."""
    low = start - 1
    high, width = np.minimum(start, top), 1.0
    while bool(np.any(open_ := ~holds(high) & (high < top))):
        low = np.where(open_, high, low)
        high = np.where(open_, np.minimum(high + width, top), high)
        width *= 2
    found = holds(high) & (high >= start)
    while bool(np.any(high - low > 1)):
        middle = np.floor((low + high) / 2)
        inside = high - low > 1
        true = holds(middle)
        high, low = np.where(inside & true, middle, high), np.where(inside & ~true, middle, low)
    return np.where(found, high, np.nan)
