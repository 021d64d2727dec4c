"""Decomposable graphs over k lists, with their cliques and separators: 8, 61 and 822 of them for k = 3, 4, 5."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations


@dataclass(frozen=True)
class Graph:
    """`cliques` and `separators` as masks of lists; separators with repetition, the empty one included."""

    cliques: tuple[int, ...]
    separators: tuple[int, ...]


@lru_cache(maxsize=8)
def decomposable(k: int) -> tuple[Graph, ...]:
    """All decomposable (chordal) graphs on k labelled vertices."""
    pairs = list(combinations(range(k), 2))
    graphs = (_graph(k, [p for i, p in enumerate(pairs) if bits >> i & 1]) for bits in range(1 << len(pairs)))
    return tuple(g for g in graphs if g is not None)


def _graph(k: int, edges: list[tuple[int, int]]) -> Graph | None:
    near = [0] * k
    for i, j in edges:
        near[i] |= 1 << j
        near[j] |= 1 << i
    order = _elimination(near)
    if order is None:
        return None
    cliques = _maximal([near[v] & later | 1 << v for v, later in order])
    return Graph(cliques, _separators(cliques))


def _elimination(near: list[int]) -> list[tuple[int, int]] | None:
    """A perfect elimination order with the vertices left after each, or None: the graph is not chordal."""
    left, order = (1 << len(near)) - 1, []
    while left:
        vertex = next((v for v in range(len(near)) if left >> v & 1 and _simplicial(near, v, left)), None)
        if vertex is None:
            return None
        left &= ~(1 << vertex)
        order.append((vertex, left))
    return order


def _simplicial(near: list[int], vertex: int, left: int) -> bool:
    around = near[vertex] & left
    return all(around & ~(near[u] | 1 << u) == 0 for u in range(len(near)) if around >> u & 1)


def _maximal(sets: list[int]) -> tuple[int, ...]:
    return tuple(sorted(s for s in set(sets) if not any(s != t and s & t == s for t in sets)))


def _separators(cliques: tuple[int, ...]) -> tuple[int, ...]:
    """Intersections along a maximum spanning tree of the cliques (a junction tree)."""
    joined, rest, separators = [cliques[0]], list(cliques[1:]), []
    while rest:
        best = max(((c & j, c) for c in rest for j in joined), key=lambda pair: pair[0].bit_count())
        separators.append(best[0])
        joined.append(best[1])
        rest.remove(best[1])
    return tuple(separators)
