"""Have the chains met? Split R-hat and effective sample size of one quantity, float[chains, draws].

Source: Gelman et al. 2013, Bayesian Data Analysis, section 11.4; Geyer's initial monotone sequence for the ESS.
"""

from __future__ import annotations

import numpy as np

from .newton import Floats


def split_rhat(draws: Floats) -> float:
    """Potential scale reduction over half chains; 1 when they agree, nan when nothing can be said."""
    halves = _halves(draws)
    n = halves.shape[1]
    within = halves.var(axis=1, ddof=1).mean()
    between = n * halves.mean(axis=1).var(ddof=1)
    if not within > 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt(((n - 1) / n * within + between / n) / within))


def effective_size(draws: Floats) -> float:
    """How many independent draws the chains are worth."""
    halves = _halves(draws)
    chains, n = halves.shape
    centred = halves - halves.mean(axis=1, keepdims=True)
    lags = np.array([(centred[:, : n - lag] * centred[:, lag:]).sum(axis=1) / n for lag in range(n)])
    within = lags[0].mean() * n / (n - 1)
    plus = within * (n - 1) / n + halves.mean(axis=1).var(ddof=1)
    if not plus > 0:
        return float(chains * n)
    rho = 1.0 - (within - lags.mean(axis=1)) / plus
    return float(chains * n / max(_monotone(rho), 1.0 / np.log10(max(chains * n, 10))))


def _monotone(rho: Floats) -> float:
    """Integrated autocorrelation time: pairs of lags while they stay positive, never rising."""
    total, before = -1.0, np.inf
    for lag in range(0, rho.size - 1, 2):
        pair = (1.0 if lag == 0 else rho[lag]) + rho[lag + 1]
        if pair < 0:
            break
        before = min(before, pair)
        total += 2.0 * before
    return total


def _halves(draws: Floats) -> Floats:
    half = draws.shape[1] // 2
    return np.vstack([draws[:, :half], draws[:, half : 2 * half]])
