"""Cumulative sums: many small excesses in a row become one warning.

`poisson_cusum`: Rossi, Lampugnani, Marchi 1999 (Stat Med 18:2111), standardised counts.
`nb_glr`: Hoehle and Paul 2008 (Comput Stat Data Anal 52:4357), generalised likelihood ratio for a rise
of unknown size in negative-binomial counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NEWTON_ROUNDS = 60


@dataclass(frozen=True)
class Running:
    """(P,) each: the statistic, whether it reached its limit, and the count that would have reached it."""

    statistic: Floats
    alarm: NDArray[np.bool_]
    needed: Floats


def poisson_cusum(counts: Floats, *, start: int, k: float = 1.04, h: float = 2.26) -> Running:
    """Upper CUSUM of (y - m)/sqrt(m), m the mean before 1-based `start`; not reset by an alarm.

    `k` and `h` are Rossi's values for an in-control run length near 500 and a rise of two standard
    deviations (the stored vector).
    """
    mean = float(np.mean(counts[: start - 1]))
    sd = np.sqrt(mean) if mean > 0 else 1.0
    total, values, needed = 0.0, [], []
    for y in counts[start - 1 :]:
        needed.append(max(np.ceil(mean + sd * (h - total + k)), 0.0))
        total = max(0.0, total + (y - mean) / sd - k)
        values.append(total)
    statistic = np.array(values)
    return Running(statistic, statistic >= h, np.array(needed))


def nb_glr(counts: Floats, mean: Floats, size_inverse: Floats | float, *, limit: float = 5.0) -> Running:
    """Largest log-likelihood ratio, over all starting steps, of a common rise exp(kappa) >= 1.

    `counts`, `mean` (P,); `size_inverse` the alpha of variance = mean + alpha * mean^2, scalar or (P,).
    Restarts after each alarm.
    """
    alpha = np.broadcast_to(np.asarray(size_inverse, dtype=np.float64), mean.shape)
    values, since = np.zeros(len(counts)), 0
    for step in range(len(counts)):
        segment = slice(since, step + 1)
        values[step] = _largest_ratio(counts[segment], mean[segment], alpha[segment])
        if values[step] >= limit:
            since = step + 1
    return Running(values, values >= limit, np.full(len(counts), np.nan))


def _largest_ratio(y: Floats, mean: Floats, alpha: Floats) -> float:
    """All starting steps at once: row s holds the steps from s on."""
    size = len(y)
    member = np.tri(size, dtype=np.float64).T
    kappa = _best_rise(y, mean, alpha, member)
    ratio = member * (_loglik(y, mean * np.exp(kappa)[:, None], alpha) - _loglik(y, mean, alpha))
    return float(max(ratio.sum(axis=1).max(), 0.0))


def _best_rise(y: Floats, mean: Floats, alpha: Floats, member: Floats) -> Floats:
    """Maximum likelihood kappa >= 0 of each row by safeguarded Newton steps (the likelihood is concave)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        kappa = np.log(np.maximum((member @ y) / (member @ mean), 1.0))
    low, high = np.zeros_like(kappa), np.full_like(kappa, np.log(np.maximum(y.max() / mean.min(), 1.0)) + 1e-9)
    kappa = np.clip(kappa, low, high)
    for _ in range(NEWTON_ROUNDS):
        raised = mean * np.exp(kappa)[:, None]
        slope = (member * (y - raised) / (1.0 + alpha * raised)).sum(axis=1)
        bend = -(member * raised * (1.0 + alpha * y) / (1.0 + alpha * raised) ** 2).sum(axis=1)
        low, high = np.where(slope > 0, kappa, low), np.where(slope <= 0, kappa, high)
        proposed = kappa - slope / np.minimum(bend, -1e-300)
        inside = (proposed >= low) & (proposed <= high)
        after = np.where(inside, proposed, (low + high) / 2.0)
        if np.max(np.abs(after - kappa)) < 1e-13:
            return after
        kappa = after
    return kappa


def _loglik(y: Floats, mean: Floats, alpha: Floats) -> Floats:
    """Negative-binomial log-likelihood up to terms without the mean; Poisson where alpha is 0."""
    safe = np.where(alpha > 0, alpha, 1.0)
    penalty = np.where(alpha > 0, np.log1p(safe * mean) / safe, mean)
    out: Floats = y * (np.log(mean) - np.log1p(alpha * mean)) - penalty
    return out
