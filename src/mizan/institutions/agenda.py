"""What the institutions put on a committee's table: units that a body owes and that a source calls absent.

An unknown unit is a question, not a charge (I-8): it stands on the board, not on an agenda.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.institutions.queries.coverage import CoverageRow, coverage
from mizan.kit.agenda import Point, Table, source
from mizan.kit.facts import World


def missing_units(table: Table) -> list[Point]:
    """Bodies of the committee's place, or on the country's table all, with an owed unit that a source calls absent."""
    rows = coverage(World(table.world))
    return [_point(row) for row in rows if _is_absent(row) and _belongs(row, table)]


def _is_absent(row: CoverageRow) -> bool:
    return any(cell.state == "absent" for cell in row.cells.values())


def _belongs(row: CoverageRow, table: Table) -> bool:
    if table.places:
        return row.body.place_id in table.places
    return table.level != "national" or row.body.level in {"national", "provincial"}


def _point(row: CoverageRow) -> Point:
    return Point(row.body.name, f"/institutions/{row.body.code}/", "institutions.institution", row.body.code)


source(
    "missing_unit",
    _("Units that bodies owe and do not have"),
    missing_units,
    order=50,
    rest="/accountability/?state=absent",
)
