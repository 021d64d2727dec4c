"""The difference of differences: effects of place and of period taken out, through statsmodels.

With every cell there and one start, least squares with an effect of each place and each period gives the mean change of
the places with the programme less that of the others (Angrist and Pischke 2009, 5.2). So each place is one number, its
change, and errors that follow one another inside a place cannot make the interval too short (Bertrand, Duflo and
Mullainathan 2004).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mizan.science.comparing.panel import Floats, Panel


@dataclass(frozen=True)
class Clustered:
    """effect, its standard error clustered by place, and p and the interval of 95 %."""

    effect: float
    se: float
    p: float
    lo: float
    hi: float


def twoway(values: Floats) -> Floats:
    """Take out the mean of each row and of each column."""
    rows, columns = values.mean(axis=1, keepdims=True), values.mean(axis=0, keepdims=True)
    left: Floats = values - rows - columns + values.mean()
    return left


def treatment(panel: Panel) -> Floats:
    """Places x periods: 1 where the programme runs."""
    return np.outer(panel.treated, panel.after).astype(np.float64)


def clustered(panel: Panel) -> Clustered:
    """Return the estimate with errors clustered by place (Liang and Zeger 1986, correction of statsmodels).

    Student's t with one degree less than the smaller arm has places, not than both: the smaller arm's error decides
    where the arms are unequal, and it is known from its own places alone (Bell and McCaffrey 2002).
    """
    from scipy.stats import t  # noqa: PLC0415 -- takes a second to import
    from statsmodels.regression.linear_model import OLS  # noqa: PLC0415 -- takes two seconds to import

    groups = np.repeat(np.arange(len(panel.places)), len(panel.periods))
    model = OLS(twoway(panel.value).ravel(), twoway(treatment(panel)).ravel()[:, None])
    fit = model.fit(cov_type="cluster", cov_kwds={"groups": groups})
    effect, se, df = float(fit.params[0]), float(fit.bse[0]), min(panel.arms) - 1
    half = float(t.ppf(0.975, df)) * se
    return Clustered(effect, se, float(2 * t.sf(abs(effect) / se, df)) if se else 1.0, effect - half, effect + half)


def changes(panel: Panel) -> Floats:
    """Mean after less mean before, of each place."""
    change: Floats = panel.value[:, panel.after].mean(axis=1) - panel.value[:, ~panel.after].mean(axis=1)
    return change
