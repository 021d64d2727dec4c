"""Data sets under the null hypothesis, and the p-value of the largest ratio.

Poisson: all cases placed by expectation. Bernoulli: cases drawn among all people without replacement.
Permutation: the times of cases shuffled among the places of cases, within each stratum. The sequential
stop is Besag and Clifford 1991 (Biometrika 78:301): with h simulations at least as large as the data
after n of them, p = h / n, and no more simulations are needed.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizan.science.scan.statistic import Score, largest_ratios

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Draw = Callable[[np.random.Generator, int], Ints]
TIE = 1e-10  # ratios closer than this are equal: rounding must not decide a p-value
BATCH = 100
THREADS = 2


@dataclass(frozen=True)
class Null:
    """`largest` (n,) of the simulations done; `stopped` when the sequential rule ended them early."""

    largest: Floats
    stopped: bool

    def p(self, ratio: float, *, enough: int) -> float:
        """P-value of an observed ratio; without early stop (1 + exceedances) / (1 + simulations)."""
        exceeding = int((self.largest >= ratio - TIE).sum())
        if self.stopped and exceeding >= enough:
            return exceeding / len(self.largest)
        return (1 + exceeding) / (1 + len(self.largest))


def poisson_draw(expected: Floats, total: int) -> Draw:
    """All cases fall on cells in proportion to what is expected there (Kulldorff 1997)."""
    share = (expected / expected.sum()).ravel()
    return lambda rng, n: rng.multinomial(total, share, size=n).reshape(n, *expected.shape)


def bernoulli_draw(people: Ints, total: int) -> Draw:
    """The cases are a random draw among all people, cases and controls (Kulldorff 1997)."""
    cells = people.ravel()
    return lambda rng, n: rng.multivariate_hypergeometric(cells, total, size=n, method="marginals").reshape(
        n, *people.shape
    )


def permutation_draw(place: Ints, step: Ints, stratum: Ints, shape: tuple[int, int]) -> Draw:
    """One entry per case: its place, step and stratum."""
    groups = [np.flatnonzero(stratum == s) for s in np.unique(stratum)]

    def draw(rng: np.random.Generator, n: int) -> Ints:
        out = np.empty((n, *shape), dtype=np.int64)
        for one in range(n):
            shuffled = step.copy()
            for group in groups:
                shuffled[group] = rng.permutation(step[group])
            out[one] = np.bincount(place * shape[1] + shuffled, minlength=shape[0] * shape[1]).reshape(shape)
        return out

    return draw


def simulate(score: Score, draw: Draw, observed: float, *, simulations: int, seed: int, enough: int) -> Null:
    """Largest ratios of up to `simulations` null data sets; stops once `enough` reach `observed` (0: never)."""
    rng = np.random.default_rng(seed)
    parts: list[Floats] = []
    exceeding = 0
    with ThreadPoolExecutor(THREADS) as pool:
        for done in range(0, simulations, BATCH):
            cases = draw(rng, min(BATCH, simulations - done))
            halves = pool.map(lambda half: largest_ratios(score, half), np.array_split(cases, THREADS))
            largest = np.concatenate(list(halves))
            reached = exceeding + np.cumsum(largest >= observed - TIE)
            if enough and reached[-1] >= enough:
                parts.append(largest[: int(np.argmax(reached >= enough)) + 1])
                return Null(np.concatenate(parts), True)
            exceeding = int(reached[-1])
            parts.append(largest)
    return Null(np.concatenate(parts) if parts else np.zeros(0), False)
