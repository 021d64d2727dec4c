"""Maps of the innermost level: every place one tile, so that small and empty places are seen too."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from mizan.charts import Area, Chart, boundary_map, decode, tile_map
from mizan.kit.charting import frame, sized
from mizan.kit.facts import World
from mizan.kit.texts import plain
from mizan.places.models import Boundary, Place
from mizan.places.queries import LevelCount


def population_map(levels: Sequence[LevelCount], world: World) -> Chart | None:
    """People per place of the innermost level; a place without a figure is shown as not known."""
    if not levels:
        return None
    people = {place.code: Decimal(place.population) for place in levels[-1].places if place.population is not None}
    return place_map("population", _("People in each district, by the last census"), levels[-1].places, people, world)


def place_map(
    identity: str, caption: str, places: Sequence[Place], figures: Mapping[str, Decimal], world: World
) -> Chart | None:
    """One figure per place as tiles, or None where the pack has no grid."""
    on_grid = [place for place in places if place.column is not None and place.row is not None]
    if not on_grid:
        return None
    areas = [Area(place.code, plain(place.name), figures.get(place.code)) for place in on_grid]
    cells = {place.code: (place.column or 0, place.row or 0) for place in on_grid}
    return sized(lambda one: tile_map(one, areas, cells), frame(identity, caption, world))


def outline_map(levels: Sequence[LevelCount], world: World) -> Chart | None:
    """The innermost level's outlines with its people; None where the pack brings no outlines."""
    boundary = Boundary.objects.filter(level=levels[-1].level).first() if levels else None
    if boundary is None:
        return None
    areas = [Area(place.code, plain(place.name), place.population) for place in levels[-1].places]
    shapes = decode(json.loads(boundary.topology), boundary.object_name)
    set_in = frame("outlines", _("People in each district, by the last census"), world)
    disclaimer = plain(boundary.disclaimer)
    return sized(lambda one: boundary_map(one, areas, shapes, disclaimer=disclaimer), set_in)
