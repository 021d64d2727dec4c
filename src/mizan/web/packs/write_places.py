"""Places of a pack: levels, areas with their cell in the tile grid, outlines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from mizan.charts import centroid, decode, tile_grid
from mizan.places.models import Boundary, Place, PlaceLevel
from mizan.web.packs import rows
from mizan.web.packs.bundle import Bundle
from mizan.web.packs.maps import Boundaries
from mizan.web.packs.sync import Line, Tally, sync
from mizan.web.packs.words import TextOf


def write_places(bundle: Bundle, pack: rows.PackInfo, text: TextOf, tally: Tally, *, now: datetime) -> None:
    """Levels first, then areas outermost first, then outlines."""
    slugs = {level.number: slug(level) for level in pack.place_levels}
    for level in pack.place_levels:
        PlaceLevel.objects.update_or_create(
            pk=slugs[level.number], defaults={"depth": level.number, "name": text(level.name), "pack": pack.code}
        )
    cells = _cells(bundle, pack)
    mine = [row for row in bundle.places if row.pack == pack.code]
    lines = [_line(row, slugs, cells, pack, text) for row in sorted(mine, key=lambda row: row.level)]
    sync(Place, pack.code, lines, tally, now=now)
    _write_outlines(bundle, pack, slugs, text)


def slug(level: rows.PlaceLevel) -> str:
    """The level's address: the first word of its name."""
    return level.name.split()[0].lower()


def _line(
    row: rows.Place, slugs: dict[int, str], cells: dict[str, tuple[int, int]], pack: rows.PackInfo, text: TextOf
) -> Line:
    column, cell_row = cells.get(row.pcode, (None, None))
    people = pack.population_credit if row.population is not None else None
    credit = pack.places_credit
    return Line(row.pcode, {
        "name": text(row.name), "level_id": slugs[row.level], "parent_id": row.parent, "population": row.population,
        "population_year": int(people.as_of[:4]) if people and people.as_of else None, "column": column,
        "row": cell_row, "source": credit.source if credit else "", "as_of": (credit.as_of or "") if credit else "",
        "grade": credit.grade.value if credit else "", "note": text(row.note),
    })  # fmt: skip


def _cells(bundle: Bundle, pack: rows.PackInfo) -> dict[str, tuple[int, int]]:
    """A tile-grid cell for every area that a map of the pack draws, level by level.

    The grid takes seconds and depends on the outlines alone: outlines that did not change keep their cells.
    """
    found: dict[str, tuple[int, int]] = {}
    for boundaries in _maps(bundle, pack):
        kept = _kept_cells(boundaries)
        if kept is None:
            shapes = decode(json.loads(boundaries.text), boundaries.content)
            kept = tile_grid({shape.code: centroid(shape) for shape in shapes})
        found |= kept
    return found


def _kept_cells(boundaries: Boundaries) -> dict[str, tuple[int, int]] | None:
    """The cells of the last load, if the outlines are the same and every area has one."""
    if not Boundary.objects.filter(object_name=boundaries.content, topology=boundaries.text).exists():
        return None
    rows_ = Place.objects.filter(code__in=boundaries.pcodes, column__isnull=False, row__isnull=False)
    cells = {code: (column, row) for code, column, row in rows_.values_list("code", "column", "row")}
    return cells if len(cells) == len(boundaries.pcodes) else None


def _write_outlines(bundle: Bundle, pack: rows.PackInfo, slugs: dict[int, str], text: TextOf) -> None:
    credit = pack.places_credit
    for boundaries in _maps(bundle, pack):
        Boundary.objects.update_or_create(
            pk=slugs[boundaries.level],
            defaults={
                "topology": boundaries.text,
                "object_name": boundaries.content,
                "source": credit.source if credit else "",
                "disclaimer": text(pack.boundary_disclaimer),
                "pack": pack.code,
            },
        )


def _maps(bundle: Bundle, pack: rows.PackInfo) -> Iterator[Boundaries]:
    pcodes = {row.pcode for row in bundle.places if row.pack == pack.code}
    return (boundaries for boundaries in bundle.maps if set(boundaries.pcodes) <= pcodes)
