"""The inner loop of `statistic.py` for numba. Same operations in the same order as the plain version."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)  # type: ignore[misc, unused-ignore]  # numba has no types
def largest(along, added, chain, ends, first, last, total, table, inner, outer, shift, least, size, everyone):  # type: ignore[no-untyped-def]  # noqa: PLR0917 - a kernel takes arrays, not objects
    """(S,) largest ratio; `along` (S, places, steps + 1) cases summed over time, `ends` (A,) zone or -1."""
    best = np.zeros(along.shape[0])
    running = np.zeros(along.shape[2], dtype=np.int64)
    for s in range(along.shape[0]):
        top = 0.0
        for a in range(len(added)):
            if chain[a] == a:
                running[:] = 0
            for t in range(len(running)):
                running[t] += along[s, added[a], t]
            zone = ends[a]
            if zone < 0:
                continue
            for i in range(len(first)):
                c = running[last[i]] - running[first[i]]
                if c > least[zone, i]:
                    left = total - c
                    if everyone > 0:
                        n = size[zone, i]
                        inside = table[c] + table[n - c]
                        outside = table[left] + table[everyone - n - left]
                        value = inside + outside + shift[zone, i]
                    else:
                        value = table[c] - c * inner[zone, i] + table[left] - left * outer[zone, i]
                    top = max(top, value)
        best[s] = top
    return best
