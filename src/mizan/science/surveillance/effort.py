"""More detection or more trafficking? The share of counts that follows detection effort, learnt from all series.

One series has too few raids and campaigns to say what they bring, so the elasticity is common: quasi-Poisson
regression with a level for each series, a common season (two harmonics) and trend, and log effort. Its product
with log effort is an offset of the judgement, and the expected count without it is the rival explanation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizan.science.surveillance import quasipoisson as qp
from mizan.science.surveillance.settings import MONTHLY

Floats = NDArray[np.float64]
LEAST_CASES = 1.0  # a silent series says nothing about effort


@dataclass(frozen=True)
class Elasticity:
    """Counts grow as effort^beta; `sd` its standard error, over-dispersion included."""

    beta: float
    sd: float


def effort_elasticity(counts: Floats, log_effort: Floats, *, frequency: int = MONTHLY) -> Elasticity:
    """`counts`, `log_effort` (S, T), nan where unknown; 0 effect where effort never varies."""
    known = np.isfinite(counts) & np.isfinite(log_effort)
    speaking = np.where(known, counts, 0.0).sum(axis=1) >= LEAST_CASES
    if not speaking.any():
        return Elasticity(0.0, 0.0)
    y, known, effort = counts[speaking], known[speaking], log_effort[speaking]
    data = _stacked(y, known, effort, frequency)
    fitted = qp.fit(data)
    if fitted.inverse[0, 0, 0] <= 0:
        return Elasticity(0.0, 0.0)
    phi = max(float(qp.dispersion(data, fitted, fitted.work)[0]), 1.0)
    return Elasticity(float(fitted.beta[0, 0]), float(np.sqrt(phi * fitted.inverse[0, 0, 0])))


def _stacked(y: Floats, known: NDArray[np.bool_], effort: Floats, frequency: int) -> qp.Data:
    """All series as one baseline whose levels are the series."""
    series, length = y.shape
    turn = 2.0 * np.pi * np.arange(length) / frequency
    common = [
        np.cos(turn),
        np.sin(turn),
        np.cos(2 * turn),
        np.sin(2 * turn),
        (np.arange(length) - length / 2) / frequency,
    ]
    x = np.stack([np.where(known, effort, 0.0), *(np.broadcast_to(c, y.shape) for c in common)])
    return qp.Data(
        np.where(known, y, 0.0).reshape(1, -1),
        x.reshape(len(x), 1, -1),
        np.zeros((1, y.size)),
        known.astype(float).reshape(1, -1),
        np.repeat(np.arange(series), length),
        np.arange(series) * length,
    )
