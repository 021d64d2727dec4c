"""The log-likelihood ratio of every zone and interval, and its largest value in many simulations.

Poisson and space-time permutation (Kulldorff 1997; Kulldorff et al. 2005, PLoS Med 2:e59):
`c log(c/E) + (C - c) log((C - c)/(C - E))` where c > E. Bernoulli (Kulldorff 1997): the binomial likelihood
of cases inside and outside against one common share, where the share inside is higher. Cases are whole
numbers, so k log k comes from a table and no logarithm is taken in the loop. numba, where it is installed,
only makes the loop faster: the operations and their order are the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mizan.science.scan.zones import Zones

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Score:
    """Everything about zones and intervals that does not change between simulations.

    For zone z and interval i: llr(c) = table[c] - c * inner + (mirror[c']) - (C - c) * outer + shift, with
    c' = `total` - c. `inner`, `outer`, `shift` (Z, I); `least` (Z, I) the largest count that is no excess.
    For Bernoulli `size` (Z, I) holds cases and controls, for the others it is empty.
    """

    zones: Zones
    first: Ints  # (I,) interval i covers steps first[i] .. last[i] - 1
    last: Ints
    total: int
    table: Floats
    inner: Floats
    outer: Floats
    shift: Floats
    least: Floats
    size: Ints
    everyone: int


def poisson_score(zones: Zones, first: Ints, last: Ints, expected: Floats, total: int) -> Score:
    """`expected` (places, steps) sums to `total`, the number of cases."""
    inside = _by_interval(zones, first, last, expected)
    outside = np.maximum(total - inside, 0.0)
    with np.errstate(divide="ignore"):
        inner, outer = np.log(inside), np.log(outside)
    usable = (inside > 0) & (outside > 0)
    blocked = np.where(usable, inside, np.inf)
    none = np.zeros((0, 0), dtype=np.int64)
    clean = np.where(usable, inner, 0.0), np.where(usable, outer, 0.0)
    return Score(zones, first, last, total, k_log_k(total), *clean, np.zeros_like(inside), blocked, none, 0)


def bernoulli_score(zones: Zones, first: Ints, last: Ints, people: Ints, total: int) -> Score:
    """`people` (places, steps): cases and controls together."""
    size = _by_interval(zones, first, last, people).astype(np.int64)
    everyone = int(people.sum())
    table = k_log_k(everyone)
    constant = table[total] + table[everyone - total] - table[everyone]
    shift = -table[size] - table[everyone - size] - constant
    zero = np.zeros(size.shape)
    usable = (size > 0) & (size < everyone)
    least = np.where(usable, size * (total / everyone), np.inf)
    return Score(zones, first, last, total, table, zero, zero, shift, least, size, everyone)


def _by_interval(zones: Zones, first: Ints, last: Ints, values: NDArray[Any]) -> NDArray[Any]:
    """(Z, I) sums of `values` (places, steps)."""
    along = np.concatenate([np.zeros((len(values), 1), values.dtype), np.cumsum(values, axis=1)], axis=1)
    result: NDArray[Any] = zones.totals((along[:, last] - along[:, first]).T).T
    return result


def k_log_k(largest: int) -> Floats:
    """k log k for k = 0 .. largest."""
    k = np.arange(largest + 1, dtype=np.float64)
    out: Floats = k * np.log(np.maximum(k, 1.0))
    return out


def all_ratios(score: Score, cases: Ints) -> Floats:
    """(Z, I) ratios of one data set; `cases` (places, steps). 0 where there is no excess."""
    counts = _by_interval(score.zones, score.first, score.last, cases).astype(np.int64)
    return np.stack([_ratio(score, counts[:, i], i) for i in range(len(score.first))], axis=1)


def _ratio(score: Score, c: Ints, interval: int) -> Floats:
    """`c` (..., Z) counts of one interval."""
    i = interval
    left = score.total - c
    if score.everyone:
        size = score.size[:, i]
        inside = score.table[c] + score.table[np.maximum(size - c, 0)]
        outside = score.table[left] + score.table[np.maximum(score.everyone - size - left, 0)]
        value = inside + outside + score.shift[:, i]
    else:
        value = score.table[c] - c * score.inner[:, i] + score.table[left] - left * score.outer[:, i]
    out: Floats = np.where(c > score.least[:, i], value, 0.0)
    return out


def largest_ratios(score: Score, cases: Ints) -> Floats:
    """(S,) largest ratio of each simulated data set; `cases` (S, places, steps)."""
    kernel = _kernel()
    if kernel is None:
        return _largest_plain(score, cases)
    zero = np.zeros((cases.shape[0], cases.shape[1], 1), dtype=np.int64)
    along = np.concatenate([zero, np.cumsum(cases, axis=2)], axis=2)
    z = score.zones
    ends = np.zeros(len(z.added), dtype=np.int64) - 1
    ends[z.ends] = np.arange(len(z.ends))
    result: Floats = kernel(
        along, z.added, z.chain, ends, score.first, score.last, score.total, score.table, score.inner,
        score.outer, score.shift, score.least, score.size, score.everyone,
    )  # fmt: skip
    return result


def _largest_plain(score: Score, cases: Ints) -> Floats:
    best = np.zeros(len(cases))
    along = np.cumsum(cases, axis=2)
    for i, (first, last) in enumerate(zip(score.first, score.last, strict=True)):
        inside = along[:, :, last - 1] - (along[:, :, first - 1] if first > 0 else 0)
        ratio = _ratio(score, score.zones.totals(inside).astype(np.int64), i)
        best = np.maximum(best, ratio.max(axis=1))
    return best


def _kernel() -> Callable[..., Floats] | None:
    """The compiled loop, or None where numba is missing or MIZAN_NO_NUMBA is set."""
    if os.environ.get("MIZAN_NO_NUMBA"):
        return None
    try:
        from mizan.science.scan.compiled import largest  # noqa: PLC0415 - numba is optional and slow to import
    except ImportError:
        return None
    compiled: Callable[..., Floats] = largest
    return compiled


def warm() -> None:
    """Load or compile the fast loop, so that a timed run does not pay for it."""
    zones = Zones(*(np.array([0]) for _ in range(3)))
    one = np.array([1])
    cases = np.ones((1, 1, 1), dtype=np.int64)
    largest_ratios(poisson_score(zones, one - 1, one, np.ones((1, 1)), 1), cases)
