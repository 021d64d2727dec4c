"""Graph averaging equals the reference; the latent-class chains agree with it, and with each other, or are withheld."""

from __future__ import annotations

import numpy as np
import pytest

from mizan.science.estimation.averaging import dga
from mizan.science.estimation.convergence import effective_size, split_rhat
from mizan.science.estimation.errors import BadInputError
from mizan.science.estimation.graphs import decomposable
from mizan.science.estimation.latent import lcmcr
from mizan.science.estimation.table import CaptureTable

from .conftest import load, reference

GRAPH_RUNS = sorted((n, key) for n, outputs in reference().items() for key in outputs if key.startswith("dga"))


@pytest.mark.parametrize(("name", "run"), GRAPH_RUNS)
def test_graph_averaging_equals_the_reference(name: str, run: str) -> None:
    known = reference()[name][run]
    found = dga(
        load(name),
        delta=float(run.removeprefix("dga_delta_")),
        n_missing_max=known["Nmissing_max"],
        grid=known["gridpoints"],
        levels=(95.0, 80.0),
    )
    assert found.mean == pytest.approx(known["mean"], abs=1e-6)
    assert (found.n_hat, *found.limits[95.0], *found.limits[80.0]) == tuple(
        known[key] for key in ("median", "q025", "q975", "q10", "q90")
    )
    assert found.edge == pytest.approx(known["mass_at_edge"], rel=1e-6)


@pytest.mark.parametrize(("k", "count"), [(3, 8), (4, 61), (5, 822)])
def test_it_generates_every_decomposable_graph(k: int, count: int) -> None:
    graphs = decomposable(k)
    assert len(set(graphs)) == len(graphs) == count
    for graph in graphs:
        assert np.bitwise_or.reduce(graph.cliques) == (1 << k) - 1
        assert len(graph.separators) == len(graph.cliques) - 1


def test_a_large_delta_collapses_the_answer_to_the_people_seen() -> None:
    assert dga(load("Ned_5"), delta=0.5).n_hat == 8235
    assert dga(load("Ned_5")).n_hat > 40_000


@pytest.mark.parametrize("lists", [("A", "B"), tuple("ABCDEF")])
def test_graph_averaging_refuses_other_than_three_to_five_lists(lists: tuple[str, ...]) -> None:
    table = CaptureTable.from_cells(lists, {"A": 3, "B": 4, "A:B": 2})
    with pytest.raises(BadInputError):
        dga(table)


def test_latent_classes_find_independent_lists() -> None:
    rng = np.random.default_rng(2)
    people = rng.random((2000, 3)) < np.array([0.4, 0.3, 0.35])
    counts = np.bincount(people @ np.array([1, 2, 4]), minlength=8).astype(float)
    counts[0] = 0
    found = lcmcr(CaptureTable(("A", "B", "C"), tuple(counts)), burn_in=1500, draws=300, thin=6, classes=3, seed=4)
    assert found.n_hat is not None
    assert found.rhat <= 1.1
    assert found.limits[95.0][0] < 2000 < found.limits[95.0][1]


def test_chains_that_do_not_agree_are_withheld_with_the_reason() -> None:
    found = lcmcr(load("UKdat_5"), burn_in=20, draws=40, thin=1, seed=1)
    assert found.rhat > 1.1
    assert found.n_hat is None
    assert found.limits == {}
    assert "R-hat" in (found.reason or "")


def test_the_cap_is_visible_and_its_share_is_told() -> None:
    found = lcmcr(load("Western"), burn_in=50, draws=60, thin=1, n0_max=600, seed=1)
    assert found.n0_max == 600
    # The unhampered median is near 1,900: a cap at 945 people is met all the time.
    assert found.at_cap > 0.3
    assert found.n_hat is None or found.n_hat <= 945


@pytest.mark.deep
@pytest.mark.parametrize("name", ["UKdat_5", "Kosovo", "UKdat_4", "Western"])
def test_latent_class_medians_lie_within_ten_per_cent_of_the_reference(compiled: object, name: str) -> None:
    found = lcmcr(load(name), seed=1)
    assert found.n_hat is not None
    assert found.rhat < 1.1
    assert found.n_hat == pytest.approx(reference()[name]["LCMCR"]["quantiles"]["50%"], rel=0.10)


def test_rhat_tells_chains_that_met_from_chains_that_did_not() -> None:
    rng = np.random.default_rng(1)
    met = rng.normal(size=(4, 500))
    assert split_rhat(met) < 1.02
    assert split_rhat(met + np.arange(4)[:, None]) > 1.5
    assert effective_size(met) > 1500
    slow = np.cumsum(met, axis=1)
    assert effective_size(slow) < 100
