"""Averaging over decomposable graphs: a Bayesian estimate that does not bet on one pattern of dependence.

Source: Madigan & York 1997. The hidden count runs over a grid; hyper-Dirichlet prior with `delta` per cell of the whole
table, prior 1/N on N. Three to five lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from .errors import BadInputError
from .graphs import decomposable
from .newton import Floats
from .table import CaptureTable

REACH = 30  # the grid runs to this many times the people seen
EDGE = 10  # last grid points whose mass tells whether the grid was too short


@dataclass(frozen=True)
class Posterior:
    """`n_hat`: posterior median, people. `limits`: {level: (low, high)}. `edge`: posterior mass on the last ten grid
    points; where it is not negligible the grid was too short. `graphs`: ((cliques...), weight) of the five
    likeliest graphs."""

    n_hat: float
    mean: float
    limits: dict[float, tuple[float, float]]
    delta: float
    grid: int
    n_missing_max: int
    edge: float
    graphs: tuple[tuple[tuple[str, ...], float], ...]
    values: tuple[float, ...]
    weights: tuple[float, ...]

    def quantile(self, p: float) -> float:
        """Smallest grid value whose cumulative probability reaches p."""
        at = int(np.searchsorted(np.cumsum(self.weights), p))
        return self.values[min(at, len(self.values) - 1)]

    def as_dict(self) -> dict[str, object]:
        return {key: value for key, value in asdict(self).items() if key not in {"values", "weights"}}


def grid_of(n_missing_max: int, points: int) -> Floats:
    """Whole numbers from 1 to the maximum, evenly spread, at most `points` of them."""
    return np.unique(np.round(np.linspace(1, n_missing_max, min(points, n_missing_max))))


def dga(
    table: CaptureTable,
    *,
    delta: float | None = None,
    n_missing_max: int | None = None,
    grid: int = 5000,
    levels: Sequence[float] = (95.0,),
) -> Posterior:
    """Posterior of N over all decomposable graphs. `delta` defaults to 2^-k; larger values pull the answer to the
    people seen, so change it only to study sensitivity. Raises BadInputError outside three to five lists."""
    if not 3 <= table.k <= 5:
        raise BadInputError("dga.lists", "decomposable-graph averaging needs three to five lists")
    used = 2.0**-table.k if delta is None else delta
    most = int(REACH * table.observed) if n_missing_max is None else n_missing_max
    if used <= 0 or most < 1 or grid < 1:
        raise BadInputError("dga.options", "delta, the largest hidden count and the grid must be positive")
    missing = grid_of(most, grid)
    logs = _log_posterior(table, missing, used)
    joint = np.exp(logs - logs.max())
    joint /= joint.sum()
    return _summary(table, missing, joint, levels, delta=used, most=most)


def _summary(
    table: CaptureTable, missing: Floats, joint: Floats, levels: Sequence[float], *, delta: float, most: int
) -> Posterior:
    weights, values = joint.sum(axis=0), missing + table.observed
    by_graph = joint.sum(axis=1)
    cumulative = np.cumsum(weights)

    def quantile(p: float) -> float:
        return float(values[min(int(np.searchsorted(cumulative, p)), values.size - 1)])

    top = [int(g) for g in np.argsort(-by_graph, kind="stable")[:5]]
    graphs = decomposable(table.k)
    return Posterior(
        n_hat=quantile(0.5),
        mean=float((weights * values).sum()),
        limits={level: (quantile(0.5 - level / 200.0), quantile(0.5 + level / 200.0)) for level in levels},
        delta=delta,
        grid=int(missing.size),
        n_missing_max=most,
        edge=float(weights[-EDGE:].sum()),
        graphs=tuple((tuple(table.label(c) for c in graphs[g].cliques), float(by_graph[g])) for g in top),
        values=tuple(values.tolist()),
        weights=tuple(weights.tolist()),
    )


def _log_posterior(table: CaptureTable, missing: Floats, delta: float) -> Floats:
    """float[graphs, grid], up to one constant."""
    from scipy.special import gammaln  # noqa: PLC0415 - slow to load

    k, total = table.k, missing + table.observed
    parts = {mask: _part(table, mask, missing, delta) for mask in range(1, 1 << k)}
    whole = gammaln(2.0**k * delta) - gammaln(total + 2.0**k * delta)
    # Ways to arrange the people over the cells, and the prior 1/N.
    shared = gammaln(total + 1.0) - gammaln(missing + 1.0) - np.log(total)
    rows = []
    for graph in decomposable(k):
        real = [s for s in graph.separators if s]
        row = sum((parts[c] for c in graph.cliques), np.zeros(missing.size)) - sum((parts[s] for s in real), 0.0)
        # An empty separator's own factor is exactly minus `whole`, so only real ones are counted off.
        rows.append(row + (len(graph.cliques) - len(real)) * whole + shared)
    return np.array(rows)


def _part(table: CaptureTable, mask: int, missing: Floats, delta: float) -> Floats:
    """log of the Dirichlet-multinomial numerator of one clique, float[grid]."""
    from scipy.special import gammaln  # noqa: PLC0415 - slow to load

    size = mask.bit_count()
    prior = delta * 2.0 ** (table.k - size)
    margins: dict[int, float] = {}
    for w, count in enumerate(table.counts):
        margins[w & mask] = margins.get(w & mask, 0.0) + count
    seen = sum(float(gammaln(count + prior)) for cell, count in margins.items() if cell)
    return np.asarray(seen + gammaln(margins[0] + missing + prior) - 2.0**size * gammaln(prior), dtype=np.float64)
