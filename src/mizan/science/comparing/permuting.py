"""Few places: what would the difference have been, had chance chosen other places?

The programme is given to other places, as many, in every way (or in DRAWS ways drawn from the seed); the difference is
divided by its own error in each, so that arms which vary unequally do not mislead (Chung and Romano 2013). The interval
holds the effects that are not rejected.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import comb

import numpy as np

from mizan.science.comparing.inverting import Tested, invert
from mizan.science.comparing.panel import Bools, Floats
from mizan.science.comparing.studentising import Arm, observed, welch

MOST_EXACT, DRAWS = 20_000, 4_999


@dataclass(frozen=True)
class Permuted:
    """p and interval; exact: whether every choice of places was looked at."""

    tested: Tested
    exact: bool


def permuted(change: Floats, treated: Bools, *, seed: int) -> Permuted:
    """Return the test of no effect and the interval. `change`: one number a place."""
    chosen = int(treated.sum())
    exact = comb(len(change), chosen) <= MOST_EXACT
    ways = _all(len(change), chosen) if exact else _drawn(tuple(treated.tolist()), seed)
    seen = observed(change, treated)
    arms = [_arm(share, seen.left, treated.astype(float)) for share in (ways.astype(float), (~ways).astype(float))]

    def p(e: float) -> float:
        return float(np.mean(np.abs(welch(arms[0], arms[1], e)) >= seen.t(e) * (1 - 1e-9)))

    return Permuted(invert(p, seen.difference, seen.se), exact)


def _arm(ones: Floats, base: Floats, slope: Floats) -> Arm:
    return Arm.of(ones, ones, base, slope, ones.sum(axis=1))


@lru_cache(maxsize=4)  # the effect and every lead ask for the same ways
def _all(places: int, chosen: int) -> Bools:
    rows = np.array(list(combinations(range(places), chosen)))
    ways = np.zeros((len(rows), places), dtype=bool)
    np.put_along_axis(ways, rows, values=True, axis=1)
    return ways


@lru_cache(maxsize=4)
def _drawn(treated: tuple[bool, ...], seed: int) -> Bools:
    rng = np.random.default_rng(seed)
    drawn = rng.permuted(np.tile(treated, (DRAWS, 1)), axis=1)
    return np.concatenate([np.array([treated]), drawn])  # the true choice is one of them, or p could be 0
