"""TopoJSON, decoded: quantised arcs shared between neighbours become rings of longitude and latitude.

Format: github.com/topojson/topojson-specification. Only what maps need: Polygon and MultiPolygon, with `transform`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Ring = tuple[Point, ...]


class TopoFault(ValueError):
    """A topology that cannot be read; the message names the place of the fault."""


@dataclass(frozen=True)
class Shape:
    """One area: its code, its properties, and rings (outer ones and holes alike; drawn even-odd) of (lon, lat).

    `arcs` are the numbers of its arcs, always counted forward: two shapes that share one are neighbours.
    """

    code: str
    properties: Mapping[str, object]
    rings: tuple[Ring, ...]
    arcs: frozenset[int]


def decode(topology: object, name: str = "", *, code: str = "pcode") -> list[Shape]:
    """All areas of the object `name` (the only one, when empty). The code is the geometry's id or that property.

    Raises `TopoFault`.
    """
    if not isinstance(topology, Mapping) or topology.get("type") != "Topology":
        raise TopoFault("not a topology")
    arcs = _arcs(topology)
    geometries = _object(topology, name).get("geometries")
    if not isinstance(geometries, list):
        raise TopoFault("objects: no geometries")
    shapes = [_shape(row, arcs, code, f"geometries[{number}]") for number, row in enumerate(geometries)]
    if len({shape.code for shape in shapes}) != len(shapes):
        raise TopoFault("two geometries have one code")
    return shapes


def neighbours(shapes: Sequence[Shape]) -> set[tuple[str, str]]:
    """Pairs of codes (in order) that share a stretch of border."""
    owners: dict[int, list[str]] = {}
    for shape in shapes:
        for arc in shape.arcs:
            owners.setdefault(arc, []).append(shape.code)
    return {(min(a, b), max(a, b)) for codes in owners.values() for a in codes for b in codes if a != b}


def centroid(shape: Shape) -> Point:
    """The middle of the largest ring, by area; of its points where it has no area."""
    ring = max(shape.rings, key=lambda points: abs(_area(points)))
    area = _area(ring)
    if abs(area) < 1e-12:
        return (sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring))
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((ax + bx) * (ax * by - bx * ay) for (ax, ay), (bx, by) in pairs)
    y = sum((ay + by) * (ax * by - bx * ay) for (ax, ay), (bx, by) in pairs)
    return (x / (6 * area), y / (6 * area))


def _area(ring: Ring) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def _object(topology: Mapping[str, object], name: str) -> Mapping[str, object]:
    objects = topology.get("objects")
    if not isinstance(objects, Mapping) or not objects:
        raise TopoFault("no objects")
    if not name and len(objects) > 1:
        raise TopoFault(f"name one object of {', '.join(sorted(objects))}")
    found = objects.get(name) if name else next(iter(objects.values()))
    if not isinstance(found, Mapping):
        raise TopoFault(f"no object {name}")
    return found


def _arcs(topology: Mapping[str, object]) -> list[list[Point]]:
    scale, shift = _transform(topology.get("transform"))
    rows = topology.get("arcs")
    if not isinstance(rows, list):
        raise TopoFault("no arcs")
    return [_arc(row, scale, shift, f"arcs[{number}]") for number, row in enumerate(rows)]


def _transform(given: object) -> tuple[Point | None, Point]:
    """Scale and shift of quantised arcs; no scale means that positions are plain degrees."""
    if given is None:
        return None, (0.0, 0.0)
    if not isinstance(given, Mapping):
        raise TopoFault("transform")
    return _point(given.get("scale"), "transform.scale"), _point(given.get("translate"), "transform.translate")


def _arc(row: object, scale: Point | None, shift: Point, where: str) -> list[Point]:
    if not isinstance(row, list) or len(row) < 2:
        raise TopoFault(f"{where}: fewer than two points")
    points = [_point(given, where) for given in row]
    if scale is None:
        return points
    placed, x, y = [], 0.0, 0.0
    for dx, dy in points:
        x, y = x + dx, y + dy
        placed.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return placed


def _point(given: object, where: str) -> Point:
    if isinstance(given, list) and len(given) >= 2:
        x, y = given[0], given[1]
        if isinstance(x, int | float) and isinstance(y, int | float):
            return (float(x), float(y))
    raise TopoFault(f"{where}: no pair of numbers")


def _shape(row: object, arcs: Sequence[list[Point]], code: str, where: str) -> Shape:
    if not isinstance(row, Mapping):
        raise TopoFault(f"{where}: no geometry")
    properties = row.get("properties") or {}
    if not isinstance(properties, Mapping):
        raise TopoFault(f"{where}.properties")
    name = row.get("id") or properties.get(code)
    if not name:
        raise TopoFault(f"{where}: no id and no {code}")
    numbered = _rings_of(row, where)
    rings = tuple(_ring(ring, arcs, where) for ring in numbered)
    used = frozenset(number if number >= 0 else ~number for ring in numbered for number in ring)
    return Shape(str(name), dict(properties), rings, used)


def _rings_of(row: Mapping[str, object], where: str) -> list[list[int]]:
    """All rings of a Polygon or MultiPolygon as lists of arc numbers (~n is arc n backward)."""
    nested = row.get("arcs")
    kind = row.get("type")
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(nested, list):
        raise TopoFault(f"{where}: {kind} is no area")
    rings = (
        nested if kind == "Polygon" else [ring for polygon in nested if isinstance(polygon, list) for ring in polygon]
    )
    if not rings or not all(isinstance(ring, list) and ring and all(type(n) is int for n in ring) for ring in rings):
        raise TopoFault(f"{where}.arcs")
    return rings


def _ring(numbers: Sequence[int], arcs: Sequence[list[Point]], where: str) -> Ring:
    """Arcs joined end to start, each joint kept once, the closing point left out."""
    points: list[Point] = []
    for number in numbers:
        forward = number if number >= 0 else ~number
        if forward >= len(arcs):
            raise TopoFault(f"{where}: no arc {forward}")
        arc = arcs[forward] if number >= 0 else arcs[forward][::-1]
        if points and points[-1] != arc[0]:
            raise TopoFault(f"{where}: arc {number} does not join")
        points.extend(arc[1:] if points else arc)
    if points[0] != points[-1]:
        raise TopoFault(f"{where}: ring is open")
    return tuple(points[:-1])
