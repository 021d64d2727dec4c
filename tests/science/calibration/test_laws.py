"""Likelihoods and predictive tails equal independent numerical integration and scipy's own distributions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special, stats

from mizan.science.calibration.laws import Counts, Proportions
from mizan.science.calibration.mixing import log_marginal, lower_tails, tails

Z = np.linspace(-9.5, 9.5, 100_001)
WEIGHT = stats.norm.pdf(Z) / stats.norm.pdf(Z).sum()
CASES = [(30, 20.0, 0.25), (120, 50.0, 0.25), (1000, 300.0, 0.5), (5, 5.0, 0.01), (0, 8.0, 0.4), (2, 60.0, 1.2)]


def _counts(observed: float, expected: float) -> Counts:
    return Counts(np.array([float(observed)]), np.array([expected]))


def _shares(observed: float, trials: float, rate: float) -> Proportions:
    return Proportions(np.array([float(observed)]), np.array([float(trials)]), np.array([rate]))


@pytest.mark.parametrize(("observed", "expected", "sigma"), CASES)
def test_the_likelihood_of_a_count_equals_brute_force(observed: int, expected: float, sigma: float) -> None:
    brute = np.log(WEIGHT @ stats.poisson.pmf(observed, expected * np.exp(sigma * Z)))
    value = log_marginal(_counts(observed, expected), np.array([sigma]))[0, 0]
    assert value == pytest.approx(brute, abs=1e-3)


@pytest.mark.parametrize(("observed", "expected", "sigma"), CASES)
def test_the_upper_tail_is_the_larger_of_lognormal_and_gamma_poisson(
    observed: int, expected: float, sigma: float
) -> None:
    lognormal = WEIGHT @ stats.poisson.sf(observed - 1, expected * np.exp(sigma * Z))
    shape = 1 / np.expm1(sigma**2)
    gamma = stats.nbinom.sf(observed - 1, shape, shape / (shape + expected))
    value = tails(_counts(observed, expected), np.array([float(observed)]), np.array([sigma]))[0, 0]
    assert value == pytest.approx(max(lognormal, gamma), rel=1e-6)


@pytest.mark.parametrize(("observed", "expected", "sigma"), CASES)
def test_the_lower_tail_is_the_larger_of_the_two_as_well(observed: int, expected: float, sigma: float) -> None:
    lognormal = WEIGHT @ stats.poisson.cdf(observed, expected * np.exp(sigma * Z))
    shape = 1 / np.expm1(sigma**2)
    gamma = stats.nbinom.cdf(observed, shape, shape / (shape + expected))
    value = lower_tails(_counts(observed, expected), np.array([float(observed)]), np.array([sigma]))[0, 0]
    assert value == pytest.approx(max(lognormal, gamma), rel=1e-6)


@pytest.mark.parametrize(
    ("observed", "trials", "rate", "sigma"), [(22, 44, 0.2, 0.3), (5, 300, 0.05, 0.6), (40, 50, 0.7, 0.1)]
)
def test_proportions_equal_brute_force_and_the_beta_binomial(
    observed: int, trials: int, rate: float, sigma: float
) -> None:
    share = special.expit(special.logit(rate) + sigma * Z)
    law = _shares(observed, trials, rate)
    value = log_marginal(law, np.array([sigma]))[0, 0]
    assert value == pytest.approx(np.log(WEIGHT @ stats.binom.pmf(observed, trials, share)), abs=1e-3)
    mean = WEIGHT @ share
    rho = (WEIGHT @ (share - mean) ** 2) / (mean * (1 - mean))
    total = 1 / rho - 1
    beta = stats.betabinom.sf(observed - 1, trials, rate * total, (1 - rate) * total)
    normal = WEIGHT @ stats.binom.sf(observed - 1, trials, share)
    tail = tails(law, np.array([float(observed)]), np.array([sigma]))[0, 0]
    assert tail == pytest.approx(max(beta, normal), rel=1e-5)


def test_without_heterogeneity_the_tail_is_poisson() -> None:
    value = tails(_counts(30, 20.0), np.array([30.0]), np.array([1e-4]))[0, 0]
    assert value == pytest.approx(stats.poisson.sf(29, 20), rel=1e-5)
