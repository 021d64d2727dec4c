"""TopoJSON becomes rings of degrees with neighbours that share arcs; a broken file is named at its place."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.charts import TopoFault, centroid, decode, neighbours
from mizan.charts.geo import fitted, ring_path

from .gallery import TOPOLOGY


def test_it_decodes_quantised_arcs_forward_and_backward() -> None:
    west, east, far = decode(TOPOLOGY, "adm2")
    assert west.rings == (((71.0, 30.0), (70.0, 30.0), (70.0, 31.0), (71.0, 31.0)),)
    assert east.rings == (((71.0, 31.0), (72.0, 31.0), (72.0, 30.0), (71.0, 30.0)),)
    assert (far.code, len(far.rings), far.properties["name"]) == ("C", 2, "Far")


def test_neighbours_share_a_border() -> None:
    assert neighbours(decode(TOPOLOGY)) == {("A", "B")}


def test_the_centroid_is_the_middle_of_the_area() -> None:
    west, _, far = decode(TOPOLOGY)
    assert centroid(west) == pytest.approx((70.5, 30.5))
    assert centroid(far) == pytest.approx((74 + 2 / 3, 30 + 1 / 3))


def test_positions_without_a_transform_are_plain_degrees() -> None:
    plain = {
        "type": "Topology",
        "arcs": [[[1.5, 2.5], [3.5, 2.5], [3.5, 4.5], [1.5, 2.5]]],
        "objects": {"only": {"geometries": [{"type": "Polygon", "arcs": [[0]], "id": "X"}]}},
    }
    assert decode(plain)[0].rings == (((1.5, 2.5), (3.5, 2.5), (3.5, 4.5)),)


def _set(path: list[Any], value: object) -> dict[str, object]:
    broken = copy.deepcopy(TOPOLOGY)
    inner: Any = broken
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return broken


GEOMETRIES = ["objects", "adm2", "geometries"]


@pytest.mark.parametrize(
    ("broken", "names"),
    [
        ([], "not a topology"),
        ({"type": "FeatureCollection"}, "not a topology"),
        (_set(["objects"], {}), "no objects"),
        (_set(["objects"], {"a": {}, "b": {}}), "name one"),
        (_set(["arcs"], None), "no arcs"),
        (_set(["arcs", 1], [[2, 4]]), r"arcs\[1\]"),
        (_set(["arcs", 1, 0], ["2", 4]), r"arcs\[1\]"),
        (_set(["transform"], {"scale": [1]}), r"transform\.scale"),
        (_set([*GEOMETRIES, 0, "arcs"], [[0, 9]]), r"geometries\[0\]: no arc 9"),
        (_set([*GEOMETRIES, 0, "arcs"], [[0, 0]]), r"geometries\[0\]: arc 0 does not join"),
        (_set([*GEOMETRIES, 0, "arcs"], [[0]]), r"geometries\[0\]: ring is open"),
        (_set([*GEOMETRIES, 0, "arcs"], [["x"]]), r"geometries\[0\]\.arcs"),
        (_set([*GEOMETRIES, 0, "arcs"], []), r"geometries\[0\]\.arcs"),
        (_set([*GEOMETRIES, 0, "type"], "Point"), "Point is no area"),
        (_set([*GEOMETRIES, 0, "id"], ""), r"geometries\[0\]: no id"),
        (_set([*GEOMETRIES, 0, "id"], "B"), "two geometries"),
        (_set([*GEOMETRIES, 2], "x"), r"geometries\[2\]"),
        (_set(["objects", "adm2", "geometries"], 3), "no geometries"),
    ],
)
def test_a_broken_file_is_named_at_its_place(broken: object, names: str) -> None:
    with pytest.raises(TopoFault, match=names):
        decode(broken)


def test_an_unknown_object_is_refused() -> None:
    with pytest.raises(TopoFault, match="no object adm3"):
        decode(TOPOLOGY, "adm3")


def test_the_projection_keeps_shapes_true_in_the_middle_of_the_sheet() -> None:
    project = fitted([(60.0, 29.0), (62.0, 31.0)], 200.0)
    (x0, y0), (x1, y1) = project((60.0, 31.0)), project((61.0, 30.0))
    assert (x0, y0) == (0.0, 0.0)
    # a degree of longitude is cos(30) as long as one of latitude
    assert (x1 - x0) / (y1 - y0) == pytest.approx(0.8660254, rel=1e-6)


points = st.tuples(st.floats(60, 78), st.floats(23, 38))


@given(st.lists(points, min_size=3, max_size=30))
def test_a_path_steps_back_to_the_same_places(ring: list[tuple[float, float]]) -> None:
    project = fitted([(60.0, 23.0), (78.0, 38.0)], 600.0)
    way = ring_path(tuple(ring), project)
    places = [(round(x * 10), round(y * 10)) for x, y in map(project, ring)]
    kept = [b for a, b in zip([None, *places], places, strict=False) if a != b]
    assert (way == "") == (len(set(kept)) < 3)
    if way:
        assert _walked(way) == kept


def _walked(way: str) -> list[tuple[int, int]]:
    start, steps = way[1:-1].split("l")
    numbers = [round(float(n) * 10) for n in steps.replace("-", " -").split()]
    x, y = (round(float(n) * 10) for n in start.split(" "))
    found = [(x, y)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x, y))
    return found
