"""Quasi-Poisson regression with seasonal levels, for many judged steps at once.

Model of one step's baseline: log mean = level + covariates + offset, variance = phi * mean. Levels are
orthogonal dummies, so each weighted least-squares round needs only sums by level and a tiny system for
the covariates (Schur complement): O(n) a round, no design matrix. Source: McCullagh and Nelder 1989,
ch. 2 and 6; the stopping rule is the usual relative deviance change of 1e-8 within 25 rounds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ROUNDS = 25
TOLERANCE = 1e-8
ALIASED = 1e-11  # a covariate explained by the others up to this share of its sum of squares is left out
SMALLEST = float(np.finfo(np.float64).eps)


@dataclass(frozen=True)
class Data:
    """P baselines of n rows: `y`, `offset` (P, n), `x` (K, P, n), `weight` (P, n) with 0 for unused rows."""

    y: Floats
    x: Floats
    offset: Floats
    weight: Floats
    level: NDArray[np.int64]
    starts: NDArray[np.int64]
    ridge: Floats | None = None  # (K,) prior precision of each covariate's effect, in units of 1 / phi

    def with_weight(self, weight: Floats) -> Data:
        """The same rows with other weights (P, n)."""
        return replace(self, weight=weight)

    def without(self, covariates: int) -> Data:
        """The same rows without the first `covariates` covariates."""
        return replace(self, x=self.x[covariates:], ridge=None if self.ridge is None else self.ridge[covariates:])

    def take(self, points: NDArray[np.int64]) -> Data:
        """Only these points."""
        return Data(
            self.y[points],
            self.x[:, points],
            self.offset[points],
            self.weight[points],
            self.level,
            self.starts,
            self.ridge,
        )


@dataclass(frozen=True)
class Fit:
    """`mean` (P, n); `work` (P, n) weights of the last round before the final update of the mean; `levels`
    (P, G); `beta` (P, K), 0 where aliased; `inverse` (P, K, K) of the Schur complement; `sums` (P, G) and
    `centre` (K, P, G) of `work` by level; `free` (P,) residual degrees of freedom."""

    mean: Floats
    work: Floats
    levels: Floats
    beta: Floats
    inverse: Floats
    sums: Floats
    centre: Floats
    free: Floats
    converged: NDArray[np.bool_]


def by_level(values: Floats, starts: NDArray[np.int64]) -> Floats:
    """Sums by level along the last axis."""
    return np.add.reduceat(values, starts, axis=-1)


def fit(data: Data) -> Fit:
    """Iteratively reweighted least squares; a point leaves the round in which it converges."""
    points, n = data.y.shape
    levels, count = len(data.starts), data.x.shape[0]
    out = Fit(
        np.zeros((points, n)),
        np.zeros((points, n)),
        np.zeros((points, levels)),
        np.zeros((points, count)),
        np.zeros((points, count, count)),
        np.zeros((points, levels)),
        np.zeros((count, points, levels)),
        np.zeros(points),
        np.zeros(points, dtype=np.bool_),
    )
    alive = np.arange(points)
    part = data
    mean = part.y + 0.1
    link = np.log(mean)
    own = _own_part(part)
    before = own - _fitted_part(part, mean, link)
    for turn in range(ROUNDS):
        work = part.weight * mean
        step = _round(part, work, link - part.offset + (part.y - mean) / mean)
        link = step[-1] + part.offset
        mean = np.maximum(np.exp(link), SMALLEST)
        after = own - _fitted_part(part, mean, link)
        done = np.abs(after - before) / (np.abs(after) + 0.1) < TOLERANCE
        leaving = done if turn < ROUNDS - 1 else np.ones_like(done)
        if leaving.any():
            _store(out, alive[leaving], part, (mean, work, *step), leaving, done=done)
            stay = ~leaving
            alive, part, own, after = alive[stay], part.take(np.flatnonzero(stay)), own[stay], after[stay]
            mean, link = mean[stay], link[stay]
        if not len(alive):
            break
        before = after
    return out


def _own_part(data: Data) -> Floats:
    """The part of the deviance that no round changes: (P,)."""
    y = data.y
    total: Floats = 2.0 * np.einsum("pn,pn->p", data.weight, y * np.log(np.where(y > 0, y, 1.0)) - y)
    return total


def _fitted_part(data: Data, mean: Floats, link: Floats) -> Floats:
    total: Floats = 2.0 * np.einsum("pn,pn->p", data.weight, data.y * link - mean)
    return total


Step = tuple[Floats, Floats, Floats, Floats, Floats, Floats]


def _round(data: Data, work: Floats, z: Floats) -> Step:
    """One weighted least-squares solution: sums, centres, level effects, beta, inverse, linear predictor."""
    sums = by_level(work, data.starts)
    safe = np.where(sums > 0, sums, 1.0)
    zbar = by_level(work * z, data.starts) / safe
    if not data.x.shape[0]:
        empty = np.zeros((len(z), 0))
        return (
            sums,
            np.zeros((0, *sums.shape)),
            zbar,
            empty,
            np.zeros((len(z), 0, 0)),
            np.take(zbar, data.level, axis=-1),
        )
    centre = by_level(work * data.x, data.starts) / safe
    inner = data.x - np.take(centre, data.level, axis=-1)
    weighted = work * inner
    system = np.einsum("kpn,lpn->pkl", weighted, inner)
    if data.ridge is not None:
        system = system + np.diag(data.ridge)
    right = np.einsum("kpn,pn->pk", weighted, z - np.take(zbar, data.level, axis=-1))
    inverse = _inverse(system, np.einsum("kpn,kpn->pk", work * data.x, data.x))
    beta = np.einsum("pkl,pl->pk", inverse, right)
    levels = zbar - np.einsum("pk,kpg->pg", beta, centre)
    predictor = np.take(levels, data.level, axis=-1) + np.einsum("pk,kpn->pn", beta, data.x)
    return sums, centre, levels, beta, inverse, predictor


def _inverse(system: Floats, scale: Floats) -> Floats:
    """Inverse of small symmetric matrices by the sweep operator; aliased covariates get zeros."""
    a = system.copy()
    size = a.shape[1]
    kept = np.ones(a.shape[:2], dtype=np.bool_)
    for k in range(size):
        pivot = a[:, k, k]
        good = pivot > ALIASED * scale[:, k]
        kept[:, k] = good
        d = np.where(good, pivot, 1.0)
        column, row = a[:, :, k].copy(), a[:, k, :].copy()
        swept = a - column[:, :, None] * row[:, None, :] / d[:, None, None]
        swept[:, k, :] = row / d[:, None]
        swept[:, :, k] = -column / d[:, None]
        swept[:, k, k] = 1.0 / d
        a = np.where(good[:, None, None], swept, a)
    return np.where(kept[:, :, None] & kept[:, None, :], a, 0.0)


def _store(
    out: Fit,
    where: NDArray[np.int64],
    data: Data,
    state: tuple[Floats, ...],
    leaving: NDArray[np.bool_],
    *,
    done: NDArray[np.bool_],
) -> None:
    """Keep the state of the points that leave the rounds."""
    mean, work, sums, centre, levels, beta, inverse, _ = state
    out.mean[where], out.work[where] = mean[leaving], work[leaving]
    out.sums[where], out.levels[where], out.beta[where] = sums[leaving], levels[leaving], beta[leaving]
    out.inverse[where], out.centre[:, where] = inverse[leaving], centre[:, leaving]
    rank = (sums > 0).sum(axis=1) + (np.diagonal(inverse, axis1=1, axis2=2) > 0).sum(axis=1)
    out.free[where] = ((data.weight > 0).sum(axis=1) - rank)[leaving]
    out.converged[where] = done[leaving]


def leverage(data: Data, fitted: Fit) -> Floats:
    """Hat values (P, n) of the last round."""
    safe = np.where(fitted.sums > 0, fitted.sums, 1.0)
    inner = data.x - np.take(fitted.centre, data.level, axis=-1)
    slope = np.einsum("kpn,pkl,lpn->pn", inner, fitted.inverse, inner) if len(data.x) else 0.0
    hat: Floats = fitted.work * (np.take(1.0 / safe, data.level, axis=-1) + slope)
    return hat


def dispersion(data: Data, fitted: Fit, weight: Floats) -> Floats:
    """Sum of weight * ((y - mean) / mean)^2 over the residual degrees of freedom: (P,).

    With `weight` = `fitted.work` this is Pearson's phi.
    """
    total: Floats = np.sum(weight * ((data.y - fitted.mean) / fitted.mean) ** 2, axis=1) / fitted.free
    return total


def unscaled_variance(fitted: Fit, x_now: Floats, level: int = 0) -> Floats:
    """Variance of the linear predictor at covariates `x_now` (K, P) in `level`, before dispersion: (P,)."""
    inner = x_now - fitted.centre[:, :, level]
    slope = np.einsum("kp,pkl,lp->p", inner, fitted.inverse, inner) if len(x_now) else 0.0
    total: Floats = 1.0 / fitted.sums[:, level] + slope
    return total
