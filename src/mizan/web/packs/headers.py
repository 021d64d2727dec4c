"""pack.yaml against the folder it describes."""

from __future__ import annotations

from collections.abc import Iterator

from mizan.web.packs import rows
from mizan.web.packs.files import Fault
from mizan.web.packs.reading import Pack
from mizan.web.packs.world import fault


def header_faults(pack: Pack) -> Iterator[Fault]:
    info = pack.info
    if info is None:
        return
    for key, reason in _said(pack, info):
        yield fault(pack, info, key, reason)


def _said(pack: Pack, info: rows.PackInfo) -> Iterator[tuple[str, str]]:
    if info.code != pack.folder.name:
        yield "code", f'"code" must be the name of the folder, "{pack.folder.name}".'
    if not info.languages:
        yield "languages", '"languages" must name at least one.'
    numbers = [level.number for level in info.place_levels]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "place_levels", '"place_levels" must count 1, 2, 3 ... from the largest area down.'
    if "places" in pack.mentions and info.places_credit is None:
        yield "places_credit", "A pack with places names their source in places_credit."
    populated = any(row.population is not None for row in pack.rows.get("places", ()))
    if populated and info.population_credit is None:
        yield "population_credit", "A pack with population figures names their source in population_credit."
    if pack.maps and info.boundary_disclaimer is None:
        yield "boundary_disclaimer", "A pack with maps carries a boundary_disclaimer for every export."
