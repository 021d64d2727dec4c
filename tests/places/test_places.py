"""Places: the levels of the pack and no others, people unknown where unknown, a cell for each district."""

from __future__ import annotations

import pytest

from mizan.kit.facts import World
from mizan.places.charts import place_map, population_map
from mizan.places.models import Place, PlaceLevel
from mizan.places.queries import by_level

pytestmark = pytest.mark.usefixtures("loaded_pack")


def test_the_pack_has_two_levels_and_no_division_was_invented() -> None:
    assert [(level.level.slug, len(level.places)) for level in by_level()] == [("province", 7), ("district", 160)]


def test_every_district_lies_in_a_province_and_no_province_in_anything() -> None:
    for place in Place.objects.select_related("parent__level", "level"):
        assert (place.parent is None) == (place.level_id == "province")
        assert place.parent is None or place.parent.level_id == "province"


def test_I8_an_unknown_population_is_counted_as_unknown_and_never_as_nobody() -> None:
    for level in by_level():
        unknown = [place for place in level.places if place.population is None]
        assert level.n_unknown == len(unknown)
        assert all(place.population_year is None for place in unknown)
        assert not [place for place in level.places if place.population == 0]


def test_no_two_districts_share_a_cell() -> None:
    cells = list(Place.objects.exclude(column=None).values_list("level", "column", "row"))
    assert len(set(cells)) == len(cells)
    assert Place.objects.filter(level="district", column=None).count() == 0


def test_a_map_without_a_grid_is_no_map() -> None:
    assert population_map([], World.REAL) is None
    place = Place(code="X", name={"en": "X"}, level=PlaceLevel(slug="x"))
    assert place_map("m", "caption", [place], {}, World.REAL) is None


def test_a_retired_place_is_on_no_list() -> None:
    gone = Place.objects.filter(level="district")[0]
    Place.objects.filter(pk=gone.pk).update(retired_at="2026-01-01T00:00:00Z")
    assert gone.code not in {place.code for level in by_level() for place in level.places}
