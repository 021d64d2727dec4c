"""A chart over time whose false alarms are known beforehand."""

from __future__ import annotations

import numpy as np
import pytest

from mizan.science.calibration.cusum import (
    bernoulli_steps,
    cusum,
    first_alarm,
    honest_bernoulli,
    honest_poisson,
    limit_for_run_length,
    poisson_steps,
    run_lengths,
    spent_limits,
)

EXPECTED = np.full(24, 8.0)


def test_the_steps_and_the_sum_by_hand() -> None:
    steps = poisson_steps(np.array([4.0, 0.0, 4.0]), np.array([2.0, 2.0, 2.0]), 2.0)
    assert steps == pytest.approx([4 * np.log(2) - 2, -2.0, 4 * np.log(2) - 2])
    assert cusum(steps) == pytest.approx([0.7725887, 0.0, 0.7725887])
    assert bernoulli_steps(np.array([1.0, 0.0]), np.array([0.5, 0.5]), 3.0) == pytest.approx(
        [np.log(3 / 2), np.log(1 / 2)]
    )


def test_alpha_is_spent_evenly_and_never_overspent_on_fresh_honest_units() -> None:
    limits = spent_limits(honest_poisson(EXPECTED, 2.0, sigma=0.2, runs=20_000, seed=1), 0.05)
    assert (limits.spent <= 0.05 * np.arange(1, 25) / 24 + 1e-9).all()
    assert limits.spent[-1] > 0.04
    fresh = honest_poisson(EXPECTED, 2.0, sigma=0.2, runs=20_000, seed=2)
    assert (fresh > limits.threshold).any(axis=1).mean() <= 0.05 + 3 * np.sqrt(0.05 / 20_000)


def test_a_leak_is_found_within_the_horizon() -> None:
    limits = spent_limits(honest_poisson(EXPECTED, 2.0, sigma=0.2, runs=10_000, seed=3), 0.05)
    rng = np.random.default_rng(4)
    found = [first_alarm(cusum(poisson_steps(rng.poisson(EXPECTED * 2.5), EXPECTED, 2.0)), limits) for _ in range(200)]
    assert np.mean([month is not None for month in found]) > 0.95


def test_trials_with_their_own_chances_keep_the_level_too() -> None:
    chance = np.tile([0.1, 0.4, 0.2], 40)
    limits = spent_limits(honest_bernoulli(chance, 2.5, sigma=0.0, runs=8_000, seed=5), 0.05)
    fresh = honest_bernoulli(chance, 2.5, sigma=0.0, runs=8_000, seed=6)
    assert (fresh > limits.threshold).any(axis=1).mean() <= 0.05 + 3 * np.sqrt(0.05 / 8_000)


def test_the_fixed_limit_gives_the_run_length_that_was_asked() -> None:
    paths = honest_poisson(np.full(300, 8.0), 2.0, sigma=0.0, runs=3_000, seed=7)
    limit = limit_for_run_length(paths, 60.0)
    assert run_lengths(paths, limit).mean() >= 60.0
    fresh = honest_poisson(np.full(300, 8.0), 2.0, sigma=0.0, runs=3_000, seed=8)
    # Whole events make the run length a staircase: the limit is the first step at or above what was asked.
    assert run_lengths(fresh, limit).mean() == pytest.approx(run_lengths(paths, limit).mean(), rel=0.08)
    assert run_lengths(paths, limit - 1e-6).mean() < 60.0
