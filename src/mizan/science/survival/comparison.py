"""Are a unit's cases lost more often than its peers' cases of the same kind? Two fair ways to ask.

Indirect: expected ends = sum over its cases of the pooled cause-specific cumulative hazard of the case's kind up to the
time the case was followed (Andersen et al. 1993, VII.1); observed against expected goes to `calibration`. Direct: the
unit's own incidence by kind, weighted by everybody's mix of kinds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mizan.science.survival.competing import Floats, Ints, incidence


@dataclass(frozen=True)
class UnitEnds:
    """Per unit (in the order of np.unique): ends of one cause, observed and expected."""

    units: Ints
    observed: Floats
    expected: Floats


def expected_ends(exit_time: Floats, cause: Ints, unit: Ints, kind: Ints, wanted: int) -> UnitEnds:
    """Return observed and expected ends of cause `wanted`; kind = stratum of legal-process facts of each case."""
    hazard = np.zeros(len(exit_time))
    for stratum in np.unique(kind):
        rows = np.flatnonzero(kind == stratum)
        hazard[rows] = _own_hazard(exit_time[rows], cause[rows] == wanted)
    units, place = np.unique(unit, return_inverse=True)
    observed = np.bincount(place, weights=(cause == wanted).astype(float))
    return UnitEnds(units, observed.astype(float), np.bincount(place, weights=hazard).astype(float))


def _own_hazard(exit_time: Floats, ends: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Floats:
    times = np.unique(exit_time[ends])
    if len(times) == 0:
        return np.zeros(len(exit_time))
    happened = np.searchsorted(np.sort(exit_time[ends]), times, side="right")
    happened = np.diff(np.concatenate([[0], happened]))
    at_risk = len(exit_time) - np.searchsorted(np.sort(exit_time), times, side="left")
    hazard = np.concatenate([[0.0], np.cumsum(happened / at_risk)])
    own: Floats = hazard[np.searchsorted(times, exit_time, side="right")]
    return own


def standardised_lost(
    exit_time: Floats, cause: Ints, unit: Ints, kind: Ints, *, wanted: int, horizon: float
) -> dict[int, float | None]:
    """Return per unit the time lost to `wanted` before the horizon, at everybody's mix of kinds.

    None where the unit has no case of some kind: unknown is not zero.
    """
    kinds, share = np.unique(kind, return_counts=True)
    result: dict[int, float | None] = {}
    for name in np.unique(unit):
        parts = [_lost(exit_time, cause, (unit == name) & (kind == k), wanted, horizon) for k in kinds]
        known = [part for part in parts if part is not None]
        whole = len(known) == len(parts)
        result[int(name)] = float(np.dot(known, share / share.sum())) if whole else None
    return result


def _lost(
    exit_time: Floats, cause: Ints, chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], wanted: int, horizon: float
) -> float | None:
    if not chosen.any():
        return None
    found = incidence(exit_time[chosen], cause[chosen])
    if wanted not in found.causes:
        return 0.0
    return float(found.lost(horizon)[found.causes.index(wanted)])
