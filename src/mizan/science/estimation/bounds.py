"""Simple bounds and two-list estimates: Chao, Chapman, and the pairwise table. None enters the disagreement ratio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from math import exp, log, sqrt

from .loglinear import normal_quantile
from .table import CaptureTable


@dataclass(frozen=True)
class Bound:
    """`n_hat`, people; `limits`: {level: (low, high)}, log-normal about the unseen (empty where no variance exists)."""

    n_hat: float
    limits: dict[float, tuple[float, float]]
    lists: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True)
class Pair:
    """Two lists alone. `petersen` n1 n2 / m, people, None without an overlap; `chapman` always exists.

    `sign`: +1 where the pair shares more cases than the third lists would lead one to expect (positive dependence, so
    the pair alone counts too few people), -1 fewer, 0 where nothing can be said."""

    first: str
    second: str
    n_first: float
    n_second: float
    shared: float
    petersen: float | None
    chapman: Bound
    sign: int


def chao(table: CaptureTable, levels: Sequence[float] = (95.0,)) -> Bound:
    """Chao's lower bound for people who differ in how easily they are seen, k lists.

    n + ((k-1)/k) f1^2 / (2 f2), bias-corrected f1 (f1-1) / (2 (f2+1)) where nobody was seen twice; f1, f2 = people seen
    on exactly one, two lists. Source: Chao 1987; variance as for Chao2 (Chao, Colwell, Lin & Gotelli 2009)."""
    f1 = float(sum(c for w, c in enumerate(table.counts) if w.bit_count() == 1))
    f2 = float(sum(c for w, c in enumerate(table.counts) if w.bit_count() == 2))
    share = (table.k - 1) / table.k
    if f2 > 0:
        unseen, ratio = share * f1**2 / (2 * f2), f1 / f2
        variance = f2 * (share / 2 * ratio**2 + share**2 * ratio**3 + share**2 / 4 * ratio**4)
    else:
        unseen = share * f1 * max(f1 - 1, 0.0) / 2
        variance = share * f1 * (f1 - 1) / 2 + share**2 * f1 * (2 * f1 - 1) ** 2 / 4
        variance -= share**2 * f1**4 / (4 * (table.observed + unseen)) if f1 > 0 else 0.0
    return _bound(table.observed, unseen, max(variance, 0.0), levels, table.lists)


def chapman(table: CaptureTable, first: str, second: str, levels: Sequence[float] = (95.0,)) -> Bound:
    """(n1+1)(n2+1)/(m+1) - 1 from two lists, all others ignored. Source: Chapman 1951; variance Seber 1970."""
    one, two = table.lists.index(first), table.lists.index(second)
    n1, n2 = table.seen_by(1 << one), table.seen_by(1 << two)
    m = table.seen_by(1 << one | 1 << two)
    n_hat = (n1 + 1) * (n2 + 1) / (m + 1) - 1
    variance = (n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) / ((m + 1) ** 2 * (m + 2))
    seen = n1 + n2 - m
    return _bound(seen, max(n_hat - seen, 0.0), variance, levels, (first, second))


def pairs(table: CaptureTable, levels: Sequence[float] = (95.0,)) -> tuple[Pair, ...]:
    """The pairwise table: every pair of lists, with both two-list estimates and the sign of its dependence."""
    return tuple(_pair(table, i, j, levels) for i, j in combinations(range(table.k), 2))


def _pair(table: CaptureTable, i: int, j: int, levels: Sequence[float]) -> Pair:
    n1, n2, m = table.seen_by(1 << i), table.seen_by(1 << j), table.seen_by(1 << i | 1 << j)
    bound = chapman(table, table.lists[i], table.lists[j], levels)
    petersen = n1 * n2 / m if m else None
    return Pair(table.lists[i], table.lists[j], n1, n2, m, petersen, bound, _sign(table, i, j))


def _sign(table: CaptureTable, i: int, j: int) -> int:
    """Among people whom a third list saw, the odds ratio of the two lists is free of the unseen cell."""
    cells = [0.0] * 4
    others = ~(1 << i | 1 << j)
    for w, count in enumerate(table.counts):
        if w & others:
            cells[(w >> i & 1) + 2 * (w >> j & 1)] += count
    product, cross = cells[0] * cells[3], cells[1] * cells[2]
    return 0 if product == cross else (1 if product > cross else -1)


def _bound(seen: float, unseen: float, variance: float, levels: Sequence[float], lists: tuple[str, ...]) -> Bound:
    limits: dict[float, tuple[float, float]] = {}
    if unseen > 0 and variance > 0:
        for level in levels:
            factor = exp(normal_quantile(0.5 + level / 200.0) * sqrt(log(1 + variance / unseen**2)))
            limits[level] = (seen + unseen / factor, seen + unseen * factor)
    return Bound(seen + unseen, limits, lists)
