"""What late reports will still add: totals of recent months from incomplete counts.

Chain ladder with reverse-time hazards (Lawless 1994, Can J Stat 22:15): q_d is the share of cases with delay d
among those with delay up to d. Given n reported of a share F, a gamma prior of the month's rate (mean and
over-dispersion of complete months) makes the missing part negative binomial; the uncertain F is a mixture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, ndtri
from scipy.stats import qmc

Floats = NDArray[np.float64]
DRAWS = 64
FLATTEST = 0.25  # smallest shape of the gamma prior
STEEPEST = 500.0
MOST_LISTED = 300


@dataclass(frozen=True)
class Nowcast:
    """(T,) each: reported so far, expected share reported, the predicted final total with its interval, and `chance`,
    the probability that the interval holds: whole numbers cannot hit 0.9 exactly."""

    reported: Floats
    share: Floats
    median: Floats
    low: Floats
    high: Floats
    chance: Floats


@dataclass(frozen=True)
class Delays:
    """Cumulative reported share by delay, (draws, D + 1), last column 1."""

    share: Floats

    def mean(self) -> Floats:
        """Expected share reported by each delay, (D + 1,)."""
        out: Floats = self.share.mean(axis=0)
        return out


def learn_delays(triangle: Floats, *, draws: int = DRAWS) -> Delays:
    """`triangle` (T, D + 1): cases of month t reported with delay d; nan where not yet observed.

    Beta posteriors (prior 1/2, 1/2) of the hazards, weakened by the over-dispersion of the delays between
    months, at quasi-random points.
    """
    longest = triangle.shape[1] - 1
    points = qmc.Halton(d=max(longest, 1), scramble=False).random(draws + 1)[1:]
    share = np.ones((draws, longest + 1))
    for delay in range(longest, 0, -1):
        seen = np.isfinite(triangle[:, delay])
        new, before = triangle[seen, delay], triangle[seen, :delay].sum(axis=1)
        hazard = _beta_points(new, before, points[:, delay - 1])
        share[:, delay - 1] = share[:, delay] * (1.0 - hazard)
    return Delays(share)


def _beta_points(new: Floats, before: Floats, u: Floats) -> Floats:
    """Posterior quantiles of new / (new + before), normal on the logit scale (close, and fast)."""
    phi = _delay_dispersion(new, before)
    a, b = 0.5 + new.sum() / phi, 0.5 + before.sum() / phi
    logit = np.log(a / b) + ndtri(u) * np.sqrt(1.0 / a + 1.0 / b)
    out: Floats = 1.0 / (1.0 + np.exp(-logit))
    return out


def _delay_dispersion(new: Floats, before: Floats) -> float:
    """Pearson's phi of binomial shares between months, at least 1."""
    size = new + before
    useful = size > 0
    if useful.sum() < 3 or new.sum() == 0 or before.sum() == 0:
        return 1.0
    q = new.sum() / size.sum()
    chi2 = ((new - size * q)[useful] ** 2 / (size[useful] * q * (1 - q))).sum()
    return max(float(chi2 / (useful.sum() - 1)), 1.0)


def nowcast(triangle: Floats, *, coverage: float = 0.9, delays: Delays | None = None) -> Nowcast:
    """Predicted totals of every month; complete months have no interval. `delays` may come from a larger area."""
    reported = np.nansum(triangle, axis=1)
    known = learn_delays(triangle) if delays is None else delays
    out = np.stack([reported.copy() for _ in range(3)])
    chance = np.ones(len(reported))
    for month, missing in _unreported(triangle, known).items():
        ends = missing.interval(coverage)
        out[:, month] = reported[month] + np.array([missing.quantile(0.5), *ends])
        below, upto = missing.cdf(np.array([ends[0] - 1.0, ends[1]]))
        chance[month] = upto - below
    latest = _latest(triangle)
    expected_share = np.where(latest >= 0, known.mean()[np.maximum(latest, 0)], 0.0)
    return Nowcast(reported, expected_share, out[0], out[1], out[2], chance)


def held(triangle: Floats, totals: Floats, *, coverage: float = 0.9, delays: Delays | None = None) -> Floats:
    """How far the interval randomised at its edge holds each final total, (T,) from 0 to 1; 1 for complete months.

    Geyer and Meeden 2005 (Stat Sci 20:358): the most probable counts, the last of them in part, so that the mass is
    `coverage` exactly. The mean over many months is `coverage` if the prediction is right, however small the counts.
    """
    known = learn_delays(triangle) if delays is None else delays
    reported, degree = np.nansum(triangle, axis=1), np.ones(len(triangle))
    for month, missing in _unreported(triangle, known).items():
        degree[month] = missing.held(float(totals[month] - reported[month]), coverage)
    return degree


def _latest(triangle: Floats) -> NDArray[np.int64]:
    """Longest delay already observed of each month; -1 where none is."""
    out: NDArray[np.int64] = np.isfinite(triangle).sum(axis=1) - 1
    return out


def _unreported(triangle: Floats, known: Delays) -> dict[int, _Missing]:
    """The distribution of what is missing, for each incomplete month."""
    reported, latest = np.nansum(triangle, axis=1), _latest(triangle)
    complete = latest == triangle.shape[1] - 1
    mean, shape = _prior(reported[complete])
    none = np.zeros(len(known.share))
    return {
        int(month): _missing(
            reported[month], known.share[:, latest[month]] if latest[month] >= 0 else none, mean, shape
        )
        for month in np.flatnonzero(~complete)
    }


def _prior(totals: Floats) -> tuple[float, float]:
    """Mean and gamma shape of a month's rate, from complete months; flat where there are too few."""
    if len(totals) < 6 or totals.sum() == 0:
        return max(float(totals.mean()) if len(totals) else 1.0, 0.1), FLATTEST
    mean = float(totals.mean())
    extra = float(totals.var(ddof=1)) - mean
    return mean, float(np.clip(mean**2 / extra if extra > 0 else STEEPEST, FLATTEST, STEEPEST))


@dataclass(frozen=True)
class _Missing:
    """Distribution of the unreported count: negative binomial, mixed over the uncertain share."""

    size: float
    success: Floats
    expected: float

    def cdf(self, counts: Floats) -> Floats:
        grid = np.atleast_1d(counts)[:, None]
        known = betainc(self.size, np.maximum(grid, 0.0) + 1.0, self.success).mean(axis=1)
        out: Floats = np.where(grid[:, 0] < 0, 0.0, known)
        return out

    def quantile(self, p: float) -> float:
        """Smallest count u with P(U <= u) >= p."""
        high = 4.0 + 2.0 * self.expected
        while self.cdf(np.array([high]))[0] < p:
            high *= 2.0
        low, high = -1.0, float(np.ceil(high))
        while high - low > 1.0:
            middle = float(np.floor((low + high) / 2.0))
            low, high = (low, middle) if self.cdf(np.array([middle]))[0] >= p else (middle, high)
        return high

    def interval(self, coverage: float) -> tuple[float, float]:
        """Most probable counts, as many as bring their mass nearest to `coverage`; equal tails where they are many.

        Whole numbers cannot hit a coverage exactly; a rule of "at least" would be too wide for small counts.
        """
        tail = (1.0 - coverage) / 2.0
        counts, mass = self._ranked()
        if len(counts) == 0:
            return self.quantile(tail), self.quantile(1.0 - tail)
        chosen = counts[: int(np.argmin(np.abs(np.cumsum(mass) - coverage))) + 1]
        return float(chosen.min()), float(chosen.max())

    def held(self, count: float, coverage: float) -> float:
        """Degree, 0 to 1, to which the interval randomised at its edge holds `count`."""
        counts, mass = self._ranked()
        if len(counts) == 0:
            tail = (1.0 - coverage) / 2.0
            return float(self.quantile(tail) <= count <= self.quantile(1.0 - tail))
        place = np.flatnonzero(counts == count)
        if len(place) == 0:
            return 0.0
        before = float(mass[: place[0]].sum())
        return float(np.clip((coverage - before) / mass[place[0]], 0.0, 1.0))

    def _ranked(self) -> tuple[Floats, Floats]:
        """Counts and their mass, the most probable first; empty where they are too many to list."""
        edge = 1e-4
        first, last = self.quantile(edge), self.quantile(1.0 - edge)
        if last - first > MOST_LISTED:
            return np.empty(0), np.empty(0)
        mass = np.diff(self.cdf(np.arange(first - 1.0, last + 1.0)))
        order = np.argsort(-mass, kind="stable")
        return first + order.astype(np.float64), mass[order]


def _missing(reported: float, share: Floats, mean: float, shape: float) -> _Missing:
    size, rate = shape + reported, shape / mean + share
    success = rate / (rate + 1.0 - share)
    return _Missing(size, success, float((size * (1.0 - share) / rate).max()))
