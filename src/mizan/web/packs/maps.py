"""Boundaries: a TopoJSON topology with one object whose areas carry a p-code."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mizan.web.packs.files import Faults

MAX_ARCS = 50_000
MAX_AREAS = 10_000
AREA_TYPES = ("Polygon", "MultiPolygon")


@dataclass(frozen=True)
class Boundaries:
    """One map of a pack: `level` of its places, `pcodes` in file order, `text` the TopoJSON itself."""

    content: str
    level: int
    path: Path
    pcodes: tuple[str, ...]
    text: str


def read_map(text: str, content: str, path: Path, faults: Faults) -> Boundaries | None:
    """Check a topology and list its areas; None when it cannot be drawn."""
    topology = _load(text, faults)
    if topology is None:
        return None
    before = len(faults.found)
    arcs = _arcs(topology, faults)
    areas = _areas(topology, content, faults)
    pcodes = [_area(area, len(arcs), position, faults) for position, area in enumerate(areas)]
    for position, pcode in enumerate(pcodes):
        if pcode in pcodes[:position]:
            faults.add(1, f'The area "{pcode}" stands twice.')
    if len(faults.found) > before:
        return None
    return Boundaries(content, int(content.removeprefix("adm")), path, tuple(pcodes), text)


def _load(text: str, faults: Faults) -> dict[str, Any] | None:
    try:
        topology = json.loads(text, parse_constant=_refuse, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        faults.add(error.lineno, f"JSON cannot be read here: {error.msg}.")
        return None
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, _Unfit) else "it is nested too deeply or holds an impossible number"
        faults.add(1, f"JSON cannot be read: {reason}.")
        return None
    if not isinstance(topology, dict) or topology.get("type") != "Topology":
        faults.add(1, 'The file is not TopoJSON: "type" must be "Topology".')
        return None
    return topology


class _Unfit(ValueError):
    pass


def _refuse(name: str) -> float:
    raise _Unfit(f"{name} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Unfit(f'the key "{key[:60]}" stands twice')
        found[key] = value
    return found


def _arcs(topology: dict[str, Any], faults: Faults) -> list[Any]:
    arcs = topology.get("arcs")
    if not isinstance(arcs, list) or len(arcs) > MAX_ARCS:
        faults.add(1, f'"arcs" must be a list of at most {MAX_ARCS} lines.')
        return []
    for number, arc in enumerate(arcs):
        if not isinstance(arc, list) or not all(_is_point(point) for point in arc):
            faults.add(1, f"Arc {number} is not a list of points.")
    transform = topology.get("transform")
    if transform is not None and not _is_transform(transform):
        faults.add(1, '"transform" needs "scale" and "translate", each with two numbers.')
    return arcs


def _is_transform(transform: object) -> bool:
    return isinstance(transform, dict) and all(_is_point(transform.get(name)) for name in ("scale", "translate"))


def _is_point(point: object) -> bool:
    return isinstance(point, list) and len(point) >= 2 and all(_is_number(part) for part in point[:2])


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 1e12 and (isinstance(value, int) or math.isfinite(value))


def _areas(topology: dict[str, Any], content: str, faults: Faults) -> list[Any]:
    objects = topology.get("objects")
    if not isinstance(objects, dict) or list(objects) != [content]:
        faults.add(1, f'"objects" must hold one object named "{content}".')
        return []
    collection = objects[content]
    areas = collection.get("geometries") if isinstance(collection, dict) else None
    if not isinstance(areas, list) or not 0 < len(areas) <= MAX_AREAS:
        faults.add(1, f'"{content}" must hold between 1 and {MAX_AREAS} areas.')
        return []
    return areas


def _area(area: object, arc_count: int, position: int, faults: Faults) -> str:
    """P-code of an area; empty after a fault."""
    properties = area.get("properties") if isinstance(area, dict) else None
    pcode = properties.get("pcode") if isinstance(properties, dict) else None
    if not isinstance(area, dict) or not isinstance(pcode, str) or not pcode:
        faults.add(1, f'Area {position} has no property "pcode".')
        return f"#{position}"
    if area.get("type") not in AREA_TYPES:
        faults.add(1, f'The area "{pcode[:60]}" must be a Polygon or MultiPolygon.')
    elif not _arcs_exist(area.get("arcs"), arc_count):
        faults.add(1, f'The area "{pcode[:60]}" uses an arc that does not exist.')
    return pcode


def _arcs_exist(value: object, arc_count: int, depth: int = 0) -> bool:
    """Arc numbers run from 0; a negative number is the reversed arc `~n`."""
    if isinstance(value, list):
        return depth < 4 and bool(value) and all(_arcs_exist(item, arc_count, depth + 1) for item in value)
    return isinstance(value, int) and not isinstance(value, bool) and -arc_count <= value < arc_count
