"""Candidate zones: which sets of places may be a cluster.

Circles: Kulldorff 1997 (Commun Stat Theory Methods 26:1481). Connected sets of neighbours: Tango and
Takahashi 2005 (Int J Health Geogr 4:11). A place joins no zone above `max_share` of the total weight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Zones:
    """Zones as chains: a chain adds places one after the other; after some additions a zone ends.

    `added` (A,) places in order; `chain` (A,) the position in `added` where that entry's chain begins;
    `ends` (Z,) position of the last place of each zone. Members of zone z: added[chain[ends[z]] : ends[z] + 1].
    """

    added: Ints
    chain: Ints
    ends: Ints

    def __len__(self) -> int:
        return len(self.ends)

    def members(self, zone: int) -> Ints:
        """Places of one zone, in the order in which they joined."""
        last = int(self.ends[zone])
        return self.added[self.chain[last] : last + 1]

    def totals(self, values: NDArray[Any]) -> NDArray[Any]:
        """Sum of `values` (..., places) over each zone: (..., Z).

        Whole numbers are summed along all chains at once; real numbers chain by chain, so that no zone
        inherits the rounding of the chains before it.
        """
        along = values[..., self.added]
        first = self.chain[self.ends]
        if not np.issubdtype(values.dtype, np.floating):
            along = np.cumsum(along, axis=-1)
            before = np.where(first > 0, along[..., np.maximum(first - 1, 0)], 0)
            whole: NDArray[Any] = along[..., self.ends] - before
            return whole
        starts = np.unique(self.chain)
        if len(starts) == len(self.ends):
            return np.add.reduceat(along, starts, axis=-1)
        for begin, end in zip(starts, [*starts[1:], len(self.added)], strict=True):
            along[..., begin:end] = np.cumsum(along[..., begin:end], axis=-1)
        result: NDArray[Any] = along[..., self.ends]
        return result


def circular(points: Floats, weight: Floats, max_share: float) -> Zones:
    """All circles round each place. `points` (P, 2), `weight` (P,) population or its like.

    Places at exactly the same distance join together, so the order of the rows cannot matter. A place
    without weight is no centre, so that adding one offers no new circles.
    """
    cap = max_share * weight.sum()
    added, chain, ends = [], [], []
    length = 0
    for centre in points[weight > 0]:
        distance = np.square(points - centre).sum(axis=1)
        order = np.argsort(distance, kind="stable")
        size = int(np.searchsorted(np.cumsum(weight[order]), cap, side="right"))
        ordered = distance[order]
        complete = np.append(ordered[1:] > ordered[:-1], True)[:size]
        added.append(order[:size])
        chain.append(np.full(size, length))
        ends.append(length + np.flatnonzero(complete))
        length += size
    if not added:
        return Zones(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    return Zones(*(np.concatenate(part).astype(np.int64) for part in (added, chain, ends)))


def adjacent(
    neighbours: Mapping[int, Sequence[int]], points: Floats, weight: Floats, max_share: float, size: int
) -> Zones:
    """Every connected set of at most `size` places that holds a place and some of its `size` - 1 nearest.

    Sets reached from several places are kept once. The number grows as 2^size a place: 8 to 12 is usual.
    """
    cap = max_share * weight.sum()
    found: dict[tuple[int, ...], None] = {}
    for start in range(len(points)):
        distance = np.square(points - points[start]).sum(axis=1)
        reach = set(np.flatnonzero(distance <= np.sort(distance)[min(size, len(points)) - 1]).tolist())
        for members in _connected(start, neighbours, reach, size):
            if weight[list(members)].sum() <= cap:
                found.setdefault(members)
    return _loose(list(found))


def _connected(start: int, neighbours: Mapping[int, Sequence[int]], reach: set[int], size: int) -> set[tuple[int, ...]]:
    """Connected subsets of `reach` with `start`, grown one place at a time."""
    layer: set[tuple[int, ...]] = {(start,)}
    found = set(layer)
    for _ in range(size - 1):
        layer = {
            tuple(sorted((*members, new)))
            for members in layer
            for member in members
            for new in neighbours.get(member, ())
            if new in reach and new not in members
        }
        found |= layer
    return found


def _loose(sets: list[tuple[int, ...]]) -> Zones:
    sizes = np.array([len(members) for members in sets], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    added = np.array([place for members in sets for place in members], dtype=np.int64)
    return Zones(added, np.repeat(starts, sizes), starts + sizes - 1)
