"""Search a whole country for rises, with a budget of false warnings that no number of series can exceed.

Each series is judged by the corrected Farrington fit; its dispersion is squeezed towards that of all
series (Smyth 2004, Stat Appl Genet Mol Biol 3:3); the last 1, 2 and 4 steps are tested together, so that
a slow rise adds up; and one level alpha, the same for all, spends the yearly budget:
alpha = budget / (steps a year * series * windows). Neighbouring steps and windows overlap, so fewer
false warnings than the budget are expected when the model holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, ndtr, polygamma, stdtrit

from mizan.science.surveillance.counting import at_or_above, below_or_at, quantile
from mizan.science.surveillance.limits import predictive_freedom, uncertain_mean
from mizan.science.surveillance.many import JudgedMany

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
WINDOWS = (1, 2, 4)
QUIET = 2  # steps without an alarm that close a warning
LEAST_PHI = 0.2  # silent stretches give 0
LEAST_MEAN = 0.05  # expected counts below this count as this, so that one case is no warning by itself


@dataclass(frozen=True)
class Plan:
    """`budget`: false warnings a year for everything searched; `alpha` follows for each test."""

    budget: float
    steps_a_year: int
    windows: tuple[int, ...] = WINDOWS

    def alpha(self, series: int) -> float:
        """One-sided level of each test when so many series are searched: the budget spread evenly (Bonferroni)."""
        return self.budget / (self.steps_a_year * series * len(self.windows))


@dataclass(frozen=True)
class Found:
    """(S, P): `alarm` by any window; `opened` where a warning begins; `phi` squeezed; `level` the probability
    below the limit. (W, S, P) by window: `expected` sums and `spread`, their dispersion with the uncertainty
    of the mean. `alpha` of each test."""

    alarm: Bools
    opened: Bools
    phi: Floats
    level: Floats
    expected: Floats
    spread: Floats
    alpha: float

    def latest(self, lead: int) -> Found:
        """Without the first `lead` steps."""
        cut = {name: getattr(self, name)[..., lead:] for name in STEPWISE}
        return replace(self, **cut)

    def limits(self) -> Floats:
        """(W, S, P) the largest sum of each window that is no alarm."""
        return quantile(self.level, self.expected, self.spread)


STEPWISE = ("alarm", "opened", "phi", "level", "expected", "spread")


@dataclass(frozen=True)
class Late:
    """Counts as known at each judged step: `observed` (lags, S, P), lag j holds the step j before as known
    then; `share` (lags,) of a step's cases reported j steps after its end."""

    observed: Floats
    share: Floats


def search(judged: JudgedMany, plan: Plan, late: Late | None = None) -> Found:
    """Alarms and warnings of all series; unknown counts (nan) never warn and never count as 0.

    With `late`, each step is judged by what had been reported by its end, against the share of the
    expected count that is usually reported by then.
    """
    alpha = plan.alpha(len(judged.expected))
    phi, freedom = squeezed(judged)
    level = ndtr(stdtrit(freedom, 1.0 - alpha))
    share = np.ones(max(plan.windows)) if late is None else late.share
    means, spreads, alarm = [], [], np.zeros(phi.shape, dtype=np.bool_)
    centre, extra = uncertain_mean(judged.expected, judged.mean_sd)
    sd = np.sqrt(extra)
    for window in plan.windows:
        seen = _sums([judged.observed] * window) if late is None else _sums(list(late.observed[:window]), moved=False)
        mean = np.maximum(_sums([centre * f for f in share[:window]]), LEAST_MEAN)
        thinned = 1.0 + (phi - 1.0) * _sums([centre * f**2 for f in share[:window]]) / mean
        spread = np.maximum(thinned, 1.0) + _sums([sd * f for f in share[:window]]) ** 2 / mean
        known = np.isfinite(seen) & np.isfinite(mean)
        # a sum above the smallest k with P(Y <= k) >= level is one with P(Y <= sum - 1) >= level
        alarm[known] |= below_or_at(seen[known] - 1.0, mean[known], spread[known]) >= level[known]
        means.append(mean)
        spreads.append(spread)
    return Found(alarm, _openings(alarm), phi, level, np.stack(means), np.stack(spreads), alpha)


def _sums(by_lag: list[Floats], *, moved: bool = True) -> Floats:
    """Sum over lags 0, 1, ...; with `moved`, the values of lag j stand at their own step and move j steps on.

    nan where the judged stretch is too short to look back.
    """
    total = by_lag[0].copy()
    for lag, values in enumerate(by_lag[1:], start=1):
        if moved:
            total[:, lag:] += values[:, :-lag]
            total[:, :lag] = np.nan
        else:
            total += values
    return total


def _openings(alarm: Bools) -> Bools:
    """An alarm opens a warning unless one of the QUIET steps before it was an alarm too."""
    before = np.zeros_like(alarm)
    for back in range(1, QUIET + 1):
        before[:, back:] |= alarm[:, :-back]
    return alarm & ~before


def squeezed(judged: JudgedMany) -> tuple[Floats, Floats]:
    """Dispersion of each series and step, moved towards the common one, and its degrees of freedom: (S, P).

    Scaled-F moments of log phi by step (Smyth 2004, section 6). A rise of phi with the mean is followed
    by a straight line in log mean.
    """
    phi, worth = np.ones_like(judged.phi), np.ones_like(judged.phi)
    for step in range(judged.phi.shape[1]):
        mean = np.maximum(np.nan_to_num(judged.expected[:, step]), LEAST_MEAN)
        raw = np.maximum(np.nan_to_num(judged.raw_phi[:, step], nan=1.0), LEAST_PHI)
        own = predictive_freedom(mean, np.maximum(raw, 1.0), np.maximum(judged.free[:, step], 1.0))
        phi[:, step], worth[:, step] = _squeeze(raw, own, np.log(mean))
    return np.maximum(phi, 1.0), worth


def _squeeze(phi: Floats, own: Floats, log_mean: Floats) -> tuple[Floats, Floats]:
    e = np.log(phi) - digamma(own / 2.0) + np.log(own / 2.0)
    design = np.column_stack([np.ones_like(log_mean), log_mean])
    weight = np.sqrt(own)
    line = np.linalg.lstsq(design * weight[:, None], e * weight, rcond=None)[0]
    centre = design @ line
    excess = float(np.average((e - centre) ** 2 - polygamma(1, own / 2.0), weights=own))
    prior = 1e6 if excess <= 1e-6 else 2.0 * _inverse_trigamma(excess)
    common = np.exp(centre + digamma(prior / 2.0) - np.log(prior / 2.0))
    return (prior * common + own * phi) / (prior + own), prior + own


def _inverse_trigamma(value: float) -> float:
    """Newton's method of Smyth 2004, appendix."""
    y = 0.5 + 1.0 / value
    for _ in range(50):
        t = float(polygamma(1, y))
        step = t * (1.0 - t / value) / float(polygamma(2, y))
        y += step
        if -step / y < 1e-10:
            break
    return y


def smallest_rises(found: Found, plan: Plan, *, chance: float = 0.8, steps: int = 4) -> Floats:
    """(S, P) smallest factor on the expected counts of the last `steps` steps that some window shows with `chance`.

    nan where no window could be judged. Halvings to a relative error of 0.1 %.
    """
    best = np.full(found.phi.shape, np.inf)
    for window, mean, limit in zip(plan.windows, found.expected, found.limits(), strict=True):
        if window > steps:
            continue
        low, high = np.zeros_like(mean), np.full_like(mean, np.log(1e6))
        for _ in range(14):
            middle = (low + high) / 2.0
            seen = at_or_above(limit + 1.0, mean * np.exp(middle), found.phi) >= chance
            high, low = np.where(seen, middle, high), np.where(seen, low, middle)
        best = np.fmin(best, np.where(np.isfinite(limit), np.exp(high), np.inf))
    return np.where(np.isfinite(best), best, np.nan)
