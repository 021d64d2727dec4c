"""What a unit's true ratio may be, given its count and its family: empirical Bayes with the conjugate law.

Gamma-Poisson: prior gamma(k, k), posterior gamma(k + O, k + E), k = 1 / (exp(sigma^2) - 1) at the posterior median
of sigma. Beta-binomial likewise, divided by the family's rate. (Clayton and Kaldor 1987.)
"""

from __future__ import annotations

import numpy as np
from scipy import special

from mizan.science.calibration.laws import Counts, Floats, Law, Proportions, intraclass

LEVELS = (0.05, 0.5, 0.95)  # a 90 % interval around the median


def shrunk(law: Law, sigma: float) -> Floats:
    """Return units x 3: lower end, median and upper end of the true ratio to expected."""
    if isinstance(law, Counts):
        return _ratios(law, sigma)
    if isinstance(law, Proportions):
        return _shares(law, sigma)
    raise TypeError(f"no conjugate law for {type(law).__name__}")


def _ratios(law: Counts, sigma: float) -> Floats:
    shape = 1.0 / np.expm1(sigma**2)
    ends = [special.gammaincinv(shape + law.observed, level) / (shape + law.expected) for level in LEVELS]
    return np.column_stack(ends)


def _shares(law: Proportions, sigma: float) -> Floats:
    total = 1.0 / intraclass(law.rate, np.asarray(sigma)) - 1.0
    a, b = law.rate * total + law.observed, (1 - law.rate) * total + law.trials - law.observed
    return np.column_stack([special.betaincinv(a, b, level) / law.rate for level in LEVELS])
