"""Some places: the wild cluster bootstrap with the null imposed (Cameron, Gelbach and Miller 2008).

Each place's residuals under the effect that is tested are kept whole and change sign by chance; with fewer than 13
places they take Webb's six weights instead (Webb 2023), since signs alone give few samples. The interval holds the
effects that are not rejected. One number a place is the whole of it, since the panel is complete (`differences`).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from mizan.science.comparing.inverting import Tested, invert
from mizan.science.comparing.panel import Bools, Floats
from mizan.science.comparing.studentising import Arm, observed, welch

DRAWS = 1_999
FEWEST_FOR_SIGNS = 13
WEBB = np.sqrt(np.array([0.5, 1.0, 1.5]))


def wild(change: Floats, treated: Bools, *, seed: int) -> Tested:
    """Return the test of no effect and the interval. `change`: one number a place."""
    factors = weights(len(change), seed)
    seen = observed(change, treated)
    slope = treated - treated.mean()  # what an effect leaves in the residuals of a single mean
    arms = [_arm(factors, seen.left, slope, arm) for arm in (treated, ~treated)]

    def p(e: float) -> float:
        more = np.abs(welch(arms[0], arms[1], e)) >= seen.t(e) * (1 - 1e-9)
        return float((more.sum() + 1) / (len(factors) + 1))

    return invert(p, seen.difference, seen.se)


def _arm(factors: Floats, left: Floats, slope: Floats, arm: Bools) -> Arm:
    own = factors[:, arm]
    return Arm.of(own, own**2, left[arm], slope[arm], np.full(len(own), float(arm.sum())))


@lru_cache(maxsize=4)  # the effect and every lead ask for the same
def weights(places: int, seed: int) -> Floats:
    """DRAWS x places: signs, or Webb's weights where places are few."""
    rng = np.random.default_rng(seed)
    signs: Floats = rng.choice([-1.0, 1.0], (DRAWS, places))
    if places >= FEWEST_FOR_SIGNS:
        return signs
    chosen: Floats = signs * rng.choice(WEBB, (DRAWS, places))
    return chosen
