"""Every district has a tile of its own, near where it lies, and the same places always give the same grid."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.charts import centroid, decode, neighbours, tile_grid

PACK = Path(__file__).parents[2] / "packs/pakistan"
places = st.dictionaries(
    st.text("ABCDEFGH", min_size=1, max_size=4), st.tuples(st.floats(60, 78), st.floats(23, 38)), max_size=20
)


@settings(max_examples=30, deadline=None)
@given(places)
def test_no_two_share_a_tile_and_none_is_lost(found: dict[str, tuple[float, float]]) -> None:
    grid = tile_grid(found)
    assert set(grid) == set(found)
    assert len(set(grid.values())) == len(found)
    if grid:
        assert min(column for column, _ in grid.values()) == 0
        assert min(row for _, row in grid.values()) == 0


@settings(max_examples=15, deadline=None)
@given(places, st.randoms())
def test_the_order_of_places_does_not_matter(found: dict[str, tuple[float, float]], random: Random) -> None:
    codes = list(found)
    random.shuffle(codes)
    assert tile_grid({code: found[code] for code in codes}) == tile_grid(found)


def test_who_lies_further_west_or_north_is_never_placed_further_east_or_south() -> None:
    country = {(column, row): (70.0 + column, 30 - row * 0.87) for column in range(5) for row in range(4)}
    grid = tile_grid({f"{column}{row}": place for (column, row), place in country.items()})
    for column, row in country:
        here, east, south = (grid.get(f"{column + dc}{row + dr}") for dc, dr in ((0, 0), (1, 0), (0, 1)))
        assert here is not None
        assert east is None or here[0] <= east[0]
        assert south is None or here[1] <= south[1]


def test_a_crowded_city_is_pushed_apart_and_stays_together() -> None:
    city = {f"city{n}": (70 + n * 0.01, 30 + n % 3 * 0.01) for n in range(7)}
    far = {f"far{n}": (71.0 + n, 33.0) for n in range(4)}
    grid = tile_grid({**city, **far})
    assert len({grid[code] for code in city}) == 7
    columns, rows = zip(*(grid[code] for code in city), strict=True)
    assert max(columns) - min(columns) <= 4
    assert max(rows) - min(rows) <= 4
    assert all(grid[code][1] <= min(rows) for code in far)


def test_places_at_one_spot_still_get_tiles() -> None:
    assert len(set(tile_grid(dict.fromkeys("abcde", (70.0, 30.0))).values())) == 5


def test_districts_of_pakistan_stay_near_their_neighbours() -> None:
    shapes = decode(json.loads((PACK / "adm2.topojson").read_text()))
    grid = tile_grid({shape.code: centroid(shape) for shape in shapes})
    apart = [max(abs(grid[a][0] - grid[b][0]), abs(grid[a][1] - grid[b][1])) for a, b in neighbours(shapes)]
    assert len(grid) == len(set(grid.values())) == 160
    # Real neighbours touch far more often than not and are never more than a few tiles apart.
    assert sum(distance == 1 for distance in apart) > len(apart) / 2
    assert max(apart) <= 4
