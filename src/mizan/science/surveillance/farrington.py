"""Farrington flexible: is this count higher than the same weeks or months of past years explain?

Sources: Farrington, Andrews, Beale, Catchpole 1996 (JRSS A 159:547); Noufaily et al. 2013 (Stat Med
32:1206); Salmon, Schumacher, Hoehle 2016 (J Stat Softw 70:10). The compatible mode reproduces the numbers
of R surveillance 1.20.3, whose behaviour is written down in `docs/methods/surveillance.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtr

from mizan.science.surveillance import quasipoisson as qp
from mizan.science.surveillance.baseline import Baseline, baseline_for
from mizan.science.surveillance.counting import at_or_above
from mizan.science.surveillance.limits import upper_limit
from mizan.science.surveillance.settings import Settings

Floats = NDArray[np.float64]
YEARS_FOR_TREND = 3


@dataclass(frozen=True)
class Judged:
    """One series, one entry per judged step. `now` holds 0-based rows; nan = no answer.

    `threshold` is the largest count that is no warning (an alarm is observed > threshold); `phi` the
    dispersion, at least 1 (`raw_phi` as estimated), and `mean_sd` the standard error of log(expected).
    """

    now: NDArray[np.int64]
    observed: Floats
    expected: Floats
    threshold: Floats
    alarm: NDArray[np.bool_]
    phi: Floats
    raw_phi: Floats
    mean_sd: Floats
    free: Floats
    trend: NDArray[np.bool_]


def farrington(
    counts: Floats,
    settings: Settings,
    *,
    start: int,
    dates: list[date] | None = None,
    population: Floats | None = None,
    effort: Floats | None = None,
    baseline: Baseline | None = None,
) -> Judged:
    """Judge one series from 1-based index `start` on.

    `counts` (T,), nan where not reported. `population` (T,) > 0 enters as log offset; its scale is
    irrelevant. `effort` (T,) is a covariate of detection effort on the log-mean scale, for example
    log(1 + raids). `baseline` may be shared by series of one table.
    """
    now = np.arange(start - 1, len(counts))
    base = baseline_for(now, settings, dates) if baseline is None else baseline
    data, x_now, offset_now = _gather(counts, base, population, effort)
    if settings.trend_prior is not None:
        ridge = np.zeros(len(data.x))
        ridge[0] = (settings.frequency / settings.trend_prior) ** 2
        data = replace(data, ridge=ridge)
    return _judge(counts, data, _Now(x_now, offset_now, base.now), settings)


def _gather(
    counts: Floats, base: Baseline, population: Floats | None, effort: Floats | None
) -> tuple[qp.Data, Floats, Floats]:
    """Baseline rows of every judged step; covariates are trend first, then effort."""
    y = counts[base.rows]
    used = base.used & np.isfinite(y)
    offset = np.zeros(len(counts)) if population is None else np.log(population)
    time = np.where(used, (base.rows - base.now[:, None]).astype(float), 0.0)
    x, x_now = [time], [np.zeros(len(base.now))]
    if effort is not None:
        x.append(np.where(used, effort[base.rows], 0.0))
        x_now.append(effort[base.now])
    data = qp.Data(
        np.where(used, y, 0.0),
        np.stack(x),
        np.where(used, offset[base.rows], 0.0),
        used.astype(float),
        base.level,
        base.starts,
    )
    return data, np.stack(x_now), offset[base.now]


@dataclass
class _Best:
    """What is known of each judged step so far; filled by points."""

    mean: Floats
    variance: Floats  # of the linear predictor, with dispersion
    phi: Floats
    raw: Floats
    trend_p: Floats
    free: Floats
    converged: NDArray[np.bool_]

    def put(self, where: NDArray[np.int64], other: _Best) -> None:
        for name in ("mean", "variance", "phi", "raw", "trend_p", "free", "converged"):
            getattr(self, name)[where] = getattr(other, name)


@dataclass(frozen=True)
class _Now:
    """The judged steps: covariates `x` (K, P), log offset (P,) and rows (P,)."""

    x: Floats
    offset: Floats
    rows: NDArray[np.int64]


def _judge(counts: Floats, data: qp.Data, now: _Now, settings: Settings) -> Judged:
    trended = settings.trend and settings.years_back >= YEARS_FOR_TREND
    first = 0 if trended else 1
    best = _model(data.without(first), now.x[first:], now.offset, settings)
    keep = np.zeros(len(now.rows), dtype=np.bool_)
    if trended:
        highest = np.max(np.where(data.weight > 0, data.y, 0.0), axis=1)
        keep = best.converged & (best.trend_p < settings.trend_p) & (best.mean <= highest)
        again = np.flatnonzero(~keep)
        if len(again):
            plain = _model(data.take(again).without(1), now.x[1:, again], now.offset[again], settings)
            best.put(again, plain)
    observed = counts[now.rows]
    sd = np.sqrt(best.variance)
    limit = upper_limit(best.mean, best.phi, sd, best.free, settings)
    limit = np.where(best.converged & _enough(counts, now.rows, settings), limit, np.nan)
    alarm = np.isfinite(limit) & np.isfinite(observed) & (observed > limit)
    shown = best.converged & (np.isfinite(limit) if settings.compatible else True)  # R withholds both together
    expected = np.where(shown, best.mean, np.nan)
    return Judged(now.rows, observed, expected, limit, alarm, best.phi, best.raw, sd, best.free, keep)


def _model(data: qp.Data, x_now: Floats, offset_now: Floats, settings: Settings) -> _Best:
    """Fit, weigh down past outbreaks, fit again, and look at the judged step."""
    fitted = qp.fit(data)
    if settings.weights_threshold < np.inf:
        data = data.with_weight(_outbreak_weights(data, fitted, settings))
        fitted = qp.fit(data)
    raw = qp.dispersion(data, fitted, fitted.work)
    phi = np.maximum(raw, 1.0)
    # R's summary sees the outlier weights where the working weights should be; the corrected mode does not.
    scale = qp.dispersion(data, fitted, data.weight) if settings.compatible else phi
    link = fitted.levels[:, 0] + np.einsum("pk,kp->p", fitted.beta, x_now) + offset_now
    variance = scale * qp.unscaled_variance(fitted, x_now)
    with np.errstate(over="ignore"):  # an unstable trend may run off; it is dropped right after
        mean = np.exp(link)
    return _Best(mean, variance, phi, raw, _trend_p(fitted, scale), fitted.free, fitted.converged)


def _trend_p(fitted: qp.Fit, scale: Floats) -> Floats:
    """Two-sided p-value of the first covariate (t distribution); 1 where there is none."""
    if not fitted.beta.shape[1]:
        return np.ones(len(scale))
    sd = np.sqrt(scale * fitted.inverse[:, 0, 0])
    known = sd > 0
    t = np.abs(fitted.beta[:, 0]) / np.where(known, sd, 1.0)
    out: Floats = np.where(known, 2.0 * stdtr(np.maximum(fitted.free, 1.0), -t), 1.0)
    return out


def _outbreak_weights(data: qp.Data, fitted: qp.Fit, settings: Settings) -> Floats:
    """Weights inverse to the squared Anscombe residual above the threshold, scaled to sum to the row count."""
    phi = np.maximum(qp.dispersion(data, fitted, fitted.work), 1.0)[:, None]
    rest = np.maximum(1.0 - qp.leverage(data, fitted), qp.SMALLEST)
    root = np.cbrt(fitted.mean)
    residual = 1.5 * (np.cbrt(data.y) ** 2 - root**2) / np.sqrt(root * phi * rest)
    high = residual > settings.weights_threshold
    if not settings.compatible and high.any():
        residual = residual.copy()
        residual[high] = _skew_aware(data.y[high], fitted.mean[high], np.broadcast_to(phi, high.shape)[high])
        high = residual > settings.weights_threshold
    weight = np.where(high, 1.0 / np.where(high, residual, 1.0) ** 2, 1.0) * (data.weight > 0)
    scaled: Floats = weight * ((data.weight > 0).sum(axis=1) / weight.sum(axis=1))[:, None]
    return scaled


def _skew_aware(y: Floats, mean: Floats, phi: Floats) -> Floats:
    """The normal quantile of a count's negative-binomial tail.

    The Anscombe residual calls ordinary counts of skewed series outbreaks; weighing them down makes the
    dispersion too small and the limits too low.
    """
    quantiles: Floats = -ndtri(np.maximum(at_or_above(y, mean, phi), 1e-300))
    return quantiles


def _enough(counts: Floats, now: NDArray[np.int64], settings: Settings) -> NDArray[np.bool_]:
    """At least `least_cases` in the latest `least_cases_steps` steps, the judged one included."""
    total = np.concatenate([[0.0], np.cumsum(np.nan_to_num(counts))])
    recent = total[now + 1] - total[np.maximum(now + 1 - settings.least_cases_steps, 0)]
    out: NDArray[np.bool_] = recent >= settings.least_cases
    return out
