"""Searches that walk from model to model, for many tables in step: forward stepwise, and downhill on BIC.

Both work on a stack of tables, float[T, 2^k], so that a bootstrap repeats the whole search on every replicate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .admissibility import admissible
from .hierarchies import Bools, Ints, Model, all_models, basis, row_model, size
from .newton import SURE, Fits, Floats, fit_rows, superset_sums
from .scores import bic_of
from .selection import PATIENT, support_of


@dataclass(frozen=True)
class Walk:
    """Where each table ended. `logdark`, `bic`: float[T] (nan, inf: nothing admissible). `terms`: int64[P];
    `active`: bool[T, P]. `order`: terms in the order in which they were added."""

    k: int
    logdark: Floats
    bic: Floats
    terms: Ints
    active: Bools
    order: tuple[tuple[int, ...], ...]

    def model(self, t: int = 0) -> Model:
        return row_model(self.k, self.terms, self.active[t])


def stepwise(k: int, tables: Floats, *, p: float = 0.02) -> Walk:
    """Forward stepwise over pairs, from main effects: add the pair with the smallest Poisson tail below `p`.

    For an absent pair with fitted overlap lambda and observed overlap x the tail is min(P(X <= x), P(X >= x)). A pair
    whose model is not admissible is passed over. Source: Chan, Silverman & Vincent 2021.
    """
    walk = _Stepwise(k, tables, p)
    while walk.open.size:
        walk.advance()
    return walk.result()


class _Stepwise:
    def __init__(self, k: int, tables: Floats, p: float) -> None:
        self.k, self.tables, self.p = k, tables, p
        self.terms = np.array(basis(k, min(2, k - 1)), dtype=np.int64)
        self.pairs = np.flatnonzero([size(int(t)) == 2 for t in self.terms])
        self.active = np.zeros((tables.shape[0], self.terms.size), dtype=np.bool_)
        self.active[:, : k + 1] = True
        self.order: list[list[int]] = [[] for _ in tables]
        self.queue: list[list[int]] = [[] for _ in tables]  # columns still worth trying, best first
        self.pending: list[int | None] = [None] * tables.shape[0]
        self.logdark = np.full(tables.shape[0], np.nan)
        self.loglik = np.full(tables.shape[0], -np.inf)
        self.open = np.arange(tables.shape[0])
        self.stars = superset_sums(tables.T)[self.terms]

    def advance(self) -> None:
        """One round: fit every open table's candidate, keep or drop its newest pair, try the next."""
        rows, y = self.active[self.open].T, self.tables[self.open].T
        fits = fit_rows(self.terms, np.ascontiguousarray(rows), np.ascontiguousarray(y))
        tails = self._tails(fits.sums[self.terms[self.pairs]])
        for place, t in enumerate(self.open.tolist()):
            if fits.status[place] == SURE:
                self._keep(t, fits, place, tails[:, place])
            elif admissible(row_model(self.k, self.terms, self.active[t]), support_of(self.tables[t])):
                self._keep_patiently(t)
            elif self.pending[t] is not None:
                self.active[t, self.pending[t]] = False
        self.open = np.array([t for t in self.open.tolist() if self._next(t)], dtype=np.int64)

    def _keep_patiently(self, t: int) -> None:
        fits = fit_rows(self.terms, self.active[t][:, None], self.tables[t][:, None], steps=PATIENT)
        tails = self._tails(fits.sums[self.terms[self.pairs]], np.array([t]))
        self._keep(t, fits, 0, tails[:, 0])

    def _keep(self, t: int, fits: Fits, place: int, tails: Floats) -> None:
        self.logdark[t], self.loglik[t] = fits.beta[0, place], fits.loglik[place]
        newest = self.pending[t]
        if newest is not None:
            self.order[t].append(int(self.terms[newest]))
        ranked = self.pairs[np.argsort(tails, kind="stable")[: int((tails < self.p).sum())]]
        self.queue[t] = [int(c) for c in ranked if not self.active[t, c]]

    def _next(self, t: int) -> bool:
        """Open the next candidate pair; False when none is left."""
        if not self.queue[t]:
            return False
        self.pending[t] = self.queue[t].pop(0)
        self.active[t, self.pending[t]] = True
        return True

    def _tails(self, means: Floats, rows: Ints | None = None) -> Floats:
        """float[pairs, open]: the smaller one-sided Poisson tail."""
        from scipy.special import gammainc, gammaincc  # noqa: PLC0415 - slow to load

        seen = self.stars[self.pairs][:, self.open if rows is None else rows]
        below = gammaincc(seen + 1.0, means)
        above = np.where(seen > 0, gammainc(np.maximum(seen, 1e-300), means), 1.0)
        return np.where(means > 0, np.minimum(below, above), 1.0)

    def result(self) -> Walk:
        parameters = self.active.sum(axis=1).astype(np.float64)[:, None]
        bic = bic_of(self.loglik[:, None], parameters, self.tables)[:, 0]
        return Walk(self.k, self.logdark, bic, self.terms, self.active, tuple(tuple(o) for o in self.order))


def downhill(k: int, order: int, tables: Floats, starts: Bools) -> Walk:
    """Greedy descent on BIC over hierarchical models, from each start; the best end of each table is kept.

    `starts`: bool[S, P] rows over `basis(k, order)`. A step adds or removes one term so that the model stays
    hierarchical. It can end in a local minimum: use several starts. Source: Silverman, Chan & Vincent 2024.
    """
    best: Walk | None = None
    for start in starts:
        search = _Downhill(k, order, tables, start)
        while search.open.size:
            search.advance()
        best = search.result() if best is None else _better(best, search.result())
    assert best is not None, "at least one start"
    return best


def _better(a: Walk, b: Walk) -> Walk:
    wins = b.bic < a.bic
    active = np.where(wins[:, None], b.active, a.active)
    return Walk(a.k, np.where(wins, b.logdark, a.logdark), np.where(wins, b.bic, a.bic), a.terms, active, a.order)


class _Downhill:
    def __init__(self, k: int, order: int, tables: Floats, start: Bools) -> None:
        self.k, self.tables = k, tables
        self.terms = np.array(basis(k, order), dtype=np.int64)
        inside = (self.terms[:, None] & self.terms[None, :]) == self.terms[None, :]
        self.parts = inside & ~np.eye(self.terms.size, dtype=np.bool_)  # [t, s]: s lies strictly inside t
        self.active = np.repeat(start[None, :], tables.shape[0], axis=0)
        self.logdark = np.full(tables.shape[0], np.nan)
        self.bic = np.full(tables.shape[0], np.inf)
        self.open = np.arange(tables.shape[0])
        self._visit([(t, self.active[t]) for t in range(tables.shape[0])])

    def advance(self) -> None:
        """Move every open table to its best neighbour, where that lowers BIC."""
        rows = [(t, near) for t in self.open.tolist() for near in self._neighbours(self.active[t])]
        before = self.bic.copy()
        self._visit(rows)
        self.open = self.open[self.bic[self.open] < before[self.open]]

    def _neighbours(self, active: Bools) -> Bools:
        """bool[N, P]: models one term away."""
        can_add = ~active & ~(self.parts & ~active).any(axis=1)
        big = np.array([size(int(t)) > 1 for t in self.terms])
        can_drop = active & big & ~(self.parts & active[:, None]).any(axis=0)
        columns = np.flatnonzero(can_add | can_drop)
        near = np.repeat(active[None, :], columns.size, axis=0)
        near[np.arange(columns.size), columns] ^= True
        return near

    def _visit(self, rows: list[tuple[int, Bools]]) -> None:
        for at in range(0, len(rows), 2048):
            self._visit_some(rows[at : at + 2048])

    def _visit_some(self, rows: list[tuple[int, Bools]]) -> None:
        active = np.array([row for _, row in rows])
        tables = self.tables[[t for t, _ in rows]]
        fits = fit_rows(self.terms, np.ascontiguousarray(active.T), np.ascontiguousarray(tables.T))
        bic = bic_of(fits.loglik[:, None], active.sum(axis=1)[:, None].astype(np.float64), tables)[:, 0]
        for place in np.argsort(bic, kind="stable").tolist():
            t, row = rows[place]
            if bic[place] < self.bic[t] - 1e-9 and self._counts(t, row, int(fits.status[place])):
                self.active[t], self.bic[t], self.logdark[t] = row, bic[place], fits.beta[0, place]

    def _counts(self, t: int, row: Bools, status: int) -> bool:
        """Whether the fit may count. An unsettled but admissible one counts with the likelihood it reached."""
        return status == SURE or admissible(row_model(self.k, self.terms, row), support_of(self.tables[t]))

    def result(self) -> Walk:
        return Walk(self.k, self.logdark, self.bic, self.terms, self.active, ())


def starting_points(k: int, order: int, table: Floats, *, random: int, seed: int) -> Bools:
    """bool[S, P]: main effects, the stepwise model, all pairs, and `random` models with some of the pairs."""
    terms = np.array(basis(k, order), dtype=np.int64)
    joined = np.array([size(int(t)) for t in terms])
    main = joined <= 1
    step = stepwise(k, table[None])
    held = {0, *step.model().terms}
    rng = np.random.default_rng(seed)
    some = [main | ((joined == 2) & (rng.random(terms.size) < 0.5)) for _ in range(random)]
    return np.array([main, np.array([int(t) in held for t in terms]), joined <= 2, *some])


def space_is_small(k: int, order: int) -> bool:
    """Whether every model of the space can be fitted: up to 5 lists at any order, 6 lists at order 2."""
    return k <= 5 or (k == 6 and order <= 2)


__all__ = ["Walk", "all_models", "downhill", "space_is_small", "starting_points", "stepwise"]
