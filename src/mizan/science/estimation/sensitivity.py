"""How the answer moves when an assumption does. None of this enters the disagreement ratio.

No-highest-order interaction with a sensitivity parameter (Aleshin-Guendel, Sadinle & Wakefield 2021); leave one list
out; merge two lists; wrong record linkage, missed and false, over a range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from math import exp, log

import numpy as np

from .estimators import best, search_of
from .newton import Floats
from .table import CaptureTable

DEFAULT_XI = (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0)
DEFAULT_RATES = (0.0, 0.05, 0.1, 0.15, 0.2)


@dataclass(frozen=True)
class Nhoi:
    """Dark figure, people, when the highest-order interaction is exp(-xi) instead of 1. `cells_empty`: with empty cells
    the formula has no answer unless `added` people are put into every cell; `dark` is then None."""

    xi: tuple[float, ...]
    dark: tuple[float, ...] | None
    cells_empty: int
    added: float

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def nhoi(table: CaptureTable, xi: Sequence[float] = DEFAULT_XI, *, added: float = 0.0) -> Nhoi:
    """Product of cells seen by an odd number of lists over product of those seen by an even number, times exp(xi)."""
    empty = sum(1 for count in table.counts[1:] if count == 0)
    if empty and added <= 0:
        return Nhoi(tuple(xi), None, empty, added)
    logs = sum((1 if w.bit_count() % 2 else -1) * log(c + added) for w, c in enumerate(table.counts) if w)
    return Nhoi(tuple(xi), tuple(exp(logs + x) for x in xi), empty, added)


@dataclass(frozen=True)
class Variant:
    """One changed table and its BIC answer. `n_hat`, `dark_figure`: people, None where no model is admissible. The dark
    figure counts people unseen by the lists of the changed table."""

    change: str
    observed: float
    n_hat: float | None
    dark_figure: float | None
    model: tuple[str, ...] | None

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def answer(table: CaptureTable, change: str, *, order: int | None = 2, seed: int = 1) -> Variant:
    """The BIC answer for one table."""
    chosen = best(search_of(table, order, seed=seed))
    if not np.isfinite(chosen.n_hat) or chosen.model is None:
        return Variant(change, table.observed, None, None, None)
    labels = tuple(chosen.model.labels(table.lists))
    return Variant(change, table.observed, chosen.n_hat, chosen.n_hat - table.observed, labels)


def leave_one_out(table: CaptureTable, *, order: int | None = 2, seed: int = 1) -> tuple[Variant, ...]:
    """BIC on the table without each list in turn; empty for two lists, which cannot spare one."""
    if table.k < 3:
        return ()
    return tuple(answer(table.without(name), f"without {name}", order=order, seed=seed) for name in table.lists)


def spread(variants: Sequence[Variant]) -> float | None:
    """max / min of the dark figures; None when one is missing or there are none, infinite when one is zero."""
    darks = [v.dark_figure for v in variants]
    if not darks or any(d is None for d in darks):
        return None
    known = [d for d in darks if d is not None]
    return max(known) / min(known) if min(known) > 0 else float("inf")


def merges(table: CaptureTable, *, order: int | None = 2, seed: int = 1) -> tuple[Variant, ...]:
    """BIC with each pair of lists treated as one: shows what the dependence between the two does."""
    if table.k < 3:
        return ()
    return tuple(
        answer(table.merged(a, b), f"{a} and {b} as one list", order=order, seed=seed)
        for a, b in combinations(table.lists, 2)
    )


@dataclass(frozen=True)
class Linkage:
    """BIC answers after correcting the table for missed links (share of true) and false ones (share of found)."""

    missed: tuple[Variant, ...]
    false: tuple[Variant, ...]
    rates: tuple[float, ...]


def linkage(table: CaptureTable, rates: Sequence[float] = DEFAULT_RATES, *, order: int | None = 2) -> Linkage:
    """What N would be if a share of links had been missed, or was false. Rates from 0 to below 1."""
    missed = tuple(answer(repair_missed(table, r), f"{r:.0%} of links missed", order=order) for r in rates)
    false = tuple(answer(repair_false(table, r), f"{r:.0%} of links false", order=order) for r in rates)
    return Linkage(missed, false, tuple(rates))


def repair_missed(table: CaptureTable, rate: float) -> CaptureTable:
    """Undo missed links: a person on several lists was missed with probability `rate` and then counted once per list.

    Expected counts; a list cannot give back more single cases than it has."""
    counts = table.array
    joint = _joint(counts)
    extra = np.where(joint, counts * rate / (1.0 - rate), 0.0)
    return _move(table, counts, extra)


def repair_false(table: CaptureTable, rate: float) -> CaptureTable:
    """Undo false links: a share `rate` of the people on several lists are really different people, one per list."""
    counts = table.array
    extra = np.where(_joint(counts), -rate * counts, 0.0)
    return _move(table, counts, extra)


def break_links(table: CaptureTable, rate: float) -> CaptureTable:
    """The other way about: expected table after missing a share `rate` of true links."""
    return repair_false(table, rate)


def _joint(counts: Floats) -> np.ndarray:
    return np.array([w.bit_count() > 1 for w in range(counts.size)])


def _move(table: CaptureTable, counts: Floats, extra: Floats) -> CaptureTable:
    """Add `extra` people to joint histories and take one single case per list for each of them."""
    for i in range(table.k):
        taken = float(sum(extra[w] for w in range(counts.size) if w >> i & 1))
        counts[1 << i] = max(counts[1 << i] - taken, 0.0)
    return table.with_counts(counts + extra)
