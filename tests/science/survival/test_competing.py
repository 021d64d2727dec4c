"""Cumulative incidence against a table worked by hand, and against an independent implementation."""

from __future__ import annotations

import numpy as np
import pytest

from mizan.science.survival.competing import incidence

# Ten cases, days to an end: 1 = convicted, 2 = withdrawn, 0 = still open when last seen.
DAYS = np.array([2.0, 3.0, 3.0, 4.0, 5.0, 5.0, 6.0, 7.0, 8.0, 9.0])
CAUSE = np.array([1, 2, 0, 1, 1, 2, 0, 2, 1, 0])


def test_it_equals_the_table_worked_by_hand() -> None:
    found = incidence(DAYS, CAUSE)
    assert found.causes == (1, 2)
    assert list(found.times) == [2, 3, 4, 5, 7, 8]
    assert list(found.at_risk) == [10, 9, 7, 6, 3, 2]
    # Before each time the chance of no end: 1, .9, .8, .8 x 6/7, x 4/6, x 2/3.
    before = [1.0, 0.9, 0.8, 0.8 * 6 / 7, 0.8 * 4 / 7, 0.8 * 8 / 21]
    first = np.cumsum([before[0] / 10, 0, before[2] / 7, before[3] / 6, 0, before[5] / 2])
    second = np.cumsum([0, before[1] / 9, 0, before[3] / 6, before[4] / 3, 0])
    assert found.incidence[0] == pytest.approx(first)
    assert found.incidence[1] == pytest.approx(second)
    assert found.surviving + found.incidence.sum(axis=0) == pytest.approx(np.ones(6))


def test_without_competition_the_variance_is_greenwoods() -> None:
    days, cause = np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([1, 0, 1, 1, 0])
    found = incidence(days, cause)
    # Greenwood: S^2 x sum d / (n (n - d)) at n = 5, 3, 2.
    terms = np.cumsum([1 / (5 * 4), 1 / (3 * 2), 1 / (2 * 1)])
    assert found.variance[0] == pytest.approx(found.surviving**2 * terms)


def test_the_mean_time_lost_is_the_area_under_the_incidence() -> None:
    found = incidence(np.array([1.0, 3.0]), np.array([1, 1]))
    assert found.lost(4.0)[0] == pytest.approx(0.5 * 2 + 1.0 * 1)
    assert found.at(0.5)[0] == 0.0
    assert found.at(1.0)[0] == pytest.approx(0.5)


def test_late_entry_counts_only_after_it() -> None:
    found = incidence(np.array([2.0, 3.0, 4.0]), np.array([1, 1, 1]), np.array([0.0, 2.5, 0.0]))
    assert list(found.at_risk) == [2, 2, 1]


@pytest.mark.deep
def test_it_equals_lifelines_on_random_cases() -> None:
    from lifelines import AalenJohansenFitter  # slow to import, and only here

    rng = np.random.default_rng(4)
    days = rng.exponential(100, 400)
    cause = rng.integers(0, 3, 400)
    found = incidence(days, cause)
    for number in (1, 2):
        fitter = AalenJohansenFitter(calculate_variance=True).fit(days, cause, event_of_interest=number)
        theirs = np.interp(
            found.times, fitter.cumulative_density_.index, np.asarray(fitter.cumulative_density_).ravel()
        )
        assert found.incidence[number - 1] == pytest.approx(theirs, abs=1e-12)
        spread = np.interp(found.times, fitter.variance_.index, np.asarray(fitter.variance_).ravel())
        told = np.isfinite(spread)  # theirs divides 0 by 0 where the last case at risk ends
        assert told.sum() >= len(spread) - 1
        assert found.variance[number - 1][told] == pytest.approx(spread[told], rel=1e-6, abs=1e-9)


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    covered = []
    for seed in range(300):
        rng = np.random.default_rng([9, seed])
        ends = rng.exponential([[100.0], [50.0], [80.0]], (3, 120))
        found = incidence(ends.min(axis=0), np.array([1, 2, 0])[ends.argmin(axis=0)])
        place = int(np.searchsorted(found.times, 40.0, side="right")) - 1
        truth = (1 / 100) / (1 / 100 + 1 / 50) * (1 - np.exp(-40 * (1 / 100 + 1 / 50)))
        covered.append(found.lo[0, place] <= truth <= found.hi[0, place])
    assert 0.91 <= np.mean(covered) <= 0.98


@pytest.mark.parametrize("days", [[0.0, 1.0], [-1.0, 1.0], [np.nan, 1.0]])
def test_impossible_times_are_refused(days: list[float]) -> None:
    with pytest.raises(ValueError, match="every case"):
        incidence(np.array(days), np.array([1, 0]))
