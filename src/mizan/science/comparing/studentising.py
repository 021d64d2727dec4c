"""Welch's t of many resampled pairs of arms at once, as a function of the effect that is tested.

Taking an effect e off the treated changes every sum of an arm linearly and every sum of squares quadratically in e, so
that a hundred effects cost little more than one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mizan.science.comparing.panel import Bools, Floats


@dataclass(frozen=True)
class Arm:
    """Sums a0 - e a1 and sums of squares b0 - 2 e b1 + e^2 b2 of every resample, over `count` places."""

    count: Floats
    a0: Floats
    a1: Floats
    b0: Floats
    b1: Floats
    b2: Floats

    @staticmethod
    def of(factors: Floats, squares: Floats, base: Floats, slope: Floats, count: Floats) -> Arm:
        """factors, squares: resamples x places, what each place's number and its square are multiplied by."""
        return Arm(
            count,
            factors @ base,
            factors @ slope,
            squares @ base**2,
            squares @ (base * slope),
            squares @ slope**2,
        )

    def mean(self, e: float) -> Floats:
        """Mean of each resample."""
        mean: Floats = (self.a0 - e * self.a1) / self.count
        return mean

    def error(self, e: float) -> Floats:
        """Squared standard error of that mean."""
        square = (self.b0 - 2 * e * self.b1 + e**2 * self.b2) / self.count
        error: Floats = (square - self.mean(e) ** 2) / (self.count - 1)
        return error


def welch(one: Arm, two: Arm, e: float) -> Floats:
    """Difference of means over its standard error, which is 0 where nothing varies and nothing differs."""
    spread = np.maximum(one.error(e) + two.error(e), 0.0)
    t: Floats = (one.mean(e) - two.mean(e)) / np.sqrt(np.maximum(spread, 1e-24))
    return t


@dataclass(frozen=True)
class Observed:
    """Each place's change with the arms' means taken out (`left`), their difference and its standard error."""

    left: Floats
    difference: float
    se: float

    def t(self, e: float) -> float:
        """Absolute t of the difference against difference + e."""
        return abs(e) / max(self.se, 1e-12)


def observed(change: Floats, treated: Bools) -> Observed:
    """Return what was seen; effects are then counted from the difference, which keeps rounding small."""
    one, two = change[treated], change[~treated]
    left = np.where(treated, change - one.mean(), change - two.mean())
    se = np.sqrt(one.var(ddof=1) / len(one) + two.var(ddof=1) / len(two))
    return Observed(left, float(one.mean() - two.mean()), float(se))
