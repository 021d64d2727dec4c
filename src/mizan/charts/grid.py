"""A tile for every district: places on a square grid, near where they lie and beside their neighbours.

Made once per pack and kept with it; the same centroids always give the same grid.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from mizan.charts.topo import Point

ROUNDS = 80
# How much of a gap is closed per round. On the districts of Pakistan three of four real neighbours touch, and 99 of 100
# lie within two cells.
DRAW = 0.1
TOUCH = 1.42  # tiles that meet at a corner are near enough
Cell = tuple[int, int]


def tile_grid(centroids: Mapping[str, Point]) -> dict[str, Cell]:
    """code -> (column, row) from (longitude, latitude), no two in one cell, counted from 0 at the north-west.

    Crowded places are first pushed apart until each has about one cell of room, then all are set into cells at the
    least sum of squared distances. Pure Python; 160 places take about two seconds.
    """
    codes = sorted(centroids)
    if not codes:
        return {}
    spread = _settled(_in_cells([centroids[code] for code in codes]))
    cells = _cells(spread)
    chosen = _assign([[_far(point, cell) for cell in cells] for point in spread])
    placed = {code: cells[number] for code, number in zip(codes, chosen, strict=True)}
    left, top = min(column for column, _ in placed.values()), min(row for _, row in placed.values())
    return {code: (column - left, row - top) for code, (column, row) in placed.items()}


def _in_cells(points: Sequence[Point]) -> list[list[float]]:
    """Projected so that three places of four have their nearest neighbour within a cell, the crowded ones to be pushed
    apart and the lonely ones drawn in. Places at one spot are told apart by their order."""
    middle = sum(lat for _, lat in points) / len(points)
    squeeze = math.cos(math.radians(middle))
    flat = [[lon * squeeze + n * 1e-9, -lat] for n, (lon, lat) in enumerate(points)]
    nearest = sorted(min((math.dist(a, b) for b in flat if b is not a), default=1.0) for a in flat)
    unit = max(nearest[(len(nearest) - 1) * 3 // 4], 1e-6)
    return [[x / unit, y / unit] for x, y in flat]


def _settled(points: list[list[float]]) -> list[list[float]]:
    """Old neighbours are drawn together, and whoever stands nearer than a cell is pushed apart, many times over."""
    links = _links(points)
    for _ in range(ROUNDS):
        for n, m in links:
            if math.dist(points[n], points[m]) > TOUCH:
                _move(points[n], points[m], DRAW, TOUCH)
        for n, one in enumerate(points):
            for other in points[:n]:
                near = abs(one[0] - other[0]) < 1 and abs(one[1] - other[1]) < 1
                if near and math.dist(one, other) < 1:
                    _move(one, other, 1.0, 1.0)
    return points


def _links(points: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Each place with its six nearest, before anything moves."""
    found = set()
    for n, one in enumerate(points):
        order = sorted((math.dist(one, other), m) for m, other in enumerate(points) if m != n)
        found |= {(min(n, m), max(n, m)) for _, m in order[:6]}
    return sorted(found)


def _move(one: list[float], other: list[float], share: float, rest: float) -> None:
    """Move both by half the given share of what keeps them from being `rest` apart; places at one spot stay."""
    dx, dy = one[0] - other[0], one[1] - other[1]
    apart = math.hypot(dx, dy)
    if apart > 0:
        step = share * (rest - apart) / 2 / apart
        one[0], one[1] = one[0] + dx * step, one[1] + dy * step
        other[0], other[1] = other[0] - dx * step, other[1] - dy * step


def _cells(points: Sequence[Sequence[float]]) -> list[Cell]:
    """All cells within reach of a place, at least as many as places."""
    reach = 1
    while True:
        found = {
            (round(x) + dx, round(y) + dy)
            for x, y in points
            for dx in range(-reach, reach + 1)
            for dy in range(-reach, reach + 1)
        }
        if len(found) >= len(points):
            return sorted(found)
        reach += 1


def _far(point: Sequence[float], cell: Cell) -> float:
    return (point[0] - cell[0]) ** 2 + (point[1] - cell[1]) ** 2


def _assign(costs: Sequence[Sequence[float]]) -> list[int]:
    """The column of each row at the least total cost (Hungarian method with potentials; rows <= columns)."""
    rows, columns = len(costs), len(costs[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    holder = [0] * (columns + 1)  # row that holds a column, counted from 1; 0 is nobody
    for row in range(1, rows + 1):
        holder[0] = row
        _augment(costs, row_price, column_price, holder)
    chosen = [0] * rows
    for column in range(1, columns + 1):
        if holder[column]:
            chosen[holder[column] - 1] = column - 1
    return chosen


def _augment(
    costs: Sequence[Sequence[float]], row_price: list[float], column_price: list[float], holder: list[int]
) -> None:
    """Find room for the row in holder[0] along the cheapest alternating path and shift holders along it."""
    columns = len(column_price)
    least, way, seen, at = [math.inf] * columns, [0] * columns, [False] * columns, 0
    while holder[at]:
        seen[at] = True
        row, step, best = holder[at], math.inf, 0
        prices, base = costs[row - 1], row_price[row]
        for column in range(1, columns):
            if seen[column]:
                continue
            reduced = prices[column - 1] - base - column_price[column]
            if reduced < least[column]:
                least[column], way[column] = reduced, at
            if least[column] < step:
                step, best = least[column], column
        for column in range(columns):
            if seen[column]:
                row_price[holder[column]] += step
                column_price[column] -= step
            else:
                least[column] -= step
        at = best
    while at:
        holder[at] = holder[way[at]]
        at = way[at]
