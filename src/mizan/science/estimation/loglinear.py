"""One log-linear model on one capture table: extended maximum likelihood, Wald and profile intervals.

Poisson cells, log mu_w = sum of alpha_t over terms t of the model inside w; the dark figure is exp(alpha_0) and
N = observed + exp(alpha_0). Source: Chan, Silverman & Vincent 2021; profile interval: Cormack 1992.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import exp, log, sqrt

import numpy as np

from .admissibility import existence
from .hierarchies import Model
from .newton import SURE, Floats, fit_rows, solve
from .scores import constants
from .table import CaptureTable

PATIENT = 400  # Newton steps for fits that linear programming says exist though 30 steps did not settle them


@dataclass(frozen=True)
class Fit:
    """A fitted model. People: `n_hat`, `dark_figure`. `alpha`: log-linear parameters by label ("" = intercept);
    `minus_infinity`: labels of terms without cases. `se`: standard error of the log of the dark figure.
    `existence`: code 0-3; where it is not 0 every number is None (unknown is not zero)."""

    lists: tuple[str, ...]
    observed: float
    interactions: tuple[str, ...]
    existence: int
    n_hat: float | None
    dark_figure: float | None
    se: float | None
    loglik: float | None
    bic: float | None
    aic: float | None
    parameters: int
    alpha: dict[str, float]
    minus_infinity: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        return asdict(self)

    def __str__(self) -> str:
        model = ", ".join(self.interactions) or "main effects"
        if self.n_hat is None:
            return f"{model}: no estimate (existence code {self.existence})"
        return f"{model}: {self.n_hat:,.0f} people, {self.dark_figure:,.0f} of them unseen; BIC {self.bic:.4f}"


def fit(table: CaptureTable, model: Model) -> Fit:
    """Fit one model. A missing estimate is an answer, with its code."""
    code = existence(table, model)
    if code:
        return _nothing(table, model, code)
    terms, active, y = _rows(model, table.array)
    fits = _patiently(terms, active, y)
    loglik = float(fits.loglik[0] - constants(y.T)[0])
    dark, p, n = exp(float(fits.beta[0, 0])), model.parameters, table.observed
    dead = fits.dead[:, 0]
    alpha = {table.label(int(t)): float(b) for t, b, d in zip(terms, fits.beta[:, 0], dead, strict=True) if not d}
    return Fit(
        lists=table.lists, observed=n, interactions=tuple(model.labels(table.lists)), existence=0,
        n_hat=n + dark, dark_figure=dark, se=_standard_error(terms, fits.sums, dead), loglik=loglik,
        bic=p * log(n) - 2 * loglik, aic=2 * p - 2 * loglik, parameters=p, alpha=alpha,
        minus_infinity=tuple(table.label(int(t)) for t, d in zip(terms, dead, strict=True) if d),
    )  # fmt: skip


def wald(fitted: Fit, level: float = 95.0) -> tuple[float, float] | None:
    """observed + exp(alpha_0 +/- z se), people; `level` in per cent. Says nothing about the choice of the model."""
    if fitted.dark_figure is None or fitted.se is None:
        return None
    z = normal_quantile(0.5 + level / 200.0)
    return tuple(fitted.observed + fitted.dark_figure * exp(sign * z * fitted.se) for sign in (-1, 1))  # type: ignore[return-value]  # two signs


@dataclass(frozen=True)
class Profile:
    """Multinomial profile likelihood for N: its maximum and interval, people. `high` None: unbounded within reach."""

    n_hat: float
    low: float
    high: float | None
    level: float


def profile(table: CaptureTable, model: Model, level: float = 95.0) -> Profile | None:
    """Profile interval of N given the model (Cormack 1992); None without a maximum."""
    fitted = fit(table, model)
    if fitted.dark_figure is None or fitted.se is None:
        return None
    from scipy.optimize import brentq, minimize_scalar  # noqa: PLC0415 - slow to load

    curve = _Profile(table, model)
    centre = log(max(fitted.dark_figure, 1e-3))
    best = minimize_scalar(
        lambda x: -curve(x), bounds=(centre - 1 - fitted.se, centre + 1), method="bounded", options={"xatol": 1e-10}
    )
    drop = normal_quantile(0.5 + level / 200.0) ** 2 / 2.0

    def gap(x: float) -> float:
        return curve(x) + float(best.fun) + drop

    reach = 12 * max(fitted.se, 0.05)
    low = exp(brentq(gap, best.x - reach, best.x)) if gap(best.x - reach) < 0 else 0.0
    high = exp(brentq(gap, best.x, best.x + reach)) if gap(best.x + reach) < 0 else None
    n = table.observed
    return Profile(n + exp(best.x), n + low, None if high is None else n + high, level)


class _Profile:
    """log L(N) up to a constant, N = observed + exp(x): the unseen cell is data, the model fitted to the whole."""

    def __init__(self, table: CaptureTable, model: Model) -> None:
        self.table, self.model = table, model

    def __call__(self, x: float) -> float:
        from scipy.special import gammaln  # noqa: PLC0415 - slow to load

        unseen = exp(x)
        counts = self.table.array
        counts[0] = unseen
        terms, active, y = _rows(self.model, counts)
        total = float(counts.sum())
        poisson = float(fit_rows(terms, active, y, first=0, steps=PATIENT).loglik[0])
        # Poisson to multinomial: fitted means sum to the total, so only the total's own Poisson term goes.
        both = float(gammaln(total + 1) - gammaln(unseen + 1))
        return poisson + both - total * log(total) + total


def normal_quantile(p: float) -> float:
    """Quantile of the standard normal distribution."""
    from statistics import NormalDist  # noqa: PLC0415 - keeps the import of the package light

    return NormalDist().inv_cdf(p)


def _rows(model: Model, counts: Floats) -> tuple[np.ndarray, np.ndarray, Floats]:
    terms = np.array([0, *model.terms], dtype=np.int64)
    return terms, np.ones((terms.size, 1), dtype=np.bool_), counts[:, None]


def _patiently(terms: np.ndarray, active: np.ndarray, y: Floats):  # type: ignore[no-untyped-def]  # Fits
    fits = fit_rows(terms, active, y)
    return fits if fits.status[0] == SURE else fit_rows(terms, active, y, steps=PATIENT)


def _standard_error(terms: np.ndarray, sums: Floats, dead: np.ndarray) -> float:
    """Square root of the intercept's entry in the inverse Hessian."""
    unit = np.zeros((terms.size, 1))
    unit[0] = 1.0
    inverse, _flat = solve(sums[terms[:, None] | terms[None, :]], unit, ~dead[:, None])
    return sqrt(float(inverse[0, 0]))


def _nothing(table: CaptureTable, model: Model, code: int) -> Fit:
    labels = tuple(model.labels(table.lists))
    return Fit(table.lists, table.observed, labels, code, None, None, None, None, None, None, model.parameters, {}, ())
