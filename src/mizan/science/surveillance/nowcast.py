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
    """(T,) each: reported so far, expected share reported, and the predicted final total with its interval."""

    reported: Floats
    share: Floats
    median: Floats
    low: Floats
    high: Floats


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
    known = learn_delays(triangle) if delays is None else delays
    reported = np.nansum(triangle, axis=1)
    latest = np.isfinite(triangle).sum(axis=1) - 1
    complete = latest == triangle.shape[1] - 1
    mean, shape = _prior(reported[complete])
    out = np.stack([reported.copy() for _ in range(3)])
    for month in np.flatnonzero(~complete):
        share = known.share[:, latest[month]] if latest[month] >= 0 else np.zeros(len(known.share))
        missing = _missing(reported[month], share, mean, shape)
        out[:, month] = reported[month] + np.array([missing.quantile(0.5), *missing.interval(coverage)])
    expected_share = np.where(latest >= 0, known.mean()[np.maximum(latest, 0)], 0.0)
    return Nowcast(reported, expected_share, out[0], out[1], out[2])


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
        edge = 1e-4
        first, last = self.quantile(edge), self.quantile(1.0 - edge)
        tail = (1.0 - coverage) / 2.0
        if last - first > MOST_LISTED:
            return self.quantile(tail), self.quantile(1.0 - tail)
        below = self.cdf(np.arange(first - 1.0, last + 1.0))
        order = np.argsort(-np.diff(below), kind="stable")
        mass = np.cumsum(np.diff(below)[order])
        chosen = order[: int(np.argmin(np.abs(mass - coverage))) + 1]
        return first + float(chosen.min()), first + float(chosen.max())


def _missing(reported: float, share: Floats, mean: float, shape: float) -> _Missing:
    size, rate = shape + reported, shape / mean + share
    success = rate / (rate + 1.0 - share)
    return _Missing(size, success, float((size * (1.0 - share) / rate).max()))
