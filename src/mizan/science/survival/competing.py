"""Cumulative incidence of competing ends with intervals: Aalen and Johansen 1978.

Variance: the delta formula of Marubini and Valsecchi 1995, ch. 10. Intervals: complementary log-log (Kalbfleisch and
Prentice 2002, p. 18), which stay inside 0-1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Z95 = 1.959963984540054


@dataclass(frozen=True)
class Incidence:
    """Steps at the distinct times of any end. Arrays: times (n), incidence, variance, lo, hi (causes x n).

    causes names the rows; surviving is the chance of no end yet just after each time; at_risk the number at it.
    """

    causes: tuple[int, ...]
    times: Floats
    at_risk: Floats
    surviving: Floats
    incidence: Floats
    variance: Floats
    lo: Floats
    hi: Floats

    def at(self, time: float) -> Floats:
        """Return the incidence of every cause by `time` (nothing before the first end)."""
        place = int(np.searchsorted(self.times, time, side="right")) - 1
        return self.incidence[:, place] if place >= 0 else np.zeros(len(self.causes))

    def lost(self, horizon: float) -> Floats:
        """Return per cause the mean time lost to it before `horizon` (area under the incidence)."""
        kept = self.times < horizon
        edges = np.append(self.times[kept], horizon)
        area: Floats = self.incidence[:, kept] @ np.diff(edges)
        return area


def incidence(exit_time: Floats, cause: Ints, entry: Floats | None = None) -> Incidence:
    """Return the cumulative incidence of each cause > 0; cause 0 is censored, entry allows late entry.

    Ends at a time come before censorings at it; a case entering at t is at risk after t. Raises ValueError for
    impossible times.
    """
    entry = np.zeros(len(exit_time)) if entry is None else entry
    _check(exit_time, cause, entry)
    causes = tuple(int(c) for c in np.unique(cause[cause > 0]))
    times = np.unique(exit_time[cause > 0])
    deaths = np.array([[np.sum((exit_time == t) & (cause == c)) for t in times] for c in causes], dtype=float)
    if len(times) == 0:
        deaths = np.zeros((0, 0))
    at_risk = _at_risk(exit_time, entry, times)
    total = deaths.sum(axis=0) if causes else np.zeros(0)
    surviving = np.cumprod(1 - total / at_risk)
    before = np.concatenate([[1.0], surviving[:-1]]) if len(times) else surviving
    steps = before * deaths / at_risk
    found = np.cumsum(steps, axis=1)
    variance = _variance(found, deaths, total, at_risk, before)
    lo, hi = _interval(found, variance)
    return Incidence(causes, times, at_risk, surviving, found, variance, lo, hi)


def _check(exit_time: Floats, cause: Ints, entry: Floats) -> None:
    if not len(exit_time) == len(cause) == len(entry):
        raise ValueError("times and causes must have the same length")
    if len(exit_time) and not (np.isfinite(exit_time).all() and (exit_time > entry).all() and (entry >= 0).all()):
        raise ValueError("every case must end after it enters, at a finite time of zero or more")


def _at_risk(exit_time: Floats, entry: Floats, times: Floats) -> Floats:
    left = np.searchsorted(np.sort(exit_time), times, side="left")
    come = np.searchsorted(np.sort(entry), times, side="left")
    return (come - left).astype(float)


def _variance(found: Floats, deaths: Floats, total: Floats, at_risk: Floats, before: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        every = np.where(at_risk > total, total / (at_risk * (at_risk - total)), 0.0)
    own = before**2 * (at_risk - deaths) * deaths / at_risk**3
    cross = before * deaths / at_risk**2
    # sum over s <= t of (F(t) - F(s))^2 a + b - 2 (F(t) - F(s)) c, opened so that each part is one running sum.
    a0, a1, a2 = (np.cumsum(every * found**power, axis=1) for power in (0, 1, 2))
    c0, c1 = np.cumsum(cross, axis=1), np.cumsum(cross * found, axis=1)
    spread = found**2 * a0 - 2 * found * a1 + a2 + np.cumsum(own, axis=1) - 2 * (found * c0 - c1)
    return np.maximum(spread, 0.0)


def _interval(found: Floats, variance: Floats) -> tuple[Floats, Floats]:
    inside = (found > 0) & (found < 1)
    safe = np.where(inside, found, 0.5)
    middle = np.log(-np.log(1 - safe))
    half = Z95 * np.sqrt(variance) / ((1 - safe) * -np.log(1 - safe))
    low, high = 1 - np.exp(-np.exp(middle - half)), 1 - np.exp(-np.exp(middle + half))
    return np.where(inside, low, found), np.where(inside, high, found)
