"""An estimate is given only where it exists and is the only one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.science.estimation.admissibility import code_of, existence
from mizan.science.estimation.estimators import best, search_of
from mizan.science.estimation.hierarchies import Model, all_models
from mizan.science.estimation.loglinear import fit
from mizan.science.estimation.scores import score
from mizan.science.estimation.table import CaptureTable

from .conftest import load


@pytest.mark.parametrize(
    ("interactions", "code"),
    [(["A:B", "A:C", "B:C"], 2), (["A:B"], 1), (["A:C", "B:C"], 0)],
)
def test_the_truth_table_of_the_artificial_lists(interactions: list[str], code: int) -> None:
    table = load("Artificial_3")
    model = Model.named(table.lists, interactions)
    assert existence(table, model) == code
    assert (fit(table, model).n_hat is None) == (code != 0)


@pytest.mark.parametrize(
    ("name", "order", "admissible"),
    [
        ("Kosovo", 3, 113),
        ("Artificial_3", 2, 4),
        ("Australia", 2, 64),
        ("Australia", 3, 92),
        ("UKdat_4", 3, 111),
        pytest.param("Western", 2, 1024, marks=pytest.mark.deep),
    ],
)
def test_as_many_models_are_admissible_as_the_reference_says(name: str, order: int, admissible: int) -> None:
    table, space = load(name), all_models(load(name).k, order)
    codes = [existence(table, space.model(m)) for m in range(len(space))]
    assert codes.count(0) == admissible


@pytest.mark.parametrize(
    ("name", "order"),
    [("Australia", 3), ("UKdat_4", 3), ("Artificial_3", 2), pytest.param("NewOrl_5", 2, marks=pytest.mark.deep)],
)
def test_a_converged_fit_proves_what_linear_programming_says(name: str, order: int) -> None:
    table, space = load(name), all_models(load(name).k, order)
    settled = score(space, table.array[None]).status[0] == 0
    assert settled.tolist() == [existence(table, space.model(m)) == 0 for m in range(len(space))]


def test_existence_depends_only_on_which_cells_are_empty() -> None:
    rng = np.random.default_rng(3)
    model = Model.named(("A", "B", "C"), ["A:B"])
    for pattern in product((0, 1), repeat=7):
        counts = np.array([0, *pattern])
        codes = {
            existence(CaptureTable(("A", "B", "C"), tuple(counts * rng.integers(1, 90, 8))), model) for _ in range(3)
        }
        assert len(codes) == 1


def test_more_people_seen_never_destroys_existence() -> None:
    table = load("Artificial_3")
    space = all_models(3, 2)
    before = [existence(table, space.model(m)) for m in range(len(space))]
    fuller = table.with_counts(table.array + np.array([0, 0, 0, 0, 0, 1, 0, 0]))
    after = [existence(fuller, space.model(m)) for m in range(len(space))]
    assert all(a == 0 for b, a in zip(before, after, strict=True) if b == 0)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 2**15 - 1), st.integers(0, 2**15 - 1), st.integers(0, 112))
def test_a_subset_of_the_histories_never_admits_what_all_of_them_do_not(seen: int, kept: int, number: int) -> None:
    """The bootstrap rests on this: replicates see no history that the table did not."""
    model = all_models(4, 3).model(number)
    fewer = (seen & kept) << 1
    if all(any(fewer >> w & 1 for w in range(16) if w >> i & 1) for i in range(4)) and code_of(model, fewer) == 0:
        assert code_of(model, seen << 1) == 0


@pytest.mark.deep
def test_with_three_lists_no_subset_of_any_histories_admits_more() -> None:
    space = all_models(3, 2)
    codes = [[code_of(space.model(m), support << 1) for support in range(128)] for m in range(len(space))]
    for row in codes:
        for seen in range(1, 128):
            fewer = (seen - 1) & seen
            while fewer:
                if all(fewer << 1 & mask for mask in (0b10101010, 0b11001100, 0b11110000)) and row[fewer] == 0:
                    assert row[seen] == 0, (seen, fewer)
                fewer = (fewer - 1) & seen


def test_an_inadmissible_model_never_wins_though_its_score_is_better() -> None:
    table = load("Artificial_3")
    chosen = best(search_of(table))
    assert chosen.model == Model.of(3)
    better = Model.named(table.lists, ["A:B"])
    assert existence(table, better) == 1


def test_nothing_is_said_about_lists_that_share_nobody() -> None:
    apart = CaptureTable.from_cells(("A", "B"), {"A": 10, "B": 20})
    chosen = best(search_of(apart))
    assert chosen.model is None
    assert np.isnan(chosen.n_hat)
