"""Capture tables: how many people were seen by exactly which lists.

A history is a bit mask: bit i is set when list i saw the person. Counts are indexed by mask; mask 0, nobody saw them,
is what the estimators estimate and is always zero here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite

import numpy as np
import numpy.typing as npt

from .errors import BadInputError

Floats = npt.NDArray[np.float64]
MOST_LISTS = 12  # 4,095 cells; beyond this no published table goes and no search here ends
FEW_SHARED = 10  # fewer cases shared with the other lists than this, and a list says little about the hidden ones


@dataclass(frozen=True)
class Overlap:
    """Cases seen by both lists of one pair."""

    first: str
    second: str
    cases: float


@dataclass(frozen=True)
class CaptureTable:
    """`lists`: k distinct names. `counts`: 2^k numbers of people, indexed by history mask; counts[0] = 0."""

    lists: tuple[str, ...]
    counts: tuple[float, ...]

    def __post_init__(self) -> None:
        _check_names(self.lists)
        if len(self.counts) != 1 << len(self.lists):
            raise BadInputError("table.shape", f"expected {1 << len(self.lists)} cells, found {len(self.counts)}")
        if any(not isfinite(c) or c < 0 for c in self.counts):
            raise BadInputError("table.count", "every count must be a finite number, zero or more")
        if self.counts[0] != 0:
            raise BadInputError("table.unseen", "nobody can be counted whom no list saw")

    @classmethod
    def from_rows(cls, lists: Sequence[str], rows: Iterable[tuple[Sequence[int], float]]) -> CaptureTable:
        """Build from (0/1 flags in the order of `lists`, count); repeated histories add up."""
        counts = [0.0] * (1 << len(lists))
        for flags, count in rows:
            counts[sum(1 << i for i, flag in enumerate(flags) if flag)] += count
        return cls(tuple(lists), tuple(counts))

    @classmethod
    def from_cells(cls, lists: Sequence[str], cells: Mapping[str, float]) -> CaptureTable:
        """Build from {"A:B": count}; handy for small tables."""
        place = {name: 1 << i for i, name in enumerate(lists)}
        counts = [0.0] * (1 << len(lists))
        for label, count in cells.items():
            counts[sum(place[name] for name in label.split(":"))] += count
        return cls(tuple(lists), tuple(counts))

    @property
    def k(self) -> int:
        return len(self.lists)

    @property
    def observed(self) -> float:
        """People seen at least once."""
        return float(sum(self.counts))

    @property
    def array(self) -> Floats:
        """Counts as float64[2^k], a fresh copy."""
        return np.array(self.counts, dtype=np.float64)

    @property
    def support(self) -> int:
        """The zero pattern: bit w is set when history w was seen. Existence depends on the table only through it."""
        return sum(1 << w for w, count in enumerate(self.counts) if count > 0)

    def label(self, mask: int) -> str:
        """ "A:B" for a set of lists, in the order of the table."""
        return ":".join(name for i, name in enumerate(self.lists) if mask >> i & 1)

    def seen_by(self, mask: int) -> float:
        """Cases seen by every list in `mask` (and perhaps others)."""
        return float(sum(count for w, count in enumerate(self.counts) if w & mask == mask))

    def overlaps(self) -> tuple[Overlap, ...]:
        """The pairwise report: cases shared by each pair of lists."""
        pairs = combinations(range(self.k), 2)
        return tuple(Overlap(self.lists[i], self.lists[j], self.seen_by(1 << i | 1 << j)) for i, j in pairs)

    def shared(self) -> dict[str, float]:
        """For each list, its cases that at least one other list saw too."""
        return {
            name: float(sum(c for w, c in enumerate(self.counts) if w >> i & 1 and w != 1 << i))
            for i, name in enumerate(self.lists)
        }

    def weak_lists(self, *, least: float = FEW_SHARED) -> tuple[str, ...]:
        """Lists sharing fewer than `least` cases with all others together."""
        return tuple(name for name, cases in self.shared().items() if cases < least)

    def without(self, name: str) -> CaptureTable:
        """Forget one list: people whom only it saw leave the table."""
        i = self._place(name)
        counts = [0.0] * (1 << (self.k - 1))
        for w, count in enumerate(self.counts):
            counts[_squeeze(w, i)] += count
        return CaptureTable(self.lists[:i] + self.lists[i + 1 :], (0.0, *counts[1:]))

    def merged(self, first: str, second: str) -> CaptureTable:
        """Treat two lists as one: seen by either. Its name joins both with "+"."""
        i, j = sorted((self._place(first), self._place(second)))
        counts = [0.0] * (1 << (self.k - 1))
        for w, count in enumerate(self.counts):
            either = w | (1 << i if w >> j & 1 else 0)
            counts[_squeeze(either, j)] += count
        names = list(self.lists)
        names[i] = f"{names[i]}+{names[j]}"
        del names[j]
        return CaptureTable(tuple(names), tuple(counts))

    def reordered(self, names: Sequence[str]) -> CaptureTable:
        """The same table with its lists in another order."""
        if sorted(names) != sorted(self.lists):
            raise BadInputError("table.lists", "the new order must name every list once")
        source = [self._place(name) for name in names]
        counts = [0.0] * len(self.counts)
        for w, count in enumerate(self.counts):
            counts[sum(1 << new for new, old in enumerate(source) if w >> old & 1)] += count
        return CaptureTable(tuple(names), tuple(counts))

    def informative(self) -> CaptureTable:
        """The table without lists that saw nobody: they carry nothing."""
        table = self
        for name in self.lists:
            if table.k > 1 and table.seen_by(1 << table._place(name)) == 0:
                table = table.without(name)
        return table

    def with_counts(self, counts: Floats) -> CaptureTable:
        """The same lists with other counts, float[2^k]."""
        return CaptureTable(self.lists, tuple(float(c) for c in counts))

    def _place(self, name: str) -> int:
        if name not in self.lists:
            raise BadInputError("table.list", f"there is no list named {name!r}", column=name)
        return self.lists.index(name)

    def __str__(self) -> str:
        lines = [f"{self.observed:g} people on {self.k} lists: {', '.join(self.lists)}"]
        lines += [f"  {self.label(w)}: {count:g}" for w, count in enumerate(self.counts) if count]
        return "\n".join(lines)


def _check_names(lists: tuple[str, ...]) -> None:
    if not 1 <= len(lists) <= MOST_LISTS:
        raise BadInputError("table.lists", f"between 1 and {MOST_LISTS} lists are needed, found {len(lists)}")
    for name in lists:
        if not name or ":" in name:
            raise BadInputError("table.name", "a list needs a name without a colon", column=name)
        if lists.count(name) > 1:
            raise BadInputError("table.twice", "two columns have the same name", column=name)


def _squeeze(mask: int, bit: int) -> int:
    """Remove one bit position from a mask."""
    low = mask & ((1 << bit) - 1)
    return low | (mask >> (bit + 1)) << bit
