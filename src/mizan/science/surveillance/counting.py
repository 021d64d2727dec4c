"""Negative-binomial tails and quantiles by mean and dispersion (variance = phi * mean; Poisson where phi <= 1)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, gammainc, gammaincc, ndtri

Floats = NDArray[np.float64]
FUZZ = 64 * float(np.finfo(np.float64).eps)
HUGE = 1e12  # above it a count of one is below the resolution of the tail; the normal quantile stands
POISSON_BELOW = 1.0 + 1e-9


def below_or_at(count: Floats, mean: Floats, phi: Floats) -> Floats:
    """P(Y <= count); 0 for a negative count."""
    k, mean, phi = np.broadcast_arrays(np.floor(count), mean, phi)
    out = np.zeros(k.shape)
    loose = (k >= 0) & (phi > POISSON_BELOW)
    out[loose] = betainc(mean[loose] / (phi[loose] - 1.0), k[loose] + 1.0, 1.0 / phi[loose])
    tight = (k >= 0) & (phi <= POISSON_BELOW)
    out[tight] = gammaincc(k[tight] + 1.0, mean[tight])
    return out


def at_or_above(count: Floats, mean: Floats, phi: Floats) -> Floats:
    """P(Y >= count), accurate in the far tail; 1 for a count of 0 or less, nan for an unknown one."""
    k, mean, phi = np.broadcast_arrays(np.ceil(count), mean, phi)
    out = np.where(np.isnan(k), np.nan, np.ones(k.shape))
    loose = (k > 0) & (phi > POISSON_BELOW)
    out[loose] = betainc(k[loose], mean[loose] / (phi[loose] - 1.0), 1.0 - 1.0 / phi[loose])
    tight = (k > 0) & (phi <= POISSON_BELOW)
    out[tight] = gammainc(k[tight], mean[tight])
    return out


def quantile(probability: Floats | float, mean: Floats, phi: Floats) -> Floats:
    """Smallest count k with P(Y <= k) >= probability; nan where the mean is not finite.

    The first guess is the normal quantile; then bracket and halve, all elements together.
    """
    mean, phi, p = np.broadcast_arrays(np.asarray(mean, float), np.asarray(phi, float), np.asarray(probability, float))
    finite = np.isfinite(mean) & np.isfinite(phi)
    out = np.full(mean.shape, np.nan)
    known, huge = finite & (mean < HUGE), finite & (mean >= HUGE)
    if known.any():
        out[known] = _search(p[known] * (1.0 - FUZZ), mean[known], np.maximum(phi[known], 1.0))
    out[huge] = mean[huge] + ndtri(p[huge]) * np.sqrt(np.maximum(phi[huge], 1.0) * mean[huge])
    return out


def _search(p: Floats, mean: Floats, phi: Floats) -> Floats:
    spread = np.sqrt(phi * mean)
    guess = mean + ndtri(p) * spread
    low = np.maximum(np.floor(guess - spread - 2.0), -1.0)
    high = np.maximum(np.ceil(guess + spread + 2.0), 0.0)
    while (wrong := below_or_at(low, mean, phi) >= p).any():
        low = np.where(wrong, np.maximum(np.floor(2.0 * low - high), -1.0), low)
    while (wrong := below_or_at(high, mean, phi) < p).any():
        high = np.where(wrong, 2.0 * high + 4.0, high)
    while (high - low > 1.0).any():
        middle = np.floor((low + high) / 2.0)
        enough = below_or_at(middle, mean, phi) >= p
        high, low = np.where(enough, middle, high), np.where(enough, low, middle)
    found: Floats = high
    return found
