"""Which model? Exhaustive BIC, and the BIC-weighted average over all models.

Each works on a stack of tables, float[T, 2^k], so that a bootstrap repeats the whole choice on every replicate.
Inadmissible models (existence code not 0) never win. Sources: Silverman, Chan & Vincent 2024 (BIC);
Buckland, Burnham & Augustin 1997 (averaging).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .admissibility import admissible
from .hierarchies import Bools, Ints, ModelSpace
from .newton import LOST, SURE, Floats, fit_rows, living, solve, subset_sums, superset_sums
from .scores import ROWS, Scores, bic_of, score

NEGLIGIBLE = 25.0  # BIC difference: a weight of exp(-12.5) changes no digit anyone reads
EARLY = 16  # Newton steps after which a step without limit shows its direction
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
    settle(space, tables, scores)
    bic = np.where(scores.status == SURE, scores.bic, np.inf)
    picks = np.where(np.isfinite(bic.min(axis=1)), bic.argmin(axis=1), -1)
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


def settle(space: ModelSpace, tables: Floats, scores: Scores) -> None:
    """Judge every unsettled fit whose BIC is within reach of its table's best; inadmissible ones get BIC infinity.

    Cheapest proof first: a direction in which the likelihood never falls (checked in whole numbers) proves that no
    maximum exists; a patient fit that settles proves that one does; linear programming decides the rest."""
    sure = np.where(scores.status == SURE, scores.bic, np.inf).min(axis=1)
    where = np.argwhere((scores.status != SURE) & (scores.bic < sure[:, None] + NEGLIGIBLE))
    for at in range(0, len(where), ROWS):
        t, m = where[at : at + ROWS].T
        rows, y = np.ascontiguousarray(space.active[m].T), np.ascontiguousarray(tables[t].T)
        lost = climbs_for_ever(space.terms, rows, y)
        scores.bic[t[lost], m[lost]] = np.inf
        _settle_patiently(space, tables, scores, t[~lost], m[~lost])


def _settle_patiently(space: ModelSpace, tables: Floats, scores: Scores, t: Ints, m: Ints) -> None:
    if t.size == 0:
        return
    rows, y = np.ascontiguousarray(space.active[m].T), np.ascontiguousarray(tables[t].T)
    fits = fit_rows(space.terms, rows, y, steps=PATIENT)
    bic = bic_of(fits.loglik[:, None], rows.sum(axis=0)[:, None].astype(np.float64), tables[t])[:, 0]
    for place, (table, model) in enumerate(zip(t.tolist(), m.tolist(), strict=True)):
        exists = fits.status[place] == SURE or admissible(space.model(model), support_of(tables[table]))
        scores.bic[table, model] = bic[place] if exists else np.inf
        scores.logdark[table, model] = fits.beta[0, place]
        scores.status[table, model] = SURE if exists else LOST


def climbs_for_ever(terms: Ints, active: Bools, y: Floats) -> Bools:
    """bool[B]: rows proven to have no maximum, by a whole-number direction d whose sum is 0 over each seen cell and
    nowhere above 0, somewhere below: along it the likelihood rises without end (Fienberg & Rinaldo 2012).

    Newton's step turns into such a direction, as cells without support lose a factor e at each step."""
    fits = fit_rows(terms, active, y, steps=EARLY)
    use = active & ~fits.dead
    gradient = np.where(use, superset_sums(y)[terms] - fits.sums[terms], 0.0)
    step, flat = solve(fits.sums[terms[:, None] | terms[None, :]], gradient, use)
    direction = np.zeros(y.shape)
    direction[terms] = np.where(use, np.rint(step), 0.0)
    inside = np.where(living(terms, fits.dead, y.shape[0]), subset_sums(direction), 0.0)
    falls = (inside <= 0).all(axis=0) & (inside < 0).any(axis=0) & (inside * (y > 0) == 0).all(axis=0)
    return np.asarray(falls & ~flat & np.isfinite(step).all(axis=0))


def admissible_rows(space: ModelSpace, counts: Floats) -> Ints:
    """Models that may count on one table, float[2^k]. More people seen never destroys existence, so whatever fails here
    fails on every bootstrap replicate too: a replicate sees no history that the table did not."""
    scores = score(space, counts[None])
    scores.bic[scores.status != SURE] = -np.inf  # judge all of them
    settle(space, counts[None], scores)
    return np.flatnonzero(scores.status[0] == SURE)
