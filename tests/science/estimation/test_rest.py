"""Bounds, sensitivity, strata, individual records."""

from __future__ import annotations

import numpy as np
import pytest

from mizan.science.estimation.bounds import chao, chapman, pairs
from mizan.science.estimation.errors import BadInputError
from mizan.science.estimation.robust import doubly_robust
from mizan.science.estimation.sensitivity import (
    break_links,
    leave_one_out,
    linkage,
    merges,
    nhoi,
    repair_false,
    repair_missed,
    spread,
)
from mizan.science.estimation.strata import by_strata
from mizan.science.estimation.table import CaptureTable

from .conftest import load, reference

MH_CHAO = sorted(n for n, outputs in reference().items() if "Rcapture_closedp_t" in outputs)


@pytest.mark.parametrize("name", MH_CHAO)
def test_chao_is_the_formula_and_near_the_log_linear_bound(name: str) -> None:
    table, known = load(name), reference()[name]["Rcapture_closedp_t"]
    once = sum(c for w, c in enumerate(table.counts) if w.bit_count() == 1)
    twice = sum(c for w, c in enumerate(table.counts) if w.bit_count() == 2)
    share = (table.k - 1) / table.k
    assert chao(table).n_hat == pytest.approx(table.observed + share * once**2 / (2 * twice))
    # The reference fits a related log-linear model that also uses people seen three times or more.
    row = known["values"][known["rows"].index("Mh Chao (LB)")]
    assert chao(table).n_hat == pytest.approx(row[0], rel=0.05)


def test_chao_still_answers_where_nobody_was_seen_twice() -> None:
    found = chao(CaptureTable.from_cells(("A", "B"), {"A": 3, "B": 2}))
    assert found.n_hat == pytest.approx(5 + 0.5 * 5 * 4 / 2)


def test_chapman_counts_two_lists_by_hand() -> None:
    found = chapman(CaptureTable.from_cells(("A", "B"), {"A": 80, "B": 40, "A:B": 20}), "A", "B")
    assert found.n_hat == pytest.approx(101 * 61 / 21 - 1)
    low, high = found.limits[95.0]
    assert 140 < low < found.n_hat < high


def test_the_pairwise_table_knows_no_petersen_without_an_overlap() -> None:
    rows = {(p.first, p.second): p for p in pairs(load("UKdat_5"))}
    assert rows["LA", "GP"].shared == 0
    assert rows["LA", "GP"].petersen is None
    assert rows["LA", "NG"].petersen == pytest.approx(94 * 567 / 18)
    assert len(rows) == 10


def test_positive_dependence_shows_in_the_sign() -> None:
    friends = CaptureTable.from_cells(
        ("A", "B", "C"), {"A": 50, "B": 50, "C": 100, "A:B": 40, "A:C": 10, "B:C": 10, "A:B:C": 30}
    )
    assert {(p.first, p.second): p.sign for p in pairs(friends)}["A", "B"] == 1


def test_no_highest_order_interaction_is_a_ratio_of_products() -> None:
    table = CaptureTable.from_cells(
        ("A", "B", "C"), {"A": 10, "B": 20, "C": 30, "A:B": 4, "A:C": 5, "B:C": 6, "A:B:C": 2}
    )
    found = nhoi(table, (0.0, 1.0))
    assert found.dark is not None
    assert found.dark == pytest.approx((10 * 20 * 30 * 2 / (4 * 5 * 6), 10 * 20 * 30 * 2 / 120 * np.e))


def test_with_empty_cells_it_has_no_answer_rather_than_zero() -> None:
    found = nhoi(load("UKdat_5"))
    assert found.dark is None
    assert found.cells_empty == 13
    assert nhoi(load("UKdat_5"), added=0.5).dark is not None


def test_leaving_a_list_out_moves_the_uk_answer_more_than_threefold() -> None:
    variants = leave_one_out(load("UKdat_5"))
    assert [v.change for v in variants] == [f"without {name}" for name in load("UKdat_5").lists]
    ratio = spread(variants)
    assert ratio is not None
    assert ratio > 3


def test_the_spread_is_unknown_where_one_answer_is() -> None:
    sparse = CaptureTable.from_cells(("A", "B", "C"), {"A": 9, "B": 9, "C": 9, "A:B": 3, "B:C": 3})
    variants = leave_one_out(sparse)
    assert any(v.dark_figure is None for v in variants)
    assert spread(variants) is None
    assert leave_one_out(CaptureTable.from_cells(("A", "B"), {"A": 9, "B": 9, "A:B": 3})) == ()


def test_merging_two_lists_is_tried_for_every_pair() -> None:
    assert len(merges(load("Kosovo"))) == 6


def test_repairing_missed_links_undoes_breaking_them() -> None:
    table = load("Kosovo")
    broken = break_links(table, 0.1)
    assert broken.observed > table.observed
    assert repair_missed(broken, 0.1).counts == pytest.approx(table.counts)


def test_missed_links_inflate_and_false_links_deflate_the_answer() -> None:
    found = linkage(load("Western"), (0.0, 0.1, 0.2))
    corrected = [v.n_hat for v in found.missed]
    assert corrected[0] > corrected[1] > corrected[2]
    freed = [v.n_hat for v in found.false]
    assert freed[0] < freed[1] < freed[2]
    assert repair_false(load("Western"), 0.0) == load("Western")


def test_strata_add_up_and_give_rates() -> None:
    women = CaptureTable.from_cells(("A", "B"), {"A": 80, "B": 40, "A:B": 20})
    men = CaptureTable.from_cells(("A", "B"), {"A": 10, "B": 90, "A:B": 10})
    found = by_strata({"women": women, "men": men}, populations={"women": 1_000_000})
    assert [g.estimate.n_hat for g in found.groups] == pytest.approx([300.0, 200.0])
    assert found.total == pytest.approx(500.0)
    assert found.whole.n_hat == pytest.approx(120 * 160 / 30)
    assert found.ratio == pytest.approx(500 / 640)
    assert found.groups[0].per_100k == pytest.approx(30.0)
    assert found.groups[1].per_100k is None


def test_a_group_without_an_answer_leaves_the_total_unknown() -> None:
    apart = CaptureTable.from_cells(("A", "B"), {"A": 5, "B": 6})
    known = CaptureTable.from_cells(("A", "B"), {"A": 80, "B": 40, "A:B": 20})
    found = by_strata({"x": apart, "y": known})
    assert found.total is None
    assert found.ratio is None
    with pytest.raises(BadInputError):
        by_strata({"x": known, "y": CaptureTable.from_cells(("A", "C"), {"A": 3, "C": 2, "A:C": 1})})


def people(seed: int, n: int = 8000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Both lists see people with a high covariate more easily."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 1))
    chance = 1 / (1 + np.exp(-(-1.2 + 1.2 * x[:, 0])))
    one, two = rng.random(n) < chance, rng.random(n) < chance
    seen = one | two
    return one[seen].astype(int), two[seen].astype(int), x[seen]


def test_covariates_remove_the_bias_of_two_lists() -> None:
    one, two, x = people(1)
    plain = (one.sum() + 1) * (two.sum() + 1) / ((one * two).sum() + 1) - 1
    found = doubly_robust(one, two, np.hstack([x, x**2]))
    assert plain < 6800
    assert found.limits[95.0][0] < 8000 < found.limits[95.0][1]
    assert abs(found.n_hat - 8000) < abs(plain - 8000) / 2


def test_without_covariates_it_is_the_two_list_estimate() -> None:
    one, two, x = people(2)
    found = doubly_robust(one, two, x[:, :0], folds=1)
    assert found.n_hat == pytest.approx(one.sum() * two.sum() / (one * two).sum(), rel=1e-4)


def test_covered_truth_is_found_often_enough() -> None:
    held = 0
    for seed in range(20):
        one, two, x = people(seed, 3000)
        low, high = doubly_robust(one, two, np.hstack([x, x**2]), seed=seed).limits[95.0]
        held += low <= 3000 <= high
    assert held >= 16


@pytest.mark.parametrize(
    ("one", "two", "x"),
    [
        ([1, 0], [0, 1], np.zeros((2, 1))),
        ([1, 2], [1, 1], np.zeros((2, 1))),
        ([1, 1], [1, 1], np.full((2, 1), np.nan)),
        ([1, 1, 1], [1, 1], np.zeros((2, 1))),
    ],
)
def test_individual_records_that_cannot_be_used_are_refused(one: list[int], two: list[int], x: np.ndarray) -> None:
    with pytest.raises(BadInputError):
        doubly_robust(one, two, x)
