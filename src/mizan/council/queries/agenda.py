"""The agenda that the house draws for a committee."""

from __future__ import annotations

from datetime import date

from mizan.council.models import Committee
from mizan.kit.agenda import Point, Source, Table, sources
from mizan.places.queries import with_all_below


def table_of(committee: Committee, today: date) -> Table:
    """Whose table it is. A committee without a place sees the whole country."""
    places = with_all_below(committee.place_id) if committee.place_id else frozenset()
    return Table(committee.code, committee.world, committee.level, places, today)


def points(committee: Committee, today: date) -> list[tuple[Source, Point]]:
    """Everything that belongs on the table today, in the order of its sources."""
    table = table_of(committee, today)
    return [(source, point) for source in sources() for point in source.draw(table)]
