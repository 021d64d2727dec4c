# ruff: noqa: PLR0917, PLR0912, SIM110 - compiled loops take flat arrays one by one, and generators are slow to compile
"""The arithmetic of newton.py written as loops, for numba: one fit of the five-list UK table takes microseconds.

Loaded only where numba is present. The rules of convergence are those of newton.py, so both give the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numba  # only imported through `product_kernel`, after `accelerate.allowed()`
import numpy as np

from .accelerate import keeps_cache
from .newton import FLAT, LOST, MOST_STEPS, PIVOT, PROOF, SURE, TINY

_quick = numba.njit(cache=keeps_cache(), nogil=True)


@_quick
def _supersets(values: Any) -> None:
    half = 1
    while half < values.size:
        for start in range(0, values.size, 2 * half):
            for i in range(start, start + half):
                values[i] += values[i + half]
        half *= 2


@_quick
def _means(terms: Any, count: int, beta: Any, y: Any, cells: Any, living: int, eta: Any, mu: Any) -> float:
    """Fill mu on the living cells; return the log likelihood without its constant."""
    eta[:] = 0.0
    for i in range(count):
        eta[terms[i]] = beta[i]
    half = 1
    while half < eta.size:
        for start in range(0, eta.size, 2 * half):
            for i in range(start, start + half):
                eta[i + half] += eta[i]
        half *= 2
    mu[:] = 0.0
    total = 0.0
    for c in range(living):
        w = cells[c]
        mean = np.exp(eta[w])
        mu[w] = mean
        total += y[w] * eta[w] - mean
    return total


@_quick
def _solve(sums: Any, terms: Any, count: int, target: Any, low: Any, column: Any, out: Any) -> bool:
    """Cholesky solve with the Hessian sums[s | t]; False where a pivot vanishes."""
    for i in range(count):
        for j in range(i + 1):
            low[i, j] = sums[terms[i] | terms[j]]
        out[i] = target[i]
    for j in range(count):
        if not low[j, j] > PIVOT * sums[terms[j]]:
            return False
        root = 1.0 / np.sqrt(low[j, j])
        low[j, j] = root  # the inverse of the diagonal is what both substitutions need
        out[j] *= root
        for i in range(j + 1, count):
            low[i, j] *= root
            column[i] = low[i, j]
            out[i] -= column[i] * out[j]
        for i in range(j + 1, count):
            factor = column[i]
            for m in range(j + 1, i + 1):
                low[i, m] -= factor * column[m]
    for i in range(count - 1, -1, -1):
        out[i] *= low[i, i]
        for m in range(i):
            out[m] -= low[i, m] * out[i]
    return True


@_quick
def _prepare(all_terms: Any, active: Any, stars: Any, terms: Any, cells: Any, dead: Any) -> tuple[int, int]:
    """Terms that stay and cells that live; returns how many of each."""
    count, lost = 0, 0
    for p in range(all_terms.size):
        if not active[p]:
            continue
        if stars[all_terms[p]] > 0:
            terms[count] = all_terms[p]
            count += 1
        else:
            dead[lost] = all_terms[p]
            lost += 1
    living = 0
    for w in range(1, stars.size):
        holds = True
        for d in range(lost):
            if w & dead[d] == dead[d]:
                holds = False
                break
        if holds:
            cells[living] = w
            living += 1
    return count, living


@_quick
def _begin(y: Any, logs: Any, terms: Any, count: int, cells: Any, living: int, sums: Any, trial: Any) -> None:
    """Superset sums of the starting weights y + 1/2 and of the working response."""
    sums[:] = 0.0
    trial[:] = 0.0
    for c in range(living):
        w = cells[c]
        sums[w] = y[w] + 0.5
        trial[w] = sums[w] * logs[w] - 0.5
    _supersets(sums)
    _supersets(trial)


@_quick
def _settled(mu: Any, cells: Any, living: int, target: Any, count: int) -> bool:
    """Whether the margins are met well enough to prove that the estimate exists."""
    smallest = np.inf
    for c in range(living):
        smallest = min(smallest, mu[cells[c]])
    for i in range(count):
        if abs(target[i]) > PROOF * smallest:
            return False
    return True


@_quick
def _fit(all_terms: Any, active: Any, y: Any, logs: Any, stars: Any, ints: Any, cell: Any, par: Any, low: Any) -> Any:
    """Log likelihood, log of the dark figure, status. The last four arguments are scratch space."""
    terms, cells, dead = ints[0], ints[1], ints[2]
    eta, mu, sums = cell[0], cell[1], cell[2]
    beta, tried, step, target, column = par[0], par[1], par[2], par[3], par[4]
    count, living = _prepare(all_terms, active, stars, terms, cells, dead)
    _begin(y, logs, terms, count, cells, living, sums, eta)
    for i in range(count):
        target[i] = eta[terms[i]]
    if not _solve(sums, terms, count, target, low, column, beta):
        beta[:] = 0.0
    loglik = _means(terms, count, beta, y, cells, living, eta, mu)
    for _ in range(MOST_STEPS):
        sums[:] = mu
        _supersets(sums)
        for i in range(count):
            target[i] = stars[terms[i]] - sums[terms[i]]
        if not _solve(sums, terms, count, target, low, column, step):
            return loglik, beta[0], FLAT
        decrement = 0.0
        for i in range(count):
            decrement += step[i] * target[i]
        if not np.isfinite(decrement):
            return loglik, beta[0], LOST
        if decrement < TINY and _settled(mu, cells, living, target, count):
            return loglik, beta[0] + step[0], SURE
        reached = loglik
        for _halving in range(21):
            for i in range(count):
                tried[i] = beta[i] + step[i]
            loglik = _means(terms, count, tried, y, cells, living, eta, mu)
            if loglik >= reached - 1e-9 * (1.0 + abs(reached)):
                break
            for i in range(count):
                step[i] *= 0.5
        for i in range(count):
            beta[i] = tried[i]
    return loglik, beta[0], LOST


BLOCK = 64  # models that share one scratch space


def _product(terms: Any, active: Any, tables: Any, loglik: Any, logdark: Any, status: Any) -> None:
    """Every model on every table: fills float[T, M], float[T, M], int8[T, M]. Jobs do not depend on each other."""
    models = active.shape[0]
    blocks = (models + BLOCK - 1) // BLOCK
    for job in numba.prange(tables.shape[0] * blocks):
        t, start = job // blocks, (job % blocks) * BLOCK
        y, size = tables[t], tables.shape[1]
        logs, stars = np.log(y + 0.5), y.copy()
        _supersets(stars)
        ints = np.empty((3, max(size, terms.size)), np.int64)
        cell, par, low = np.empty((3, size)), np.empty((5, terms.size)), np.empty((terms.size, terms.size))
        for m in range(start, min(start + BLOCK, models)):
            answer = _fit(terms, active[m], y, logs, stars, ints, cell, par, low)
            loglik[t, m], logdark[t, m], status[t, m] = answer


@lru_cache(maxsize=1)
def product_kernel() -> Callable[..., Any]:
    """The compiled product over models and tables, using every thread numba may use."""
    kernel: Callable[..., Any] = numba.njit(cache=keeps_cache(), parallel=True)(_product)
    return kernel
