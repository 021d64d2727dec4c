"""Does an estimate exist, and is there only one? Codes 0 to 3 by linear programming.

0: yes. 1: the extended maximum likelihood estimate does not exist. 2: it is not identifiable. 3: both.
Source: Fienberg & Rinaldo 2012; Chan, Silverman & Vincent 2021. The answer depends only on the model and on which cells
are empty, so it is cached on both. A converged fit is its own proof of existence (its means are a positive point with
the observed margins), so only fits that did not converge come here.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .hierarchies import Model
from .newton import Floats
from .table import CaptureTable

LEAST = 1e-8  # people; a smallest cell below this counts as zero


def existence(table: CaptureTable, model: Model) -> int:
    """Code 0-3 of one model on one table."""
    return code_of(model, table.support)


@lru_cache(maxsize=200_000)
def code_of(model: Model, support: int) -> int:
    """Code of a model when exactly the histories in `support` (bit w = history w) were seen."""
    design = _reduced_design(model, support)
    flat = bool(np.linalg.matrix_rank(design) < design.shape[0])
    return int(2 * flat) + int(not _interior(model, support))


def admissible(model: Model, support: int) -> bool:
    """Whether the code is 0; the cheap half is tried first."""
    return identifiable(model, support) and _interior(model, support)


@lru_cache(maxsize=200_000)
def identifiable(model: Model, support: int) -> bool:
    """Whether the parameters left on this support are told apart: full rank (Fienberg & Rinaldo 2012)."""
    design = _reduced_design(model, support)
    return bool(np.linalg.matrix_rank(design) == design.shape[0])


def _seen(term: int, support: int) -> bool:
    return any(support >> w & 1 for w in range(support.bit_length()) if w & term == term)


def _reduced_design(model: Model, support: int) -> Floats:
    """Parameters x cells after terms without cases, and the cells that hold them, are gone."""
    dead = [t for t in model.terms if not _seen(t, support)]
    terms = [0, *(t for t in model.terms if t not in dead)]
    cells = [w for w in range(1, 1 << model.k) if not any(w & t == t for t in dead)]
    return np.array([[float(w & t == t) for w in cells] for t in terms])


@lru_cache(maxsize=200_000)
def _interior(model: Model, support: int) -> bool:
    """Whether strictly positive means can have the observed margins.

    The smallest mean is maximised. Any table with this support gives the same answer: use one case per seen cell.
    """
    dead = [t for t in model.terms if not _seen(t, support)]
    cells = [w for w in range(1, 1 << model.k) if not any(w & t == t for t in dead)]
    if all(support >> w & 1 for w in cells):
        return True
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to load

    design = _reduced_design(model, support)
    margins = design @ np.array([float(support >> w & 1) for w in cells])
    # Unknowns: smallest mean s, then each cell's mean above it.
    both = np.hstack([design.sum(axis=1, keepdims=True), design])
    cost = np.zeros(both.shape[1])
    cost[0] = -1.0
    answer = linprog(cost, A_eq=both, b_eq=margins, bounds=(0, None), method="highs")
    return bool(answer.status == 0 and -answer.fun > LEAST)
