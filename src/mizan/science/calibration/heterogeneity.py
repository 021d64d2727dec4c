"""How much honest units differ: a posterior of sigma that outliers do not move, and no unit judges itself by.

Model: eta ~ N(0, sigma^2) with chance 1 - c, and N(0, sigma^2 + 1) with chance c: a few units may lie far out, for
whatever reason, without widening the family (contamination, Tukey 1960). sigma and c are integrated, not plugged in,
so a family of ten units says less than one of seventy. For a unit's own test all its own periods are left out.
When a unit's level persists, its periods are not independent witnesses of sigma: the log likelihood is scaled by the
clustered variance of its score (Ribatet, Cooley and Davison 2012, magnitude adjustment).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizan.science.calibration.laws import Floats, Law
from mizan.science.calibration.mixing import log_marginal

_COARSE = np.geomspace(0.01, 3.0, 15)
_FINE = 17
_DROP = 12.0  # log-posterior range kept: what is left out has weight below 1e-5
_OUTLIER_SD = 1.0
_CONTAMINATION = np.array([0.002, 0.01, 0.03, 0.06, 0.10, 0.15])
_CONTAMINATION_PRIOR = np.array([0.30, 0.25, 0.20, 0.12, 0.08, 0.05])


@dataclass(frozen=True)
class Heterogeneity:
    """Posterior of sigma on a grid: `weights` for the family, `without` (units x grid) leaving each unit out."""

    grid: Floats
    weights: Floats
    without: Floats

    def quantile(self, share: float) -> float:
        """Return the posterior quantile of sigma (linear between grid points)."""
        cumulated = np.cumsum(self.weights) - self.weights / 2
        return float(np.interp(share, cumulated, self.grid))


def estimate(law: Law, unit: NDArray[np.int64], units: int) -> Heterogeneity:
    """Return the posterior of sigma from observations of `units` units (unit = index of each observation)."""
    grid = _refine(_posterior(law, _COARSE, unit, units)[0])
    family, own = _posterior(law, grid, unit, units)
    joint = family[None] - own
    return Heterogeneity(grid, _normalise(family[None])[0], _normalise(joint))


def _normalise(joint: Floats) -> Floats:
    """Sum out the contamination (axis 2) and return weights over sigma."""
    weights = np.exp(joint - joint.max(axis=(1, 2), keepdims=True)).sum(axis=2)
    normal: Floats = weights / weights.sum(axis=1, keepdims=True)
    return normal


def _posterior(law: Law, grid: Floats, unit: NDArray[np.int64], units: int) -> tuple[Floats, Floats]:
    """Return the log posterior (grid x contaminations) and each unit's own part (units x grid x contaminations)."""
    each = _mixture(law, grid)
    own = _by_unit(each, unit, units)
    own = own / _clustering(own, each, grid)
    return own.sum(axis=0) + _prior(law, grid), own


def _mixture(law: Law, grid: Floats) -> Floats:
    """Log likelihood of every observation: grid x contaminations x observations."""
    near = log_marginal(law, grid)[:, None, :]
    far = _far(law, grid)[:, None, :]
    share = _CONTAMINATION[None, :, None]
    mixed: Floats = np.logaddexp(near + np.log1p(-share), far + np.log(share))
    return mixed


def _far(law: Law, grid: Floats) -> Floats:
    """Log likelihood as an outlier; it hardly depends on sigma, so four points and a line between them suffice."""
    knots = np.linspace(grid[0] ** 2, grid[-1] ** 2, 4)
    known = log_marginal(law, np.sqrt(knots + _OUTLIER_SD**2))
    place = np.clip(np.searchsorted(knots, grid**2) - 1, 0, 2)
    part = ((grid**2 - knots[place]) / (knots[1] - knots[0]))[:, None]
    between: Floats = known[place] * (1 - part) + known[place + 1] * part
    return between


def _by_unit(each: Floats, unit: NDArray[np.int64], units: int) -> Floats:
    own = np.zeros((units, *each.shape[:2]))
    np.add.at(own, unit, np.moveaxis(each, 2, 0))
    return own


def _prior(law: Law, grid: Floats) -> Floats:
    """1 / sqrt(sigma^2 + sampling variance): flat where sigma cannot be seen, scale-free where it can."""
    noise = 1.0 / float(np.median(law.information()))
    density = -0.5 * np.log(grid**2 + noise) + np.log(np.gradient(grid))
    prior: Floats = density[:, None] + np.log(_CONTAMINATION_PRIOR)[None, :]
    return prior


def _clustering(own: Floats, each: Floats, grid: Floats) -> float:
    """Variance of the score by unit over its variance by observation, at the mode; 1 when periods are independent."""
    if each.shape[2] == own.shape[0]:
        return 1.0
    total = own.sum(axis=0)
    at, share = divmod(int(np.argmax(total)), total.shape[1])
    low, high = max(at - 1, 0), min(at + 1, len(grid) - 1)
    by_unit = own[:, high, share] - own[:, low, share]
    by_row = each[high, share] - each[low, share]
    ratio = float((by_unit**2).sum()) / max(float((by_row**2).sum()), 1e-12)
    return float(min(max(ratio, 1.0), each.shape[2] / own.shape[0]))


def _refine(coarse: Floats) -> Floats:
    """Return a grid over the part of sigma that keeps any weight."""
    height = coarse.max(axis=1)
    kept = np.flatnonzero(height > height.max() - _DROP)
    low, high = max(kept[0] - 1, 0), min(kept[-1] + 1, len(_COARSE) - 1)
    return np.geomspace(_COARSE[low], _COARSE[high], _FINE)
