"""The agenda that the house draws for a committee."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import ngettext

from mizan.council.models import Committee
from mizan.kit.agenda import Point, Source, Table, sources
from mizan.kit.texts import in_every_language
from mizan.places.queries import with_all_below

MOST = 7  # points of one source


def table_of(committee: Committee, today: date) -> Table:
    """Whose table it is. A committee without a place sees the whole country."""
    places = with_all_below(committee.place_id) if committee.place_id else frozenset()
    return Table(committee.code, committee.world, committee.level, places, today)


def points(committee: Committee, today: date) -> list[tuple[Source, Point]]:
    """What belongs on the table today, in the order of its sources: the weightiest of each, and how many more there
    are. A session that lists everything decides nothing."""
    table = table_of(committee, today)
    return [(source, point) for source in sources() for point in _weightiest(source, source.draw(table))]


def _weightiest(source: Source, drawn: Sequence[Point]) -> list[Point]:
    if len(drawn) <= MOST:
        return list(drawn)
    return [*drawn[:MOST], Point(_and_more(len(drawn) - MOST), source.rest, "", "")]


def _and_more(n: int) -> dict[str, str]:
    """The sentence in every language of the house: an agenda is kept as it was drawn."""
    return in_every_language(lambda: ngettext("and %(n)d more", "and %(n)d more", n) % {"n": n})
