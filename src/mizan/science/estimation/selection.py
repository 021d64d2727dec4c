"""Which model? Exhaustive BIC, and the BIC-weighted average over all models.

Each works on a stack of tables, float[T, 2^k], so that a bootstrap repeats the whole choice on every replicate.
Inadmissible models (existence code not 0) never win. Sources: Silverman, Chan & Vincent 2024 (BIC);
Buckland, Burnham & Augustin 1997 (averaging).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .admissibility import admissible
from .hierarchies import Ints, ModelSpace
from .newton import SURE, Floats, fit_rows
from .scores import Scores, bic_of, score

NEGLIGIBLE = 40.0  # BIC difference: a weight of exp(-20) changes no digit anyone reads
PATIENT = 400  # Newton steps for fits that are known to exist


@dataclass(frozen=True)
class Choices:
    """`logdark` float[T] (nan: nothing admissible), `model` int[T] (-1 then), and the average `averaged`."""

    logdark: Floats
    model: Ints
    averaged: Floats


def support_of(counts: Floats) -> int:
    """The zero pattern of one table, float[2^k]: bit w is set when history w was seen."""
    return int.from_bytes(np.packbits(counts > 0, bitorder="little").tobytes(), "little")


def choose(space: ModelSpace, tables: Floats) -> Choices:
    """Best BIC and BIC-weighted average over all models of `space`, for each table."""
    scores = score(space, tables)
    judge = _Judge(space, tables, scores)
    picks = np.array([judge.settle(t) for t in range(tables.shape[0])], dtype=np.int64)
    logdark = np.where(picks >= 0, scores.logdark[np.arange(picks.size), picks], np.nan)
    return Choices(logdark, picks, np.array([_average(scores, t) for t in range(tables.shape[0])]))


def _average(scores: Scores, t: int) -> float:
    """Weighted mean of log dark figures, weights proportional to exp(-BIC/2).

    On the log scale, as the dark figure of a hardly supported model can be any number of orders too large.
    """
    bic = np.where(scores.status[t] == SURE, scores.bic[t], np.inf)
    if not np.isfinite(bic).any():
        return float("nan")
    weights = np.exp(-(bic - bic.min()) / 2.0)
    held = weights > 0
    return float((weights[held] * scores.logdark[t, held]).sum() / weights[held].sum())


class _Judge:
    """Decides by linear programming, and only where it matters, which unsettled fits may count."""

    def __init__(self, space: ModelSpace, tables: Floats, scores: Scores) -> None:
        self.space, self.tables, self.scores = space, tables, scores

    def settle(self, t: int) -> int:
        """Judge every unsettled model within reach of the best BIC; return the best admissible model, or -1."""
        while True:
            bic, status = self.scores.bic[t], self.scores.status[t]
            sure = np.where(status == SURE, bic, np.inf)
            reach = sure.min() + NEGLIGIBLE
            unsettled = np.flatnonzero((status != SURE) & (bic < reach))
            if unsettled.size == 0:
                return int(sure.argmin()) if np.isfinite(sure.min()) else -1
            self._judge(t, int(unsettled[bic[unsettled].argmin()]))

    def _judge(self, t: int, m: int) -> None:
        scores = self.scores
        if not admissible(self.space.model(m), support_of(self.tables[t])):
            scores.bic[t, m] = np.inf
            return
        active = self.space.active[m][:, None]
        fits = fit_rows(self.space.terms, active, self.tables[t][:, None], steps=PATIENT)
        scores.logdark[t, m] = fits.beta[0, 0]
        parameters = np.array([[float(active.sum())]])
        scores.bic[t, m] = bic_of(fits.loglik[:, None], parameters, self.tables[t][None])[0, 0]
        scores.status[t, m] = SURE
