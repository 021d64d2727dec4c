"""BCa bootstrap: the uncertainty of the whole procedure, the choice of the model included.

Replicates are multinomial draws of the observed people over the observed histories. All draws are made before any is
analysed, so results do not depend on the number of threads. Source: DiCiccio & Efron 1996, as used by Chan, Silverman &
Vincent 2021: jackknife over people (one cell at a time, weighted by its count), type-8 quantiles, failed replicates
dropped and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from .loglinear import normal_quantile
from .newton import Floats
from .progress import SILENT, Progress
from .table import CaptureTable

# float[T, 2^k] tables -> float[T, S]: S statistics of each table, nan where there is none. People, N.
Statistic = Callable[[Floats], Floats]
BATCH = 500  # replicates analysed between two reports of progress


@dataclass(frozen=True)
class Limit:
    """One two-sided interval in people. `saturated`: an adjusted level fell off the replicates' end, so the limit is
    only the smallest or largest replicate and the true one may lie beyond."""

    level: float
    low: float
    high: float
    saturated: bool


@dataclass(frozen=True)
class Bootstrap:
    """`estimate`, in people; `z0`, bias correction; `a`, acceleration; `run` and `failed` replicates."""

    estimate: float
    z0: float
    a: float
    run: int
    failed: int
    limits: tuple[Limit, ...]

    def as_dict(self) -> dict[str, object]:
        return asdict(self)

    def limit(self, level: float) -> Limit | None:
        return next((limit for limit in self.limits if limit.level == level), None)


def bca(
    table: CaptureTable,
    statistic: Statistic,
    *,
    replicates: int = 1000,
    levels: Sequence[float] = (95.0,),
    seed: int = 1,
    progress: Progress = SILENT,
) -> tuple[Bootstrap, ...]:
    """Bootstrap every column of `statistic` on the same draws. Counts of `table` must be whole numbers."""
    point = statistic(table.array[None])[0]
    knives, weights = jackknife_tables(table)
    leave_one = statistic(knives)
    draws = draw(table, replicates, seed)
    boots = np.empty((replicates, point.size))
    for at in range(0, replicates, BATCH):
        boots[at : at + BATCH] = statistic(draws[at : at + BATCH])
        progress("bootstrap", min(at + BATCH, replicates), replicates)
    # A replicate that chose the same fit may differ from the estimate in its last digits: equal is not below.
    boots = np.where(np.isclose(boots, point, rtol=1e-9, atol=0.0), point, boots)
    return tuple(
        limits_of(boots[:, s], float(point[s]), acceleration(leave_one[:, s], weights), levels)
        for s in range(point.size)
    )


def draw(table: CaptureTable, replicates: int, seed: int) -> Floats:
    """float[B, 2^k]: replicate tables."""
    n = round(table.observed)
    rng = np.random.default_rng(np.random.SeedSequence([seed, n, table.k]))
    shares = table.array / table.array.sum()
    return rng.multinomial(n, shares, size=replicates).astype(np.float64)


def jackknife_tables(table: CaptureTable) -> tuple[Floats, Floats]:
    """float[J, 2^k], float[J]: one person taken from each history in turn, and how many people share that history."""
    cells = np.flatnonzero(table.array)
    tables = np.repeat(table.array[None], cells.size, axis=0)
    tables[np.arange(cells.size), cells] -= 1.0
    return np.maximum(tables, 0.0), table.array[cells]


def acceleration(leave_one: Floats, weights: Floats) -> float:
    """a = sum n d^3 / (6 (sum n d^2)^1.5), d = weighted mean - estimate without one person. nan if any is missing."""
    d = np.average(leave_one, weights=weights) - leave_one
    spread = float((weights * d**2).sum())
    return float((weights * d**3).sum() / (6.0 * spread**1.5)) if spread > 0 or np.isnan(spread) else 0.0


def limits_of(boots: Floats, estimate: float, a: float, levels: Sequence[float]) -> Bootstrap:
    """BCa limits from finished replicates, float[B]; nan entries count as failed. `levels` in per cent."""
    kept = boots[np.isfinite(boots)]
    failed = int(boots.size - kept.size)
    if kept.size < 2 or not np.isfinite(estimate) or not np.isfinite(a):
        return Bootstrap(estimate, float("nan"), a, int(boots.size), failed, ())
    z0 = _bias(kept, estimate)
    limits = tuple(_limit(kept, z0, a, level) for level in levels) if np.isfinite(z0) else ()
    return Bootstrap(estimate, z0, a, int(boots.size), failed, limits)


def _bias(kept: Floats, estimate: float) -> float:
    share = float(np.mean(kept < estimate))
    return normal_quantile(share) if 0.0 < share < 1.0 else float("nan")


def _limit(kept: Floats, z0: float, a: float, level: float) -> Limit:
    low, off_low = adjusted_level(z0, a, 0.5 - level / 200.0)
    high, off_high = adjusted_level(z0, a, 0.5 + level / 200.0)
    quantiles = np.quantile(kept, [low, high], method="median_unbiased")
    edge = 1.0 / kept.size
    saturated = off_low or off_high or low < edge or high > 1.0 - edge
    return Limit(level, float(quantiles[0]), float(quantiles[1]), saturated)


def adjusted_level(z0: float, a: float, level: float) -> tuple[float, bool]:
    """Phi(z0 + (z0 + z)/(1 - a (z0 + z))), and whether the denominator has run out (then the level is 0 or 1)."""
    from statistics import NormalDist  # noqa: PLC0415 - keeps the import of the package light

    shift = z0 + normal_quantile(level)
    rest = 1.0 - a * shift
    if rest <= 0:
        return (1.0 if shift > 0 else 0.0), True
    return NormalDist().cdf(z0 + shift / rest), False
