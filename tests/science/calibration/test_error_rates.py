"""The headline in small: reduced simulations of what `benches/calibration.py` measures at length.

The bands are three standard errors wide around the limits of the issue: a limit broken in truth fails here in time.
"""

from __future__ import annotations

import numpy as np
import pytest

from mizan.science.calibration.heterogeneity import estimate
from mizan.science.calibration.laws import Counts
from mizan.science.calibration.proof import prove
from mizan.science.worlds.counts import CountSettings, make_counts

NULL_LIMIT, FDR_LIMIT = 0.004, 0.12


def _null_band(runs: int) -> float:
    return NULL_LIMIT + 3 * float(np.sqrt(NULL_LIMIT / (72 * runs)))


def _fdr_band(runs: int) -> float:
    return FDR_LIMIT + 3 * float(np.sqrt(FDR_LIMIT * (1 - FDR_LIMIT) / runs))


@pytest.mark.parametrize("sd", [0.0, 0.25, 0.5])
def test_honest_units_are_not_accused(sd: float) -> None:
    proof = prove(CountSettings(sd=sd, past=3), runs=25, seed=101)
    assert proof.ours.null_rate <= _null_band(25)
    assert proof.ours.fdr <= _fdr_band(25)
    assert proof.heterogeneity == pytest.approx(sd, abs=0.06)


def test_one_planted_unit_is_found_nearly_as_often_as_by_the_oracle() -> None:
    proof = prove(CountSettings(sd=0.25, planted=1, past=6), runs=40, seed=102)
    assert proof.ours.power is not None
    assert proof.oracle.power is not None
    assert proof.ours.power >= 0.5  # the bench measures it; forty runs have a standard error of 0.07
    assert proof.ours.power >= proof.oracle.power - 0.15


def test_planted_units_do_not_mask_each_other() -> None:
    spreads = []
    for planted in (0, 4):
        world = make_counts(seed=103, settings=CountSettings(sd=0.1, planted=planted, ratio=4.0, past=0))
        law = Counts(world.observed[0].astype(float), world.expected[0])
        spreads.append(estimate(law, np.arange(72), 72).quantile(0.5))
    assert spreads[1] < spreads[0] + 0.08  # the plain standard deviation of the logs would rise by 0.3
    proof = prove(CountSettings(sd=0.1, planted=4, ratio=4.0, past=0), runs=5, seed=104)
    assert proof.ours.power == 1.0


def test_a_unit_does_not_widen_the_spread_by_which_it_is_judged() -> None:
    world = make_counts(seed=105, settings=CountSettings(sd=0.3, past=0))
    law = Counts(world.observed[0].astype(float), world.expected[0])
    found = estimate(law, np.arange(72), 72)
    extreme = int(np.argmax(np.abs(law.crude()) * np.sqrt(law.information())))
    assert (found.without @ found.grid)[extreme] < 0.97 * (found.weights @ found.grid)


def test_persistent_levels_count_once_and_not_once_a_period() -> None:
    widths = []
    for persistent in (False, True):
        world = make_counts(seed=106, settings=CountSettings(sd=0.4, persistent=persistent, past=12))
        law = Counts(world.observed.ravel().astype(float), world.expected.ravel())
        found = estimate(law, np.tile(np.arange(72), 13), 72)
        widths.append(found.quantile(0.95) - found.quantile(0.05))
    assert widths[1] > 2 * widths[0]


@pytest.mark.deep
@pytest.mark.parametrize("planted", [0, 1, 4])
@pytest.mark.parametrize("sd", [0.0, 0.25, 0.5])
def test_the_headline_holds_at_length(sd: float, planted: int) -> None:
    proof = prove(CountSettings(sd=sd, planted=planted), runs=300, seed=107)
    assert proof.ours.null_rate <= NULL_LIMIT
    assert proof.ours.fdr <= _fdr_band(300)
    if (sd, planted) == (0.25, 1):
        assert proof.ours.power is not None
        assert proof.ours.power >= 0.70 - 3 * np.sqrt(0.21 / 300)
