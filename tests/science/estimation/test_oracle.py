"""statsmodels, which shares no code with us, fits the same models to the same numbers."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from mizan.science.estimation.hierarchies import Model
from mizan.science.estimation.loglinear import fit
from mizan.science.estimation.table import CaptureTable

from .conftest import load


def poisson(table: CaptureTable, model: Model) -> sm.genmod.generalized_linear_model.GLMResults:
    cells = np.arange(1, 1 << table.k)
    design = np.array([[float(w & t == t) for t in (0, *model.terms)] for w in cells])
    return sm.GLM(table.array[1:], design, family=sm.families.Poisson()).fit(tol=1e-12)


@pytest.mark.parametrize(
    ("name", "interactions"),
    [
        ("Kosovo", ["EXH:ABA:OSCE", "EXH:HRW", "OSCE:HRW"]),
        ("UKdat_5", ["LA:NG", "LA:PFNCA", "NG:PFNCA", "NG:GP", "PFNCA:GO"]),
        ("Western", ["A:E"]),
        ("NewOrl_5", []),
        ("Australia", ["B:C", "B:D", "A:B"]),
    ],
)
def test_a_single_fit_equals_statsmodels(name: str, interactions: list[str]) -> None:
    table = load(name)
    model = Model.named(table.lists, interactions)
    ours, theirs = fit(table, model), poisson(table, model)
    assert ours.minus_infinity == ()
    assert ours.dark_figure == pytest.approx(np.exp(theirs.params[0]), rel=1e-6)
    assert ours.se == pytest.approx(theirs.bse[0], rel=1e-4)
    assert ours.loglik == pytest.approx(theirs.llf, rel=1e-9)
    assert list(ours.alpha.values()) == pytest.approx(list(theirs.params), abs=1e-5)
