"""Small cases worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from mizan.science.calibration.detectable import first_counts, lone_threshold, ratio_for_lower, ratio_for_upper
from mizan.science.calibration.discovery import adjusted
from mizan.science.calibration.evidence import is_evidence_only
from mizan.science.calibration.judgement import Direction, Rules, combined
from mizan.science.calibration.laws import Counts, Proportions
from mizan.science.calibration.shrinkage import shrunk


def test_benjamini_hochberg_by_hand() -> None:
    # p = .01 .04 .03 .5: times 4 / rank = .04, .16/3, .06, .5; the second may not exceed the third.
    q = adjusted(np.array([0.01, 0.04, 0.03, 0.5]))
    assert q == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])


def test_benjamini_yekutieli_multiplies_by_the_harmonic_sum() -> None:
    q = adjusted(np.array([0.01, 0.5]), dependent=True)
    assert q == pytest.approx([0.03, 0.75])


def test_shrinkage_is_the_gamma_posterior() -> None:
    # sigma^2 = ln 1.1, so the prior is gamma(10, 10): posterior mean (10 + 30) / (10 + 20).
    low, middle, high = shrunk(Counts(np.array([30.0]), np.array([20.0])), float(np.sqrt(np.log(1.1))))[0]
    posterior = stats.gamma(40, scale=1 / 30)
    assert (low, middle, high) == pytest.approx(posterior.ppf([0.05, 0.5, 0.95]))
    assert low < 40 / 30 < high


def test_shrinkage_of_a_share_lies_between_the_unit_and_the_family() -> None:
    law = Proportions(np.array([30.0]), np.array([100.0]), np.array([0.2]))
    wide, narrow = shrunk(law, 0.8)[0, 1], shrunk(law, 0.05)[0, 1]
    assert 1.0 < narrow < wide < 1.5


def test_the_detectable_ratio_makes_the_needed_count_likely() -> None:
    law = Counts(np.array([0.0]), np.array([20.0]))
    ratio = ratio_for_upper(law, np.array([38.0]))[0]
    assert stats.poisson.sf(37, 20 * ratio) == pytest.approx(0.8)
    ratio = ratio_for_lower(law, np.array([7.0]))[0]
    assert stats.poisson.cdf(7, 20 * ratio) == pytest.approx(0.8)


def test_a_lone_unit_must_pass_both_the_gate_and_the_first_step() -> None:
    assert lone_threshold(Rules(), 72) == pytest.approx(0.1 / 72)
    assert lone_threshold(Rules(), 10) == pytest.approx(0.002)


def test_the_p_that_decides_follows_the_direction_asked() -> None:
    upper, lower = np.array([0.01, 0.01, 0.01]), np.array([0.99, 0.99, 0.99])
    p = combined(upper, lower, [Direction.BOTH, Direction.UPPER, Direction.LOWER])
    assert p == pytest.approx([0.015, 0.01, 0.99])  # two thirds of the error are spent on excess
    assert combined(lower, upper, [Direction.BOTH] * 3) == pytest.approx([0.03] * 3)


@pytest.mark.parametrize("family", ["N02", "n16 changes of investigator", "signal N20", "N28"])
def test_inquiry_evidence_is_recognised(family: str) -> None:
    assert is_evidence_only(family)


@pytest.mark.parametrize("family", ["N12 dry raids", "N021", "shelter N2", "XN02"])
def test_other_families_are_not(family: str) -> None:
    assert not is_evidence_only(family)


@pytest.mark.parametrize("guess", [0.0, 3.0, 7.0, 50.0, 1000.0])
def test_the_search_finds_the_first_count_from_any_guess(guess: float) -> None:
    edges = np.array([4.0, 7.0, 400.0, 2000.0])

    def holds(counts: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
        return counts >= edges

    found = first_counts(holds, np.full(4, guess), np.zeros(4), np.full(4, 1000.0))
    assert list(found[:3]) == [4.0, 7.0, 400.0]
    assert np.isnan(found[3])


def test_everything_from_the_bottom_on_may_hold() -> None:
    found = first_counts(lambda counts: counts >= 0, np.array([5.0]), np.zeros(1), np.array([9.0]))
    assert list(found) == [0.0]
