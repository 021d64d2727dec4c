"""Search a whole country for rises, with a budget of false warnings that no number of series can exceed.

Each series is judged by the corrected Farrington fit; its dispersion is squeezed towards that of all
series (Smyth 2004, Stat Appl Genet Mol Biol 3:3); the last 1, 2 and 4 steps are tested together, so that
a slow rise adds up; and one level alpha, the same for all, spends the yearly budget:
alpha = budget / (steps a year * series * windows). Neighbouring steps and windows overlap, so fewer
false warnings than the budget are expected when the model holds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, ndtr, polygamma, stdtrit

from mizan.science.surveillance.counting import at_or_above, quantile
from mizan.science.surveillance.limits import predictive_freedom
from mizan.science.surveillance.many import JudgedMany

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
WINDOWS = (1, 2, 4)
QUIET = 2  # steps without an alarm that close a warning
LEAST_MEAN = 0.05  # expected counts below this count as this, so that one case is no warning by itself


@dataclass(frozen=True)
class Plan:
    """`budget`: false warnings a year for everything searched; `alpha` follows for each test."""

    budget: float
    steps_a_year: int
    windows: tuple[int, ...] = WINDOWS

    def alpha(self, series: int) -> float:
        return self.budget / (self.steps_a_year * series * len(self.windows))


@dataclass(frozen=True)
class Found:
    """(S, P): `alarm` by any window; `opened` where a warning begins; `limit` (W, S, P) by window;
    `expected` (W, S, P) sums; `phi` (S, P) squeezed; `alpha` of each test."""

    alarm: Bools
    opened: Bools
    limit: Floats
    expected: Floats
    phi: Floats
    alpha: float


def search(judged: JudgedMany, plan: Plan) -> Found:
    """Alarms and warnings of all series; unknown counts (nan) never warn and never count as 0."""
    alpha = plan.alpha(len(judged.expected))
    phi, freedom = squeezed(judged)
    observed = np.stack([_sums(judged.observed, window) for window in plan.windows])
    mean = np.maximum(np.stack([_sums(judged.expected, window) for window in plan.windows]), LEAST_MEAN)
    spread = np.stack([_sums(judged.expected * judged.mean_sd, window) for window in plan.windows])
    student = ndtr(stdtrit(freedom, 1.0 - alpha))
    limit = np.stack(
        [
            quantile(student.ravel(), m.ravel(), (phi + s**2 / m).ravel()).reshape(m.shape)
            for m, s in zip(mean, spread, strict=True)
        ]
    )
    with np.errstate(invalid="ignore"):
        alarm = np.any(observed > limit, axis=0, keepdims=False).astype(np.bool_)
    return Found(alarm, _openings(alarm), limit, mean, phi, alpha)


def _sums(values: Floats, window: int) -> Floats:
    """Sum of the last `window` steps; shorter at the start of the judged stretch: nan."""
    out = values.copy()
    for back in range(1, window):
        out[:, back:] += values[:, :-back]
    out[:, : window - 1] = np.nan
    return out


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
        raw = np.maximum(np.nan_to_num(judged.phi[:, step], nan=1.0), 1.0)
        own = predictive_freedom(mean, raw, np.maximum(judged.free[:, step], 1.0))
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


def smallest_rises(judged: JudgedMany, found: Found, plan: Plan, *, chance: float = 0.8, months: int = 4) -> Floats:
    """(S, P) smallest factor on the expected counts of the last `months` steps that some window shows with `chance`."""
    best = np.full(judged.expected.shape, np.inf)
    for place, window in enumerate(plan.windows):
        if window > months:
            continue
        mean, limit = found.expected[place], found.limit[place]
        low, high = np.zeros_like(mean), np.full_like(mean, np.log(1e6))
        for _ in range(24):
            middle = (low + high) / 2.0
            seen = at_or_above(limit + 1.0, mean * np.exp(middle), found.phi) >= chance
            high, low = np.where(seen, middle, high), np.where(seen, low, middle)
        best = np.fmin(best, np.where(np.isfinite(limit), np.exp(high), np.inf))
    return np.where(np.isfinite(best), best, np.nan)
