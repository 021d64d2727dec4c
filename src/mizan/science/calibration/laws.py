"""How a unit's count arises when its true level differs a little from the family's: two kinds of data.

The level is eta, the log ratio (counts) or log odds ratio (proportions) to what is expected; the family's
heterogeneity sigma is the standard deviation of eta between honest units. Everything here is per observation
(shape n) unless said otherwise. Sources: Poisson and binomial tail identities, Abramowitz and Stegun 26.4.21 and
26.5.24; gamma-Poisson and beta-binomial mixtures, Johnson, Kemp and Kotz, Univariate Discrete Distributions, ch. 5-6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]


class Law(Protocol):
    """What the estimators need to know about a kind of data."""

    @property
    def observed(self) -> Floats:
        """Events counted, (units,)."""
        ...

    @property
    def expected(self) -> Floats:
        """Events expected at eta = 0, (units,)."""
        ...

    def information(self) -> Floats:
        """Fisher information about eta at eta = 0 (so 1/sqrt of it is the sampling sd of eta)."""

    def crude(self) -> Floats:
        """A rough estimate of eta from each observation alone (half an event added)."""

    def loglik(self, eta: Floats) -> Floats:
        """Log probability of the observed count at level eta (last axis = observations)."""

    def slopes(self, eta: Floats) -> tuple[Floats, Floats]:
        """First and second derivative of loglik in eta."""

    def at_least(self, count: Floats, eta: Floats) -> Floats:
        """P(X >= count) at level eta."""

    def conjugate_at_least(self, count: Floats, sigma: Floats) -> Floats:
        """P(X >= count) under the conjugate mixture (gamma, beta) of the same spread; sigma > 0."""

    def take(self, rows: NDArray[np.int64]) -> Law:
        """Return the law of some of the observations."""


@dataclass(frozen=True)
class Counts:
    """Events against an expectation: X ~ Poisson(expected x exp(eta))."""

    observed: Floats
    expected: Floats

    def information(self) -> Floats:
        """See Law."""
        return self.expected

    def crude(self) -> Floats:
        """See Law."""
        ratio: Floats = np.log((self.observed + 0.5) / (self.expected + 0.5))
        return ratio

    def loglik(self, eta: Floats) -> Floats:
        """Poisson."""
        logs: Floats = special.gammaln(self.observed + 1)
        return self.observed * (np.log(self.expected) + eta) - self.expected * np.exp(eta) - logs

    def slopes(self, eta: Floats) -> tuple[Floats, Floats]:
        """See Law."""
        mean = self.expected * np.exp(eta)
        return self.observed - mean, -mean

    def at_least(self, count: Floats, eta: Floats) -> Floats:
        """P(X >= c) = P(gamma(c) <= mean), Abramowitz and Stegun 26.4.21."""
        mean = self.expected * np.exp(eta)
        tail: Floats = np.where(count <= 0, 1.0, special.gammainc(np.maximum(count, 1e-9), mean))
        return tail

    def conjugate_at_least(self, count: Floats, sigma: Floats) -> Floats:
        """Gamma-Poisson, that is negative binomial, tail."""
        shape = 1.0 / np.expm1(sigma**2)  # gamma with mean 1 and the lognormal's relative variance
        share = self.expected / (self.expected + shape)
        tail: Floats = np.where(count <= 0, 1.0, special.betainc(np.maximum(count, 1e-9), shape, share))
        return tail

    def take(self, rows: NDArray[np.int64]) -> Counts:
        """See Law."""
        return Counts(self.observed[rows], self.expected[rows])


@dataclass(frozen=True)
class Proportions:
    """Events among trials: X ~ Binomial(trials, expit(logit(rate) + eta)); rate is the family's pooled rate."""

    observed: Floats
    trials: Floats
    rate: Floats

    @property
    def expected(self) -> Floats:
        """Events expected at eta = 0."""
        return self.trials * self.rate

    def information(self) -> Floats:
        """See Law."""
        return self.trials * self.rate * (1 - self.rate)

    def crude(self) -> Floats:
        """See Law."""
        odds: Floats = np.log((self.observed + 0.5) / (self.trials - self.observed + 0.5))
        ratio: Floats = odds - special.logit(self.rate)
        return ratio

    def loglik(self, eta: Floats) -> Floats:
        """Binomial."""
        level = special.logit(self.rate) + eta
        ways = special.gammaln(self.trials + 1) - special.gammaln(self.observed + 1)
        ways = ways - special.gammaln(self.trials - self.observed + 1)
        value: Floats = ways + self.observed * level - self.trials * np.logaddexp(0.0, level)
        return value

    def slopes(self, eta: Floats) -> tuple[Floats, Floats]:
        """See Law."""
        share = special.expit(special.logit(self.rate) + eta)
        return self.observed - self.trials * share, -self.trials * share * (1 - share)

    def at_least(self, count: Floats, eta: Floats) -> Floats:
        """P(X >= c) = I_share(c, n - c + 1), Abramowitz and Stegun 26.5.24."""
        share = special.expit(special.logit(self.rate) + eta)
        return binomial_at_least(count, self.trials, share)

    def conjugate_at_least(self, count: Floats, sigma: Floats) -> Floats:
        """Beta-binomial tail."""
        total = 1.0 / intraclass(self.rate, sigma) - 1.0
        a, b = self.rate * total, (1 - self.rate) * total
        return _beta_binomial_at_least(count, self.trials, a, b)

    def take(self, rows: NDArray[np.int64]) -> Proportions:
        """See Law."""
        return Proportions(self.observed[rows], self.trials[rows], self.rate[rows])


def binomial_at_least(count: Floats, trials: Floats, share: Floats) -> Floats:
    """Return P(X >= count) of a binomial, 1 at count 0 and 0 beyond the trials."""
    inside = special.betainc(np.maximum(count, 1e-9), np.maximum(trials - count + 1, 1e-9), share)
    tail: Floats = np.where(count <= 0, 1.0, np.where(count > trials, 0.0, inside))
    return tail


# Nodes for moments of a function of a standard normal; 32 points are exact far past double precision here.
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(32)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


def intraclass(rate: Floats, sigma: Floats) -> Floats:
    """Variance of a logit-normal share with median `rate`, as a part of mean x (1 - mean)."""
    rate, sigma = np.broadcast_arrays(rate, sigma)
    shares = special.expit(special.logit(rate)[..., None] + sigma[..., None] * _NODES)
    mean = shares @ _WEIGHTS
    spread = (shares - mean[..., None]) ** 2 @ _WEIGHTS
    part: Floats = np.clip(spread / (mean * (1 - mean)), 1e-12, 1 - 1e-9)
    return part


def _beta_binomial_at_least(count: Floats, trials: Floats, a: Floats, b: Floats) -> Floats:
    """Sum the upper tail, once per distinct pair of count and trials for all its mixing laws."""
    pairs, group = np.unique(np.column_stack([count, trials]), axis=0, return_inverse=True)
    tail = np.empty(len(count))
    for number, (least, most) in enumerate(pairs):
        rows = np.flatnonzero(group.ravel() == number)
        tail[rows] = _upper_sum(int(least), int(most), a[rows, None], b[rows, None])
    return tail


def _upper_sum(count: int, trials: int, a: Floats, b: Floats) -> Floats:
    if count <= 0:
        return np.ones(len(a))
    upper = np.arange(count, trials + 1, dtype=float)
    ways = special.gammaln(trials + 1) - special.gammaln(upper + 1) - special.gammaln(trials - upper + 1)
    logs = ways + special.betaln(upper + a, trials - upper + b) - special.betaln(a, b)
    total: Floats = np.minimum(1.0, np.exp(logs).sum(axis=1))
    return total
