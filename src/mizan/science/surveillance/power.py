"""What silence means: the smallest rise that a series could have shown."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mizan.science.surveillance.counting import at_or_above
from mizan.science.surveillance.farrington import Judged

Floats = NDArray[np.float64]
SEEN = 0.8  # chance of a warning that counts as "could have been seen"
ROUNDS = 24  # halvings of the log factor: relative error below 1e-5


def smallest_rise(judged: Judged, *, chance: float = SEEN) -> Floats:
    """(P,) the smallest factor on the expected count that gives a warning in one step with `chance`.

    nan where the threshold or the expected count is unknown or 0; the rise keeps the dispersion.
    """
    known = np.isfinite(judged.threshold) & (judged.expected > 0)
    out = np.full(len(judged.now), np.nan)
    if known.any():
        out[known] = _factor(judged.threshold[known], judged.expected[known], judged.phi[known], chance)
    return out


def _factor(threshold: Floats, expected: Floats, phi: Floats, chance: float) -> Floats:
    """Bisection on log factor: the chance of a warning grows with the factor."""
    needed = np.floor(threshold) + 1.0
    low = np.full_like(expected, -5.0)
    high = np.log(np.maximum(needed, 1.0) * 20.0 * phi / expected) + 1.0
    for _ in range(ROUNDS):
        middle = (low + high) / 2.0
        enough = at_or_above(needed, expected * np.exp(middle), phi) >= chance
        high, low = np.where(enough, middle, high), np.where(enough, low, middle)
    out: Floats = np.exp(high)
    return out
