"""Districts over years, some with a programme: levels of their own, shocks that linger, a planted effect or drift.

Errors of a district follow one another (autoregressive), those of districts with the programme may be wider or come
from heavy tails: what makes naive comparisons too sure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizan.science.worlds.streams import stream

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class DistrictSettings:
    """Standard deviation of a figure in one year is 1. drift: how much more a year the treated move before and after.

    memory: correlation of a district's errors from year to year; wider: sd of treated errors over the others'.
    freedom: degrees of freedom of the errors' t law; None is normal. sunk: the last year before is low by this in
    treated places alone, as where places are chosen in a bad year.
    """

    treated: int = 12
    compared: int = 12
    before: int = 4
    after: int = 3
    effect: float = 0.0
    drift: float = 0.0
    memory: float = 0.6
    wider: float = 1.0
    freedom: int | None = None
    sunk: float = 0.0


def make_districts(*, seed: int, settings: DistrictSettings) -> Floats:
    """Return places x years, the treated first; the programme begins in year `before`."""
    plan = settings
    rng = stream(seed, "districts")
    places, years = plan.treated + plan.compared, plan.before + plan.after
    noise = rng.standard_normal((places, years + 10))
    if plan.freedom is not None:
        noise = rng.standard_t(plan.freedom, (places, years + 10)) * np.sqrt((plan.freedom - 2) / plan.freedom)
    for year in range(1, noise.shape[1]):
        noise[:, year] = plan.memory * noise[:, year - 1] + np.sqrt(1 - plan.memory**2) * noise[:, year]
    value: Floats = noise[:, 10:] + rng.normal(0, 2, (places, 1)) + rng.normal(0, 1, (1, years))
    own = value[: plan.treated]
    own += (plan.wider - 1) * noise[: plan.treated, 10:] + plan.drift * np.arange(years)
    own[:, plan.before :] += plan.effect
    own[:, plan.before - 1] -= plan.sunk
    return value
