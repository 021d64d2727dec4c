"""A map shows every district once, in a class its figure belongs to, and boundaries never without the disclaimer."""

from __future__ import annotations

import pytest

from mizan.charts import Area, Frame, boundary_map, decode, tile_map

from .gallery import GRID, TOPOLOGY, Drawn

FRAME = Frame("c1", "Map")
AREAS = [Area("A", "West", 1), Area("B", "East", 9), Area("C", "Far", None)]


def test_a_boundary_map_carries_its_disclaimer_in_picture_and_csv() -> None:
    drawn = Drawn(boundary_map(FRAME, AREAS, decode(TOPOLOGY), disclaimer="No opinion on any border."))
    assert "No opinion on any border." in drawn.texts()
    assert drawn.chart.csv_rows()[-1] == ["No opinion on any border."]
    assert drawn.chart.notes == ("No opinion on any border.",)


def test_it_refuses_a_boundary_map_without_one() -> None:
    with pytest.raises(ValueError, match="disclaimer"):
        boundary_map(FRAME, AREAS, decode(TOPOLOGY), disclaimer=" ")


def test_a_shape_without_a_figure_is_drawn_as_unknown_not_left_out() -> None:
    drawn = Drawn(boundary_map(FRAME, AREAS[:2], decode(TOPOLOGY), disclaimer="None."))
    assert len(drawn.all("path", "chart-tile")) == 2
    assert len(drawn.all("path", "chart-tile--unknown")) == 1


def test_no_district_falls_off_a_tile_map() -> None:
    with pytest.raises(KeyError):
        tile_map(FRAME, [*AREAS, Area("D", "Missing", 3)], GRID)


def test_it_refuses_two_figures_for_one_district() -> None:
    with pytest.raises(ValueError, match="one code"):
        tile_map(FRAME, [AREAS[0], AREAS[0]], GRID)


def test_the_legend_counts_the_districts_of_each_class() -> None:
    texts = [text.strip("\u2066").replace("\u2069", "") for text in Drawn(tile_map(FRAME, AREAS, GRID)).texts()]
    assert {"1 (1)", "9 (1)", "unknown (1)"} <= set(texts)


def test_given_edges_make_the_classes() -> None:
    drawn = Drawn(tile_map(FRAME, AREAS, GRID, edges=[5.0, 10.0]))
    tiles = [rect for rect in drawn.all("rect") if rect.find("{http://www.w3.org/2000/svg}title") is not None]
    assert [tile.get("class", "").split()[-1] for tile in tiles] == [
        "chart-tile--1", "chart-tile--2", "chart-tile--unknown",
    ]  # fmt: skip


@pytest.mark.parametrize("edges", [[5.0, 5.0], [9.0, 1.0], [1.0, 2.0, 3.0, 4.0, 5.0]])
def test_it_refuses_edges_that_make_no_classes(edges: list[float]) -> None:
    with pytest.raises(ValueError, match="edges"):
        tile_map(FRAME, AREAS, GRID, edges=edges)
