"""Means and shares against textbooks, against statsmodels where it has the estimator, and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.science.surveys.estimates import BadAnswer, Estimate, Kind, Lonely, Silence, estimate
from mizan.science.surveys.sample import BadSample, Wrong, read
from mizan.science.surveys.waves import change

# Lohr, Sampling: Design and Analysis, 2nd ed. 2010, example 5.2: grade averages in 5 of 100 suites of four students.
SUITES = [
    [3.08, 2.60, 3.44, 3.04],
    [2.36, 3.04, 3.28, 2.68],
    [2.00, 2.56, 2.52, 1.88],
    [3.00, 2.88, 3.44, 3.64],
    [2.68, 1.92, 3.28, 3.20],
]
# The same book, example 3.2: acres of farms in 300 of 3,078 counties by region: drawn, in all, mean, deviation.
REGIONS = {
    "NC": (103, 1054, 300_504.16, 172_099.6),
    "NE": (21, 220, 97_629.81, 87_449.83),
    "S": (135, 1382, 211_315.04, 231_489.7),
    "W": (41, 422, 662_295.51, 629_433.0),
}


def test_it_equals_lohrs_cluster_sample_of_students() -> None:
    answers = [grade for suite in SUITES for grade in suite]
    clusters = [f"{number}" for number in range(5) for _ in range(4)]
    found = estimate(read([20.0] * 20, clusters=clusters, population={"": 100}), answers, Kind.MEAN)
    assert found.value == pytest.approx(2.826)
    assert found.se == pytest.approx(0.1637, abs=5e-5)
    assert found.df == 4
    assert found.silence == (Silence.FEW_ANSWERS, Silence.FEW_CLUSTERS)


def test_it_equals_lohrs_stratified_sample_of_counties() -> None:
    answers, strata, weights = [], [], []
    for name, (drawn, whole, mean, sd) in REGIONS.items():
        shape = np.linspace(-1, 1, drawn)  # any figures with the published mean and deviation give the published error
        answers += list(mean + sd * shape / shape.std(ddof=1))
        strata += [name] * drawn
        weights += [whole / drawn] * drawn
    sample = read(weights, strata=strata, population={name: row[1] for name, row in REGIONS.items()})
    found = estimate(sample, answers, Kind.MEAN)
    assert found.value == pytest.approx(295_560.77, abs=0.5)
    assert found.se == pytest.approx(16_379.87, abs=0.5)
    assert found.df == 296
    assert found.interval is not None
    assert (found.interval.lo, found.interval.hi) == pytest.approx((263_325, 327_797), abs=5)


def test_two_strata_of_two_clusters_by_hand() -> None:
    # Weights 2 in the first stratum and 1 in the second; clusters' yes: 2 of 2, 0 of 2 | 1 of 2, 1 of 2.
    sample = read([2, 2, 2, 2, 1, 1, 1, 1], strata=list("aaaabbbb"), clusters=list("11223344"))
    found = estimate(sample, [1, 1, 0, 0, 1, 0, 1, 0], Kind.SHARE)
    assert found.value == pytest.approx(0.5)
    # z of the clusters: 2 x 2 x .5 / 12 = 1/6, -1/6 | 0, 0. Variance 2/1 x (1/36 + 1/36) = 1/9.
    assert found.se == pytest.approx(1 / 3)
    assert found.df == 2
    # Simple: .25 x 8/7 / 8 = 1/28; effect 28/9.
    assert found.effect == pytest.approx(28 / 9)


def _random(seed: int, rows: int = 300, clusters: int = 25) -> tuple[list[float], list[str], list[float]]:
    rng = np.random.default_rng(seed)
    cluster = rng.integers(0, clusters, rows)
    answers = rng.normal(size=rows) + rng.normal(size=clusters)[cluster]
    return rng.uniform(0.5, 4, rows).tolist(), [f"{number}" for number in cluster], answers.tolist()


@pytest.mark.parametrize("seed", range(3))
def test_it_equals_statsmodels_weighted_mean_with_clustered_errors(seed: int) -> None:
    from statsmodels.api import WLS
    from statsmodels.stats.weightstats import DescrStatsW

    weights, clusters, answers = _random(seed)
    found = estimate(read(weights, clusters=clusters), answers, Kind.MEAN)
    fit = WLS(answers, np.ones(300), weights=weights)
    # One column: the correction G/(G - 1) x (n - 1)/(n - 1) is ours.
    theirs = fit.fit(cov_type="cluster", cov_kwds={"groups": np.array(clusters, dtype=int)}, use_t=True)
    assert found.value == pytest.approx(DescrStatsW(answers, weights).mean, abs=1e-12)
    assert found.value == pytest.approx(theirs.params[0], abs=1e-12)
    assert found.se == pytest.approx(theirs.bse[0], rel=1e-10)
    assert found.interval is not None
    assert (found.interval.lo, found.interval.hi) == pytest.approx(tuple(theirs.conf_int()[0]), rel=1e-9)


def test_I8_a_missing_answer_is_counted_and_is_no_zero() -> None:
    answers: list[float | None] = [1, 0, None, 1] * 20
    found = estimate(read([1.0] * 80), answers, Kind.SHARE)
    assert (found.answered, found.missing) == (60, 20)
    assert found.value == pytest.approx(2 / 3)
    nobody = estimate(read([1.0] * 80), [None] * 80, Kind.SHARE)
    assert (nobody.value, nobody.se, nobody.interval, nobody.missing) == (None, None, None, 80)
    assert nobody.silence == (Silence.NOBODY,)


def test_who_did_not_answer_stays_in_the_design() -> None:
    # Stratum b has two clusters, one silent: its variance is that of (z, 0), not that of a lonely cluster.
    answers: list[float | None] = [1, 0, 1, 0, 1, 1, None, None]
    sample = read([1.0] * 8, strata=list("aaaabbbb"), clusters=list("11223344"))
    found = estimate(sample, answers, Kind.SHARE)
    assert Silence.LONELY not in found.silence
    # p = 4/6; z: 1-2p, 1-2p | 2-2p, 0 (over 6): variance 2 x (2 x ((2/3)/2)^2) / 36 in b, 0 in a.
    assert found.se == pytest.approx(np.sqrt(2 * 2 * (1 / 3) ** 2) / 6)


def test_a_stratum_with_one_cluster_gives_no_interval_unless_the_grand_mean_is_asked_for() -> None:
    weights, clusters, answers = _random(5)
    strata = ["b" if cluster == "3" else "a" for cluster in clusters]
    sample = read(weights, strata=strata, clusters=clusters)
    assert sample.lonely == ("b",)
    refused = estimate(sample, answers, Kind.MEAN)
    assert (refused.se, refused.interval, refused.silence) == (None, None, (Silence.LONELY,))
    asked = estimate(sample, answers, Kind.MEAN, lonely=Lonely.GRAND_MEAN)
    assert asked.interval is not None
    without = estimate(read(weights, clusters=clusters), answers, Kind.MEAN)
    assert asked.se == pytest.approx(without.se, rel=0.1)


def test_a_stratum_drawn_whole_adds_no_error() -> None:
    answers = [1.0, 2.0] * 20 + [9.0]
    sample = read([1.0] * 41, strata=["a"] * 40 + ["b"], population={"a": 400, "b": 1})
    assert sample.lonely == ()
    assert estimate(sample, answers, Kind.MEAN).interval is not None


@pytest.mark.parametrize(
    ("answers", "clusters", "reason"), [(29, 29, Silence.FEW_ANSWERS), (40, 8, Silence.FEW_CLUSTERS)]
)
def test_a_small_sample_says_so_and_has_no_interval(answers: int, clusters: int, reason: Silence) -> None:
    groups = [f"{number % clusters}" for number in range(answers)]
    given_ = [float(number % 3 == 0) for number in range(answers)]
    found = estimate(read([1.0] * answers, clusters=groups), given_, Kind.SHARE)
    assert found.too_small
    assert (found.interval, found.silence) == (None, (reason,))
    more = estimate(
        read([1.0] * 40, clusters=[f"{n % 9}" for n in range(40)]), [float(n % 3 == 0) for n in range(40)], Kind.SHARE
    )
    assert not more.too_small
    assert more.interval is not None


def test_when_all_say_the_same_there_is_no_interval() -> None:
    found = estimate(read([1.0] * 50), [1.0] * 50, Kind.SHARE)
    assert (found.value, found.interval, found.silence) == (1.0, None, (Silence.ALIKE,))


@given(st.lists(st.sampled_from([0.0, 1.0, None]), min_size=40, max_size=90), st.randoms(use_true_random=False))
def test_the_interval_of_a_share_stays_inside_and_order_does_not_matter(answers: list, random) -> None:
    weights = [1.0 + number % 4 for number in range(len(answers))]
    found = estimate(read(weights), answers, Kind.SHARE)
    if found.interval is not None:
        assert 0 <= found.interval.lo < found.value < found.interval.hi <= 1
    rows = list(range(len(answers)))
    random.shuffle(rows)
    again = estimate(read([weights[row] for row in rows]), [answers[row] for row in rows], Kind.SHARE)
    assert again.value == (None if found.value is None else pytest.approx(found.value))
    assert again.se == (None if found.se is None else pytest.approx(found.se, abs=1e-12))


def test_weights_matter_by_their_ratios_only() -> None:
    weights, clusters, answers = _random(8)
    one = estimate(read(weights, clusters=clusters), answers, Kind.MEAN)
    ten = estimate(read([10 * weight for weight in weights], clusters=clusters), answers, Kind.MEAN)
    assert (one.value, one.se, one.effect) == pytest.approx((ten.value, ten.se, ten.effect))


def test_faults_name_every_row() -> None:
    with pytest.raises(BadSample) as raised:
        read([1, 0, float("nan"), 1], strata=["a", "", "a", "a"], clusters=["1", "2", "3", ""])
    assert [(fault.row, fault.reason) for fault in raised.value.faults] == [
        (1, Wrong.WEIGHT), (1, Wrong.NO_STRATUM), (2, Wrong.WEIGHT), (3, Wrong.NO_CLUSTER),
    ]  # fmt: skip
    with pytest.raises(BadSample) as raised:
        read([1.0] * 3, strata=list("abb"), population={"b": 1})
    assert [(fault.row, fault.reason) for fault in raised.value.faults] == [
        (0, Wrong.POPULATION_UNKNOWN), (1, Wrong.TOO_FEW_IN_POPULATION),
    ]  # fmt: skip
    with pytest.raises(BadAnswer, match="row 1"):
        estimate(read([1.0] * 2), [1, 2], Kind.SHARE)


def _wave(share: float, people: int = 400) -> Estimate:
    return estimate(read([1.0] * people), [float(number < share * people) for number in range(people)], Kind.SHARE)


def test_the_change_is_after_minus_before_with_both_errors() -> None:
    before, after = _wave(0.2), _wave(0.35)
    found = change(before, after)
    assert found.value == pytest.approx(0.15)
    # Two simple samples: variance p(1 - p)/(n - 1) each.
    assert found.se == pytest.approx(np.sqrt((0.2 * 0.8 + 0.35 * 0.65) / 399))
    assert found.told is True
    assert change(before, _wave(0.22)).told is False
    # Satterthwaite lies between the smaller of both and their sum.
    assert found.df is not None
    assert 399 <= found.df <= 798


def test_I8_a_change_from_an_unknown_is_unknown() -> None:
    small = _wave(0.5, 10)
    found = change(small, _wave(0.5))
    assert (found.value, found.interval, found.told) == (0.0, None, None)
    assert found.silence == (Silence.FEW_ANSWERS,)
    nobody = estimate(read([1.0]), [None], Kind.SHARE)
    assert change(nobody, _wave(0.5)).value is None
    with pytest.raises(ValueError, match="cannot be compared"):
        change(_wave(0.5), estimate(read([1.0]), [1.0], Kind.MEAN))
