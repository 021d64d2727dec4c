"""Read models of places."""

from __future__ import annotations

from dataclasses import dataclass

from mizan.places.models import Place, PlaceLevel


@dataclass(frozen=True)
class LevelCount:
    """One level with its places; `n_unknown` have no known population."""

    level: PlaceLevel
    places: list[Place]
    n_unknown: int


def by_level() -> list[LevelCount]:
    """Every level of the pack, outermost first."""
    found = []
    for level in PlaceLevel.objects.all():
        places = list(Place.objects.filter(level=level, retired_at=None).select_related("parent"))
        found.append(LevelCount(level, places, sum(place.population is None for place in places)))
    return found


def with_all_below(code: str) -> frozenset[str]:
    """The p-codes of a place and of everything inside it."""
    found, newest = {code}, {code}
    while newest:
        newest = set(Place.objects.filter(parent__in=newest, retired_at=None).values_list("pk", flat=True)) - found
        found |= newest
    return frozenset(found)
