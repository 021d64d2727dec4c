"""Each model against hand-worked numbers, planted clusters, and its own null."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from numpy.typing import NDArray

from mizan.science.scan.model import Cells, Model, expected_cases, intervals, scan
from mizan.science.scan.montecarlo import Null, bernoulli_draw, permutation_draw, poisson_draw
from mizan.science.scan.statistic import all_ratios, bernoulli_score, largest_ratios, poisson_score
from mizan.science.scan.zones import Zones, adjacent, circular

LINE = np.column_stack([np.arange(6.0), np.zeros(6)])
UNEVEN = np.column_stack([[0.0, 1.0, 2.0, 2.4, 3.6, 5.0], np.zeros(6)])
EVEN = np.ones(6)


def cells(cases: NDArray[np.int64], people: NDArray[np.float64]) -> Cells:
    """Pad to (places, steps, strata)."""
    shape = cases.shape + (1,) * (3 - cases.ndim)
    return Cells(cases.reshape(shape), people.reshape(shape))


def test_the_poisson_ratio_is_the_formula() -> None:
    cases = np.array([6, 1, 1, 1, 1, 2])
    found = scan(cells(cases, EVEN * 100), circular(LINE, EVEN, 0.5), Model.POISSON, simulations=99)
    first = found.clusters[0]
    assert first.places == (0,)
    assert first.expected == pytest.approx(2.0)
    assert first.llr == pytest.approx(6 * math.log(6 / 2) + 6 * math.log(6 / 10))


def test_the_bernoulli_ratio_is_the_formula() -> None:
    cases, controls = np.array([8, 1, 1, 1, 1, 1]), np.array([2, 9, 9, 9, 9, 9])
    found = scan(cells(cases, (cases + controls).astype(float)), circular(LINE, EVEN, 0.5), Model.BERNOULLI)
    inside = 8 * math.log(8 / 10) + 2 * math.log(2 / 10)
    outside = 5 * math.log(5 / 50) + 45 * math.log(45 / 50)
    null = 13 * math.log(13 / 60) + 47 * math.log(47 / 60)
    assert found.clusters[0].places == (0,)
    assert found.clusters[0].llr == pytest.approx(inside + outside - null)
    assert found.clusters[0].p < 0.05


def test_the_permutation_model_expects_the_product_of_the_margins() -> None:
    cases = np.array([[4, 0], [2, 2], [0, 4]])
    expected = expected_cases(cells(cases, np.zeros((3, 2))), Model.PERMUTATION)
    np.testing.assert_allclose(expected, np.outer([4, 4, 4], [6, 6]) / 12)


def test_a_place_that_is_merely_large_is_no_space_time_cluster() -> None:
    """Twice the cases in every step is a place, not an event: the permutation model does not see it."""
    cases = np.tile([[40], [10], [10], [10], [10], [10]], (1, 8))
    found = scan(cells(cases, np.zeros(cases.shape)), circular(LINE, EVEN, 0.5), Model.PERMUTATION, longest=4)
    assert not found.clusters


@pytest.mark.parametrize("model", [Model.POISSON, Model.BERNOULLI, Model.PERMUTATION])
def test_a_planted_rise_is_found_in_place_and_time(model: Model) -> None:
    rng = np.random.default_rng(3)
    cases = rng.poisson(4.0, (6, 10))
    cases[2:4, 6:9] += 14
    people = np.full((6, 10), 1000.0)
    found = scan(cells(cases, people), circular(UNEVEN, EVEN, 0.5), model, longest=5, simulations=199)
    first = found.clusters[0]
    assert set(first.places) == {2, 3}
    assert (first.first, first.last) == (6, 9)
    assert first.p <= 0.01


def test_prospective_mode_reports_only_what_still_runs() -> None:
    rng = np.random.default_rng(4)
    cases = rng.poisson(4.0, (6, 10))
    cases[1, 2:4] += 40
    cases[4, 8:] += 15
    zones = circular(LINE, EVEN, 0.5)
    found = scan(cells(cases, np.ones((6, 10))), zones, Model.POISSON, longest=5, prospective=True, simulations=99)
    assert found.clusters[0].places == (4,)
    assert all(cluster.last == 10 for cluster in found.clusters)
    assert len(intervals(10, 5, prospective=True)[0]) == 5


def test_a_cluster_that_a_covariate_explains_disappears() -> None:
    """Old people are ill more often; where they live is no cluster once age is adjusted for."""
    people = np.array([[100.0, 900], [900, 100], [900, 100], [900, 100], [900, 100], [900, 100]])
    cases = np.rint(people * [0.01, 0.1]).astype(np.int64)
    crude = Cells(cases.sum(axis=1)[:, None, None], people.sum(axis=1)[:, None, None])
    adjusted = Cells(cases[:, None, :], people[:, None, :])
    zones = circular(LINE, EVEN, 0.5)
    assert scan(crude, zones, Model.POISSON).clusters[0].p <= 0.01
    assert all(cluster.p > 0.5 for cluster in scan(adjusted, zones, Model.POISSON).clusters)


def test_secondary_clusters_share_no_place() -> None:
    rng = np.random.default_rng(5)
    points = rng.uniform(0, 10, (60, 2))
    found = scan(cells(rng.poisson(5, 60), np.full(60, 100.0)), circular(points, np.ones(60), 0.5), Model.POISSON)
    places = [place for cluster in found.clusters for place in cluster.places]
    assert len(places) == len(set(places))
    assert [c.llr for c in found.clusters] == sorted((c.llr for c in found.clusters), reverse=True)


def test_connected_zones_are_all_connected_sets_once() -> None:
    line = {n: [m for m in (n - 1, n + 1) if 0 <= m < 6] for n in range(6)}
    zones = adjacent(line, LINE, EVEN, 1.0, 3)
    found = sorted(tuple(sorted(zones.members(z).tolist())) for z in range(len(zones)))
    wanted = sorted(tuple(range(a, a + size)) for size in (1, 2, 3) for a in range(6 - size + 1))
    assert found == wanted


def test_a_winding_cluster_is_found_by_connected_zones() -> None:
    """A C of five cells in a grid: circles must take in its quiet middle, connected sets need not."""
    points = np.array(list(itertools.product(range(6), range(6))), dtype=float)
    near = {a: [b for b in range(36) if np.abs(points[a] - points[b]).sum() == 1.0] for a in range(36)}
    shape = [8, 9, 15, 20, 21]
    cases = np.full(36, 4)
    cases[shape] = 14
    zones = adjacent(near, points, np.ones(36), 0.5, 8)
    found = scan(cells(cases, np.full(36, 100.0)), zones, Model.POISSON, simulations=99)
    assert set(found.clusters[0].places) == set(shape)


def test_totals_of_zones_are_exact_for_chains_and_sets() -> None:
    rng = np.random.default_rng(6)
    points = rng.uniform(0, 1, (25, 2))
    near = {n: np.argsort(np.square(points - points[n]).sum(axis=1))[1:5].tolist() for n in range(25)}
    for zones in (circular(points, np.ones(25), 0.6), adjacent(near, points, np.ones(25), 0.6, 4)):
        for values in (rng.integers(0, 9, (3, 25)), rng.uniform(0, 1, (3, 25))):
            by_hand = np.stack([values[:, zones.members(z)].sum(axis=1) for z in range(len(zones))], axis=1)
            np.testing.assert_allclose(zones.totals(values), by_hand, rtol=1e-12)


def test_the_compiled_loop_and_the_plain_one_agree_bit_for_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(7)
    points = rng.uniform(0, 1, (20, 2))
    zones = circular(points, np.ones(20), 0.5)
    first, last = intervals(6, 3, prospective=False)
    people = rng.integers(20, 60, (20, 6))
    draws = rng.multinomial(400, np.full(120, 1 / 120), size=40).reshape(40, 20, 6)
    scores = (
        poisson_score(zones, first, last, people * (400 / people.sum()), 400),
        bernoulli_score(zones, first, last, people * 20, 400),
    )
    for score in scores:
        fast = largest_ratios(score, draws)
        monkeypatch.setenv("MIZAN_NO_NUMBA", "1")
        np.testing.assert_array_equal(largest_ratios(score, draws), fast)
        monkeypatch.delenv("MIZAN_NO_NUMBA")
        np.testing.assert_allclose(fast[0], max(all_ratios(score, draws[0]).max(), 0), rtol=1e-12)


def test_the_draws_keep_what_the_null_keeps() -> None:
    rng = np.random.default_rng(8)
    expected = rng.uniform(1, 3, (5, 4))
    assert (poisson_draw(expected, 50)(rng, 20).sum(axis=(1, 2)) == 50).all()
    people = rng.integers(1, 9, (5, 4))
    cases = bernoulli_draw(people, 30)(rng, 20)
    assert (cases.sum(axis=(1, 2)) == 30).all()
    assert (cases <= people).all()
    place, step, stratum = rng.integers(0, 5, 60), rng.integers(0, 4, 60), rng.integers(0, 2, 60)
    shuffled = permutation_draw(place, step, stratum, (5, 4))(rng, 20)
    assert (shuffled.sum(axis=2) == np.bincount(place, minlength=5)).all()
    assert (shuffled.sum(axis=1) == np.bincount(step, minlength=4)).all()


def test_the_sequential_p_value_is_exceedances_over_simulations() -> None:
    stopped = Null(np.array([3.0, 1.0, 2.0, 5.0]), stopped=True)
    assert stopped.p(2.0, enough=3) == 3 / 4
    assert Null(np.array([3.0, 1.0, 2.0, 5.0]), stopped=False).p(2.0, enough=3) == 4 / 5


def test_early_stopping_saves_simulations_and_keeps_a_strong_p_value() -> None:
    rng = np.random.default_rng(9)
    points = rng.uniform(0, 1, (30, 2))
    zones = circular(points, np.ones(30), 0.5)
    quiet = cells(rng.poisson(10, 30), np.full(30, 100.0))
    early, whole = scan(quiet, zones, Model.POISSON), scan(quiet, zones, Model.POISSON, early_stop=False)
    assert early.simulations < whole.simulations == 999
    assert abs(early.clusters[0].p - whole.clusters[0].p) < 0.15
    loud = rng.poisson(10, 30)
    loud[zones.members(3)] += 30
    assert scan(cells(loud, np.full(30, 100.0)), zones, Model.POISSON).clusters[0].p == 0.001


@pytest.mark.parametrize("model", [Model.POISSON, Model.BERNOULLI, Model.PERMUTATION])
def test_under_the_null_a_p_value_below_a_tenth_is_as_rare_as_it_says(model: Model) -> None:
    """200 null data sets, 99 simulations: at most 10 % and three standard errors."""
    rng = np.random.default_rng(10)
    points = rng.uniform(0, 1, (15, 2))
    zones: Zones = circular(points, np.ones(15), 0.5)
    people = np.full((15, 4), 50.0)
    small = []
    for seed in range(200):
        cases = rng.binomial(50, 0.06, (15, 4))
        found = scan(cells(cases, people), zones, model, longest=2, simulations=99, seed=seed, early_stop=False)
        small.append(bool(found.clusters) and found.clusters[0].p <= 0.1)
    assert np.mean(small) <= 0.1 + 3 * math.sqrt(0.09 / 200)
