"""Occupation of stages and time in them."""

from __future__ import annotations

import numpy as np
import pytest

from mizan.science.survival.competing import incidence
from mizan.science.survival.states import Stays, occupation, resampled


def _stays(rows: list[tuple[int, int, int, float, float]]) -> Stays:
    case, origin, target, start, stop = (np.array(column) for column in zip(*rows, strict=True))
    return Stays(case, origin, target, start.astype(float), stop.astype(float))


def test_without_censoring_occupation_is_the_share_of_cases() -> None:
    # reported 0 -> routed 1 -> decided 2
    stays = _stays([(1, 0, 1, 0, 2), (1, 1, 2, 2, 5), (2, 0, 1, 0, 4), (2, 1, 2, 4, 6)])
    found = occupation(stays, 3)
    assert list(found.times) == [0, 2, 4, 5, 6]
    assert found.chance == pytest.approx(np.array([[1, 0, 0], [0.5, 0.5, 0], [0, 1, 0], [0, 0.5, 0.5], [0, 0, 1]]))
    assert found.time_in_state(10.0) == pytest.approx([3.0, 2.5, 4.5])


def test_two_ends_give_the_competing_risks_estimate() -> None:
    rng = np.random.default_rng(3)
    days, cause = rng.exponential(10, 200), rng.integers(0, 3, 200)
    target = np.where(cause == 0, -1, cause)
    stays = Stays(np.arange(200), np.zeros(200, dtype=int), target, np.zeros(200), days)
    found, simple = occupation(stays, 3), incidence(days, cause)
    assert pytest.approx(simple.incidence, abs=1e-12) == found.chance[1:, 1:].T


def test_time_in_all_states_adds_up_to_the_horizon_and_lies_in_its_interval() -> None:
    rng = np.random.default_rng(5)
    first, second = rng.exponential(5, 80), rng.exponential(8, 80)
    rows = [(n, 0, 1, 0.0, first[n]) for n in range(80)]
    rows += [(n, 1, 2, first[n], first[n] + second[n]) for n in range(80)]
    stays = _stays(rows)
    spent = occupation(stays, 3).time_in_state(20.0)
    lo, hi = resampled(stays, 3, 20.0, runs=60, seed=1)
    assert spent.sum() == pytest.approx(20.0)
    assert (lo <= spent).all()
    assert (spent <= hi).all()


def test_a_stay_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="positive length"):
        _stays([(1, 0, 1, 2, 2)])
