"""Invented worlds of known size: a reduced run of benches/estimation_truth.py."""

from __future__ import annotations

import numpy as np
import pytest

from mizan.science.estimation.estimators import best, search_of
from mizan.science.estimation.results import COMPARED
from mizan.science.estimation.simulation import World, dense_missed_links, standard_worlds
from mizan.science.estimation.studies import Options, study

from .conftest import load


def worlds() -> dict[str, World]:
    return {w.name: w for w in (*standard_worlds(load("UKdat_5"), load("Western")), dense_missed_links())}


def test_the_interval_holds_the_truth_in_an_independent_world() -> None:
    world = worlds()["independent"]
    held = 0
    for number in range(12):
        table = world.draw(np.random.default_rng([9, number]))
        (bic,) = study(table, Options(method="bic", bootstrap=100, seed=number)).estimates
        held += bic.ci is not None and bic.ci[95.0][0] <= world.truth <= bic.ci[95.0][1]
    # 12 intervals at 88 %: fewer than 8 would happen to one run in a hundred.
    assert held >= 8


@pytest.mark.parametrize(("name", "truth"), [("fitted UKdat_5", 22991), ("fitted Western", 2483)])
def test_fitted_worlds_have_the_size_of_the_fit_and_are_found_again(name: str, truth: int) -> None:
    world = worlds()[name]
    assert world.truth == truth
    found = [best(search_of(world.draw(np.random.default_rng([4, n])))).n_hat for n in range(7)]
    assert float(np.median(found)) == pytest.approx(truth, rel=0.4)


def test_worlds_see_a_tenth_to_a_third_of_the_people() -> None:
    for name, world in worlds().items():
        share = world.draw(np.random.default_rng(1)).observed / world.truth
        assert ("dense" in name and share > 0.5) or 0.1 < share < 1 / 3, (name, share)


def test_missed_links_push_every_method_up_and_no_table_can_show_it() -> None:
    """The stated gap: where most people are seen, all methods agree on too many people."""
    world = dense_missed_links()
    done = study(world.draw(np.random.default_rng(3)), Options(), skip=("lcmcr",))
    known = [e.n_hat for e in done.estimates if e.method in COMPARED and e.n_hat is not None]
    assert len(known) == 4
    assert min(known) > 1.05 * world.truth
