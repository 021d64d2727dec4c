"""Upper limits of a count, given its fitted mean, dispersion and the standard error of log(mean)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri, stdtrit

from mizan.science.surveillance.counting import quantile
from mizan.science.surveillance.settings import Settings, Threshold

Floats = NDArray[np.float64]


def upper_limit(mean: Floats, phi: Floats, sd: Floats, free: Floats, settings: Settings) -> Floats:
    """(P,) the largest count that is no warning, at one-sided `settings.alpha`."""
    if settings.threshold is Threshold.DELTA:
        return delta_limit(mean, phi, sd, settings.alpha)
    if settings.threshold is Threshold.NB:
        return quantile(1.0 - settings.alpha, mean, phi)
    if settings.threshold is Threshold.MUAN:
        with np.errstate(over="ignore"):  # near-silent baselines have unbounded limits; they come out as nan
            upper = mean * np.exp(sd * ndtri(1.0 - settings.alpha))
        return quantile(1.0 - settings.alpha, upper, phi)
    if settings.threshold is Threshold.NONE:
        return np.full(mean.shape, np.nan)
    return predictive_limit(mean, phi, sd, free, settings.alpha)


def delta_limit(mean: Floats, phi: Floats, sd: Floats, alpha: float) -> Floats:
    """Farrington et al. 1996, eq. 4: normal limit on the 2/3-power scale."""
    tau = phi + mean * sd**2
    root = mean ** (2 / 3) + ndtri(1.0 - alpha) * np.sqrt(4 / 9 * mean ** (1 / 3) * tau)
    out: Floats = np.maximum(root, 0.0) ** 1.5
    return out


def predictive_limit(mean: Floats, phi: Floats, sd: Floats, free: Floats, alpha: float) -> Floats:
    """The corrected default: a negative-binomial quantile that pays for what was estimated.

    The uncertain mean is lognormal and adds its
    variance. The uncertain dispersion moves the normal
    quantile to Student's: Pearson's phi has the variance `phi^2 (2 + g) / free`, g the excess kurtosis
    of the fitted negative binomial, so it is worth `2 free / (2 + g)` degrees of freedom; at a mean of
    one half and phi 3 that is a tenth of the nominal ones, which is why plug-in limits over-warn there.
    """
    worth = predictive_freedom(mean, phi, free)
    centre, extra = uncertain_mean(mean, sd)
    return quantile(ndtr(stdtrit(worth, 1.0 - alpha)), centre, phi + extra / np.maximum(centre, 1e-300))


def uncertain_mean(mean: Floats, sd: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of a lognormal mean with log standard error `sd` (capped at 2: beyond, nothing is known)."""
    s2 = np.minimum(sd, 2.0) ** 2
    centre = mean * np.exp(s2 / 2.0)
    return centre, centre**2 * np.expm1(s2)


def predictive_freedom(mean: Floats, phi: Floats, free: Floats) -> Floats:
    """Degrees of freedom that the dispersion is worth, at least 1: (P,)."""
    kurtosis = (6.0 * (phi - 1.0) + 1.0 / phi) / np.maximum(mean, 1e-9)
    out: Floats = np.maximum(2.0 * free / (2.0 + kurtosis), 1.0)
    return out
