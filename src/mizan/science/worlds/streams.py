"""Random streams by name, so that planting one thing never changes the noise of another."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the generator of one named part of one world; same seed and name, same numbers."""
    return np.random.default_rng(np.random.SeedSequence([seed, zlib.crc32(name.encode())]))


def overdispersed(
    rng: np.random.Generator, mean: NDArray[np.float64], dispersion: NDArray[np.float64] | float
) -> NDArray[np.int64]:
    """Draw counts with the given mean and variance = dispersion x mean (negative binomial; 1 = Poisson).

    The gamma shape is mean / (dispersion - 1), so the variance is exactly linear in the mean.
    """
    phi = np.broadcast_to(np.asarray(dispersion, dtype=float), mean.shape)
    rate = mean.astype(float).copy()
    wide = (phi > 1.0) & (mean > 0.0)
    rate[wide] = rng.gamma(mean[wide] / (phi[wide] - 1.0), phi[wide] - 1.0)
    return rng.poisson(rate).astype(np.int64)
