"""Equirectangular projection, true to scale along the middle parallel: fit for one country on one sheet."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from mizan.charts.topo import Point, Ring


@dataclass(frozen=True)
class Projection:
    """Degrees to user units. Never mirrored: west stays on the left in every language."""

    west: float
    north: float
    across: float
    down: float
    height: float

    def __call__(self, point: Point) -> Point:
        """(longitude, latitude) to (x, y), y downward."""
        return ((point[0] - self.west) * self.across, (self.north - point[1]) * self.down)


def fitted(points: Iterable[Point], width: float) -> Projection:
    """The projection that fits all points into the width. Raises ValueError without points."""
    lons, lats = zip(*points, strict=True)
    squeeze = math.cos(math.radians((min(lats) + max(lats)) / 2))
    span = max(max(lons) - min(lons), 1e-9)
    across = width / span
    down = across / squeeze
    return Projection(min(lons), max(lats), across, down, (max(lats) - min(lats)) * down)


def ring_path(ring: Ring, project: Projection) -> str:
    """A closed sub-path of relative steps in tenths of a unit; empty where the ring is smaller than that.

    Rounding happens on absolute places, so that shared borders stay shared and errors do not add up.
    """
    places = [(round(x * 10), round(y * 10)) for x, y in map(project, ring)]
    kept = [here for here, before in zip(places, [None, *places], strict=False) if here != before]
    if len(set(kept)) < 3:
        return ""
    steps = [f"M{_tenth(kept[0][0])} {_tenth(kept[0][1])}l"]
    steps += [f"{_tenth(x - ax)} {_tenth(y - ay)}" for (ax, ay), (x, y) in pairwise(kept)]
    return steps[0] + " ".join(steps[1:]).replace(" -", "-") + "z"


def _tenth(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), 10)
    digits = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{digits}" if tenths < 0 else digits
