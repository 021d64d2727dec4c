"""A unit watched over time: log-likelihood CUSUM with simulated limits, so that its false alarms are known beforehand.

Poisson steps (Lucas 1985) and risk-adjusted Bernoulli steps (Steiner, Cook, Farewell and Treasure 2000). The limit is
not one number: it is chosen month by month so that by month t an honest unit has alarmed with chance at most
alpha x t / horizon (spending, Lan and DeMets 1983; dynamic limits, Zhang and Woodall 2015). Honest units differ:
simulated paths draw their own level from N(0, sigma^2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from mizan.science.calibration.laws import Floats


@dataclass(frozen=True)
class Limits:
    """threshold and spent (largest chance that an honest unit has alarmed by then) per month of the horizon."""

    threshold: Floats
    spent: Floats


def poisson_steps(observed: Floats, expected: Floats, ratio: float) -> Floats:
    """Return the log-likelihood ratio of `ratio` times expected against expected, for each month (last axis)."""
    steps: Floats = observed * np.log(ratio) - expected * (ratio - 1)
    return steps


def bernoulli_steps(event: Floats, chance: Floats, odds: float) -> Floats:
    """Return the log-likelihood ratio of odds multiplied by `odds`, for each trial with its own chance."""
    steps: Floats = event * np.log(odds) - np.log1p(chance * (odds - 1))
    return steps


def cusum(steps: Floats) -> Floats:
    """Return max(0, running sum) along the last axis."""
    path = np.empty_like(steps)
    level = np.zeros(steps.shape[:-1])
    for month in range(steps.shape[-1]):
        level = np.maximum(0.0, level + steps[..., month])
        path[..., month] = level
    return path


def honest_poisson(expected: Floats, ratio: float, *, sigma: float, runs: int, seed: int) -> Floats:
    """Return runs x months CUSUM paths of honest units with these expectations."""
    rng = np.random.default_rng(seed)
    level = np.exp(sigma * rng.standard_normal((runs, 1)))
    return cusum(poisson_steps(rng.poisson(expected * level).astype(float), expected, ratio))


def honest_bernoulli(chance: Floats, odds: float, *, sigma: float, runs: int, seed: int) -> Floats:
    """Return runs x trials CUSUM paths of honest units with these chances."""
    rng = np.random.default_rng(seed)
    own = special.expit(special.logit(chance) + sigma * rng.standard_normal((runs, 1)))
    return cusum(bernoulli_steps((rng.random(own.shape) < own).astype(float), chance, odds))


def spent_limits(paths: Floats, alpha: float) -> Limits:
    """Return limits under which at most alpha x t / horizon of the honest paths have exceeded by month t.

    The limit of a month is an order statistic of the simulated paths still silent; a fresh path exceeds the k-th
    largest of n with chance k / (n + 1), so k are charged though only k - 1 exceed. Infinite = no alarm possible yet.
    """
    runs, horizon = paths.shape
    alive = np.ones(runs, dtype=bool)
    threshold, spent = np.full(horizon, np.inf), np.empty(horizon)
    charged = 0
    for month in range(horizon):
        allowed = int(np.floor(alpha * runs * (month + 1) / horizon)) - charged
        values = np.sort(paths[alive, month])[::-1]
        if 0 < allowed <= len(values):
            threshold[month] = values[allowed - 1]
            over = alive & (paths[:, month] > threshold[month])
            charged += int(over.sum()) + 1
            alive &= ~over
        spent[month] = charged / runs
    return Limits(threshold, spent)


def first_alarm(path: Floats, limits: Limits) -> int | None:
    """Return the first month (0-based) in which the path exceeds its limit."""
    over = np.flatnonzero(path > limits.threshold[: len(path)])
    return int(over[0]) if len(over) else None


def run_lengths(paths: Floats, threshold: float) -> NDArray[np.int64]:
    """Return months to the first exceedance of one fixed limit; paths that never exceed count their whole length."""
    over = paths > threshold
    first: NDArray[np.int64] = np.where(over.any(axis=1), over.argmax(axis=1) + 1, paths.shape[1]).astype(np.int64)
    return first


def limit_for_run_length(paths: Floats, months: float) -> float:
    """Return the smallest fixed limit whose simulated mean run length is at least `months` (state it on screen).

    The paths should be at least five times as long as `months`: a cut path makes the mean too short, never too long.
    """
    low, high = 0.0, float(paths.max()) + 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if run_lengths(paths, middle).mean() >= months else (middle, high)
    return high
