"""The sheet of a comparison: one row for each district and year. All of it is taken or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from mizan.kit.imports import CellFault, Column, check, choice, is_number, read_sheet, text
from mizan.kit.imports.sheets import Cell, Sheet
from mizan.kit.imports.staging import Fault, address, named_columns
from mizan.kit.refusal import Refused
from mizan.places.models import Place

WITH, WITHOUT = "with", "without"
FIRST_YEAR, LAST_YEAR = 1990, 2100
_whole = is_number(whole=True, digits=4, places=0)


def _year(cell: Cell) -> int:
    found = int(_whole(cell))
    if not FIRST_YEAR <= found <= LAST_YEAR:
        raise CellFault("prevention.no_year", first=FIRST_YEAR, last=LAST_YEAR)
    return found


COLUMNS = (
    Column("place", _("District (code)"), text(20)),
    Column("group", _("With the programme or without"), choice({WITH: str(_("with")), WITHOUT: str(_("without"))})),
    Column("year", _("Year"), _year),
    Column("value", _("Figure"), is_number(digits=18, places=6), required=False),
)


@dataclass(frozen=True)
class Row:
    """One figure; None is missing."""

    place: str
    is_with: bool
    year: int
    value: Decimal | None


@dataclass(frozen=True)
class Figures:
    """What a sheet says, or every fault with its cell."""

    sha256: str
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_figures(file_name: str, content: bytes, served: Collection[str]) -> Figures:
    """`served`: where the programme said that it has, or had, places. Raises `SheetFault` where the file is none."""
    digest, sheet = sha256(content).hexdigest(), read_sheet(file_name, content)
    checked = check(sheet, COLUMNS)
    if checked.faults:
        return Figures(digest, faults=checked.faults)
    at = _columns_of(sheet)
    faults = [
        Fault(sheet.name, address(at[key], number), refused)
        for number, key, refused in _at_odds(checked.rows, served)
    ]  # fmt: skip
    rows = [Row(row["place"], row["group"] == WITH, row["year"], row.get("value")) for _number, row in checked.rows]
    return Figures(digest, [] if faults else rows, faults)


def _columns_of(sheet: Sheet) -> dict[str, int]:
    """Where each column stands in this sheet, whatever language its headings have."""
    names = named_columns(COLUMNS)
    heads = [str(cell or "").strip().casefold() for cell in sheet.rows[0][1]]
    return {names[head].key: index for index, head in enumerate(heads) if head in names}


def _at_odds(rows: list[tuple[int, dict[str, Any]]], served: Collection[str]) -> Iterator[tuple[int, str, Refused]]:
    """What no cell shows by itself: districts that are none, that stand in both groups, or twice in a year."""
    known = set(Place.objects.filter(retired_at=None).values_list("pk", flat=True))
    group: dict[str, str] = {}
    seen: set[tuple[str, int]] = set()
    for number, row in rows:
        place, key = row["place"], (row["place"], row["year"])
        if place not in known:
            yield number, "place", Refused("prevention.no_such_district", given=place)
        elif group.setdefault(place, row["group"]) != row["group"]:
            yield number, "group", Refused("prevention.in_both_groups")
        elif row["group"] == WITH and place not in served:
            yield number, "place", Refused("prevention.no_places_there")
        elif key in seen:
            yield number, "year", Refused("prevention.figure_twice")
        seen.add(key)
