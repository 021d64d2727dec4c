# ruff: noqa: PLR0917 - compiled loops take flat arrays one by one
"""The sweeps of gibbs.py as loops, for numba: random numbers are drawn in the same order, so the chain is the same."""

from __future__ import annotations

from typing import Any

import numba  # only imported after `accelerate.allowed()`
import numpy as np

from .accelerate import keeps_cache
from .prior import A_ALPHA, B_ALPHA, LEAST, START, TRIES

_quick = numba.njit(cache=keeps_cache(), nogil=True)


@_quick
def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


@_quick
def _start(counts: Any, seen: Any, gathered: Any, rng: Any, nu: Any, lam: Any) -> None:
    """First weights and chances: gathered in one class, or scattered over all."""
    classes, k = lam.shape
    for h in range(classes):
        nu[h] = START**h if gathered else 1.0
    nu /= nu.sum()
    reach = counts.sum() * np.exp(2.0 * rng.random())
    for h in range(classes):
        for j in range(k):
            lam[h, j] = _within(rng.beta(1.0, 3.0), LEAST, 1 - LEAST)
    for j in range(k if gathered else 0):
        caught = 0
        for c in range(counts.size):
            caught += counts[c] * seen[c, j]
        lam[0, j] = _within(caught / reach, LEAST, 1 - LEAST)


@_quick
def _chances(seen: Any, nu: Any, lam: Any, chance: Any, missed: Any, rest: Any) -> None:
    """Joint chances of class and history, and of class and being missed."""
    rest[:] = 0.0
    for h in range(nu.size):
        missed[h] = nu[h]
        for j in range(seen.shape[1]):
            missed[h] *= 1.0 - lam[h, j]
        for c in range(seen.shape[0]):
            value = nu[h]
            for j in range(seen.shape[1]):
                value *= lam[h, j] if seen[c, j] == 1 else 1.0 - lam[h, j]
            chance[h, c] = value
            rest[c] += value


@_quick
def _split_seen(chance: Any, rest: Any, left: Any, inside: Any, rng: Any) -> None:
    last = chance.shape[0] - 1
    for h in range(last):
        for c in range(left.size):
            share = _within(chance[h, c] / max(rest[c], 1e-300), 0.0, 1.0)
            inside[h, c] = rng.binomial(left[c], share)
            left[c] -= inside[h, c]
            rest[c] -= chance[h, c]
    inside[last] = left


@_quick
def _unseen(n: Any, rho: Any, cap: Any, rng: Any) -> Any:
    for attempt in range(TRIES):
        value = rng.negative_binomial(n, _within(1.0 - rho, LEAST, 1.0))
        if value <= cap:
            return value, 1 if attempt > 0 else 0
    return cap, 1


@_quick
def _split_unseen(unseen: Any, missed: Any, weight: Any, hidden: Any, rng: Any) -> None:
    remaining = unseen
    for h in range(missed.size - 1):
        share = _within(missed[h] / max(weight, 1e-300), 0.0, 1.0)
        hidden[h] = rng.binomial(remaining, share)
        remaining -= hidden[h]
        weight -= missed[h]
    hidden[missed.size - 1] = remaining


@_quick
def _swap(inside: Any, hidden: Any, nu: Any, sticks: Any, rng: Any) -> None:
    classes = hidden.size
    for neighbours in range(2):
        h = int(rng.random() * (classes - 1 if neighbours else classes))
        other = h + 1 if neighbours else int(rng.random() * classes)
        luck = np.log(max(rng.random(), 1e-300))
        here, there = inside[h].sum() + hidden[h], inside[other].sum() + hidden[other]
        if neighbours:
            second = np.log(1.0 - sticks[other]) if other < classes - 1 else 0.0
            gain = here * second - there * np.log(1.0 - sticks[h])
        else:
            gain = (there - here) * (np.log(max(nu[h], 1e-300)) - np.log(max(nu[other], 1e-300)))
        if luck < gain:
            hidden[h], hidden[other] = hidden[other], hidden[h]
            for c in range(inside.shape[1]):
                inside[h, c], inside[other, c] = inside[other, c], inside[h, c]


@_quick
def _update(inside: Any, hidden: Any, seen: Any, alpha: Any, nu: Any, lam: Any, sticks: Any, rng: Any) -> Any:
    """New chances, weights and concentration given the classes."""
    classes, k = lam.shape
    for h in range(classes):
        size = hidden[h] + inside[h].sum()
        for j in range(k):
            caught = 0
            for c in range(seen.shape[0]):
                caught += inside[h, c] * seen[c, j]
            lam[h, j] = _within(rng.beta(1.0 + caught, 1.0 + (size - caught)), LEAST, 1 - LEAST)
    above, left = hidden.sum() + inside.sum(), 1.0
    for h in range(classes - 1):
        size = hidden[h] + inside[h].sum()
        above -= size
        sticks[h] = _within(rng.beta(1.0 + size, alpha + above), LEAST, 1 - LEAST)
        nu[h] = sticks[h] * left
        left *= 1.0 - sticks[h]
    nu[classes - 1] = left
    return rng.gamma(A_ALPHA + classes - 1.0, 1.0 / (B_ALPHA - np.log(max(nu[classes - 1], 1e-300))))


@_quick
def chain(
    counts: Any, seen: Any, classes: Any, burn_in: Any, draws: Any, thin: Any, cap: Any, gathered: Any, rng: Any,
    out: Any,
) -> Any:  # fmt: skip
    """One chain; arguments and result as `gibbs.numpy_chain`."""
    cells, k = seen.shape
    over, alpha = 0, 1.0
    nu, lam, sticks = np.empty(classes), np.empty((classes, k)), np.full(classes - 1, 0.5)
    chance, inside = np.empty((classes, cells)), np.zeros((classes, cells), np.int64)
    hidden, missed = np.zeros(classes, np.int64), np.empty(classes)
    rest, left = np.empty(cells), np.empty(cells, np.int64)
    _start(counts, seen, gathered, rng, nu, lam)
    for sweep in range(burn_in + draws * thin):
        divisor = 16 if 4 * sweep < burn_in else (4 if 2 * sweep < burn_in else 1)
        for c in range(cells):
            left[c] = (counts[c] + divisor - 1) // divisor
        n = left.sum()
        _chances(seen, nu, lam, chance, missed, rest)
        _split_seen(chance, rest, left, inside, rng)
        rho = missed.sum()
        unseen, late = _unseen(n, rho, cap, rng)
        over += late
        _split_unseen(unseen, missed, rho, hidden, rng)
        _swap(inside, hidden, nu, sticks, rng)
        alpha = _update(inside, hidden, seen, alpha, nu, lam, sticks, rng)
        if sweep >= burn_in and (sweep - burn_in + 1) % thin == 0:
            out[(sweep - burn_in) // thin] = unseen
    return over
