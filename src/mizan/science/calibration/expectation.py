"""What a unit's record would be if it worked like its peers on the same work: indirect standardisation.

A logistic model of the outcome on legal-process facts (offence, grade of intelligence, source, season, staffing) is
fitted to all units together, without the unit as a term; a unit's expectation is the sum of its fitted chances. Units
that lie far out are left out of a second fit, but judged by it
(Breslow and Day 1987, ch. 2; Iezzoni 2013). Facts about the people concerned are refused: that one unit meets more
people of one origin must never excuse or accuse it. Use such facts for a stratified fairness check, outside the model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from mizan.science.calibration.laws import Floats

LEGAL_PROCESS = frozenset(
    {"offence_type", "intelligence_grade", "source", "season", "staffing", "stage", "warrant_type"}
)
_RIDGE = 1e-3  # keeps a stratum without events finite; worth a thousandth of a trial
_STEPS = 50
_FAR = 3.5  # robust standard deviations; a leak must not make its peers look better than they are


@dataclass(frozen=True)
class Expectation:
    """Per unit: events observed and expected, and trials; `units` names the rows."""

    units: tuple[str, ...]
    observed: Floats
    expected: Floats
    trials: Floats


def standardise(
    unit: NDArray[np.str_], event: NDArray[np.bool_], covariates: dict[str, NDArray[np.str_]]
) -> Expectation:
    """Return each unit's observed and expected events from one row per trial (categorical covariates).

    Raises ValueError for a covariate that is not a fact of the legal process, and for columns of unequal length.
    """
    for name, column in covariates.items():
        if name not in LEGAL_PROCESS:
            raise ValueError(f"'{name}' is not a fact of the legal process and may not enter an expectation")
        if len(column) != len(unit):
            raise ValueError(f"'{name}' has {len(column)} values for {len(unit)} trials")
    names, index = np.unique(unit, return_inverse=True)
    observed = np.bincount(index, weights=event.astype(float)).astype(float)
    columns = list(covariates.values())
    expected = np.bincount(index, weights=fitted_chances(event, columns)).astype(float)
    peers = ~_far_out(observed, expected)[index]
    if not peers.all():
        expected = np.bincount(index, weights=fitted_chances(event, columns, peers)).astype(float)
    return Expectation(tuple(str(name) for name in names), observed, expected, np.bincount(index).astype(float))


def _far_out(observed: Floats, expected: Floats) -> NDArray[np.bool_]:
    """Mark units so far from the middle that they would shift what is expected of the others.

    Distance of the log ratio from the median, in sd made of the unit's sampling variance and of a spread between
    units taken from the median absolute deviation.
    """
    ratio = np.log((observed + 0.5) / (expected + 0.5))
    away = np.abs(ratio - np.median(ratio))
    noise = 1.0 / np.maximum(expected, 0.5)
    between = max(0.0, (1.4826 * float(np.median(away))) ** 2 - float(np.median(noise)))
    spread = np.sqrt(between + noise)
    far: NDArray[np.bool_] = away > _FAR * spread
    return far


def fitted_chances(
    event: NDArray[np.bool_], columns: list[NDArray[np.str_]], learned: NDArray[np.bool_] | None = None
) -> Floats:
    """Return the chance of the event for every trial, from main effects of the categories (Newton, tiny ridge).

    learned: the trials the model is fitted to (default all); chances are returned for all.
    """
    every = _design(len(event), columns)
    learned = np.ones(len(event), dtype=bool) if learned is None else learned
    design, outcome = every[learned], event[learned].astype(float)
    beta = np.zeros(design.shape[1])
    beta[0] = special.logit(np.clip(outcome.mean(), 1e-6, 1 - 1e-6))
    penalty = np.full(design.shape[1], _RIDGE)
    penalty[0] = 0.0  # so that expected events sum to observed events
    for _ in range(_STEPS):
        chance = special.expit(design @ beta)
        slope = design.T @ (outcome - chance) - penalty * beta
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(penalty + 1e-12)
        step = np.linalg.solve(curve, slope)
        beta = beta + step
        if float(np.abs(step).max()) < 1e-10:
            break
    fitted: Floats = special.expit(every @ beta)
    return fitted


def _design(rows: int, columns: list[NDArray[np.str_]]) -> Floats:
    parts = [np.ones((rows, 1))]
    for column in columns:
        levels = np.unique(column)[1:]
        parts.append((column[:, None] == levels[None, :]).astype(float))
    return np.hstack(parts)
