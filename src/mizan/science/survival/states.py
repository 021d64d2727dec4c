"""A case through many stages: Aalen-Johansen state occupation, and mean time in each state.

Occupation at t is p(0) times the product over event times of (I + dA), A the Nelson-Aalen matrix of transitions
(Andersen, Borgan, Gill and Keiding 1993, IV.4). Intervals by resampling cases, since visits of a case depend.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Stays:
    """One row per stay: case, from-state, to-state (-1 = still there, censored), start and stop (days)."""

    case: Ints
    origin: Ints
    target: Ints
    start: Floats
    stop: Floats

    def __post_init__(self) -> None:
        if not (self.stop > self.start).all():
            raise ValueError("every stay must have a positive length")

    def take(self, rows: Ints) -> Stays:
        """Return some of the rows."""
        return Stays(self.case[rows], self.origin[rows], self.target[rows], self.start[rows], self.stop[rows])


@dataclass(frozen=True)
class Occupation:
    """chance: times x states, just after each time; times[0] is 0 with the starting distribution."""

    times: Floats
    chance: Floats

    def time_in_state(self, horizon: float) -> Floats:
        """Return the mean time spent in every state before `horizon`."""
        kept = self.times < horizon
        edges = np.append(self.times[kept], horizon)
        spent: Floats = np.diff(edges) @ self.chance[kept]
        return spent


def occupation(stays: Stays, states: int, start: Floats | None = None) -> Occupation:
    """Return the occupation of `states` states; start defaults to the shares observed at time 0."""
    first = _start(stays, states) if start is None else start
    moves = stays.target >= 0
    times = np.unique(stays.stop[moves])
    at_risk = np.array([_at_risk(stays, state, times) for state in range(states)])
    place = np.searchsorted(times, stays.stop[moves])
    count = np.zeros((len(times), states, states))
    np.add.at(count, (place, stays.origin[moves], stays.target[moves]), 1.0)
    chance = [first]
    for number in range(len(times)):
        chance.append(_step(chance[-1], count[number], at_risk[:, number]))
    return Occupation(np.concatenate([[0.0], times]), np.array(chance))


def _step(now: Floats, moved: Floats, at_risk: Floats) -> Floats:
    share = moved / np.where(at_risk > 0, at_risk, 1.0)[:, None]
    after: Floats = now - now * share.sum(axis=1) + now @ share
    return after


def _start(stays: Stays, states: int) -> Floats:
    opening = stays.origin[stays.start == 0]
    if len(opening) == 0:
        raise ValueError("nobody is observed at time 0; give the starting distribution")
    shares: Floats = np.bincount(opening, minlength=states) / len(opening)
    return shares


def _at_risk(stays: Stays, state: int, times: Floats) -> Ints:
    own = stays.origin == state
    come = np.searchsorted(np.sort(stays.start[own]), times, side="left")
    left = np.searchsorted(np.sort(stays.stop[own]), times, side="left")
    return (come - left).astype(np.int64)


def resampled(stays: Stays, states: int, horizon: float, *, runs: int, seed: int) -> tuple[Floats, Floats]:
    """Return the 95 % interval (lo, hi per state) of the mean time in state, by resampling whole cases."""
    rng = np.random.default_rng(seed)
    order = np.argsort(stays.case, kind="stable")
    _, first, length = np.unique(stays.case[order], return_index=True, return_counts=True)
    spent = []
    for _ in range(runs):
        drawn = rng.integers(0, len(first), len(first))
        rows = np.concatenate([order[first[i] : first[i] + length[i]] for i in drawn])
        spent.append(occupation(stays.take(rows), states).time_in_state(horizon))
    lo, hi = np.quantile(np.array(spent), [0.025, 0.975], axis=0)
    return lo, hi
