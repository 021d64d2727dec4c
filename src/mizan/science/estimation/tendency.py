"""What the table cannot exclude: people who differ in how easily every list sees them.

One more term beside a model, log mu_w = ... + tau |w| (|w| - 1) / 2: every pair of lists depends alike (Darroch,
Fienberg, Glonek & Junker 1993, JASA 88:1137; Rasch model with normal abilities). The profile likelihood of the dark
figure says how many unseen people such a tendency may hide before the table speaks against it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import exp, log

import numpy as np

from .hierarchies import Model
from .loglinear import normal_quantile
from .newton import Floats, superset_sums
from .table import CaptureTable

REACH = 20  # hidden people looked for, times the people seen; the cap of the latent classes
STEPS, HALVINGS, SETTLED = 100, 30, 1e-9


@dataclass(frozen=True)
class Tendency:
    """`tau`: estimated log odds of dependence shared by all pairs of lists. People: `dark_figure`, best answer with it,
    `high`, the largest total not excluded at `level` per cent; None where the table excludes nothing within reach."""

    tau: float
    dark_figure: float
    high: float | None
    level: float

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def tendency(table: CaptureTable, model: Model, level: float = 95.0) -> Tendency | None:
    """Fit the term beside `model`; None where it cannot be told apart from the model's own pairs."""
    design, y = _design(table, model)
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    beta, best = _climb(design, y, np.zeros(y.size), _start(design, y))
    dark = exp(min(beta[0], 700.0))
    drop = normal_quantile(0.5 + level / 200.0) ** 2 / 2.0
    high = _limit(design, y, beta, best - drop, REACH * table.observed)
    return Tendency(float(beta[-1]), dark, None if high is None else table.observed + high, level)


def _design(table: CaptureTable, model: Model) -> tuple[Floats, Floats]:
    """Rows: observable histories; columns: intercept, the model's terms, the tendency. Terms without cases leave with
    their histories, as in the extended maximum likelihood of `newton.py`."""
    counts = table.array
    stars = superset_sums(counts[:, None])[:, 0]
    dead = [t for t in model.terms if stars[t] <= 0]
    masks = np.array([w for w in range(1, counts.size) if not any(w & t == t for t in dead)])
    terms = [0, *(t for t in model.terms if t not in dead)]
    held = np.stack([(masks & t) == t for t in terms], axis=1).astype(np.float64)
    sizes = np.array([int(w).bit_count() for w in masks], dtype=np.float64)
    return np.column_stack([held, sizes * (sizes - 1) / 2]), counts[masks]


def _start(design: Floats, y: Floats) -> Floats:
    """One weighted least-squares step from y + 1/2."""
    weight = np.sqrt(y + 0.5)
    found: Floats = np.linalg.lstsq(design * weight[:, None], np.log(y + 0.5) * weight, rcond=None)[0]
    return found


def _climb(design: Floats, y: Floats, offset: Floats, beta: Floats) -> tuple[Floats, float]:
    """Newton's method with halving on the Poisson log likelihood (without its constant)."""
    reached = _loglik(design, y, offset, beta)
    for _ in range(STEPS):
        mean = np.exp(np.minimum(design @ beta + offset, 700.0))
        gradient = design.T @ (y - mean)
        step = np.linalg.lstsq(design.T @ (design * mean[:, None]), gradient, rcond=None)[0]
        for _ in range(HALVINGS):
            found = _loglik(design, y, offset, beta + step)
            if found >= reached - 1e-12 * abs(reached):
                break
            step = step / 2
        beta, gain, reached = beta + step, found - reached, found
        if gain < SETTLED:
            break
    return beta, reached


def _loglik(design: Floats, y: Floats, offset: Floats, beta: Floats) -> float:
    eta = design @ beta + offset
    if eta.max() > 700.0:
        return -np.inf
    return float(y @ eta - np.exp(eta).sum())


def _limit(design: Floats, y: Floats, beta: Floats, least: float, most: float) -> float | None:
    """Largest dark figure whose profile likelihood is at least `least`; None where it lies beyond `most`."""
    from scipy.optimize import brentq  # noqa: PLC0415 - slow to load

    rest = design[:, 1:]

    def gap(x: float) -> float:
        return _climb(rest, y, np.full(y.size, x), beta[1:])[1] - least

    if gap(log(most)) >= 0:
        return None
    low = min(float(beta[0]), log(most) - 1e-6)
    return exp(brentq(gap, low, log(most), xtol=1e-6)) if gap(low) > 0 else None
