"""Counts of many units against a known expectation: the plain world on which the error rates of signals are proved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizan.science.worlds.streams import stream


@dataclass(frozen=True, kw_only=True)
class CountSettings:
    """Expectations lognormal(3.2, 1) floored at 5; honest log ratios N(0, sd) drawn anew each period, or once for all.

    The first `planted` units have expectation 50 and exactly `ratio` times that rate in the last period
    (`planted_before`: in every period). `past` periods precede the last. `mean_one` centres the mean ratio on 1
    instead of the median.
    """

    units: int = 72
    sd: float = 0.25
    planted: int = 0
    ratio: float = 2.5
    planted_expected: float = 50.0
    past: int = 12
    persistent: bool = False
    planted_before: bool = False
    mean_one: bool = False


@dataclass(frozen=True)
class UnitCounts:
    """periods x units, the last period last; the truth is that exactly the first `planted` units leak."""

    observed: NDArray[np.int64]
    expected: NDArray[np.float64]
    planted: int


def make_counts(*, seed: int, settings: CountSettings | None = None) -> UnitCounts:
    """Return counts of every unit in every period; same seed and settings, same counts."""
    plan = settings or CountSettings()
    periods = plan.past + 1
    rng = stream(seed, "unit counts")
    expected = np.maximum(rng.lognormal(3.2, 1.0, plan.units), 5.0)
    expected[: plan.planted] = plan.planted_expected
    deviates = rng.standard_normal((periods, plan.units))
    if plan.persistent:
        deviates[:] = deviates[0]
    level = np.exp(plan.sd * deviates - (plan.sd**2 / 2 if plan.mean_one else 0.0))
    level[slice(None) if plan.planted_before else -1, : plan.planted] = plan.ratio
    repeated = np.tile(expected, (periods, 1))
    return UnitCounts(rng.poisson(repeated * level).astype(np.int64), repeated, plan.planted)
