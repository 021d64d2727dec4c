"""Places of programmes: what is offered where now, and what of it is free."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mizan.prevention.models import Enrolment, Offer, Programme
from mizan.prevention.rules.queue import free_places
from mizan.prevention.rules.referring import Open


@dataclass(frozen=True)
class Offered:
    """The newest word on one district."""

    places: int
    kept_female: int


def offered(programmes: Iterable[str]) -> dict[str, dict[str, Offered]]:
    """`[programme][place]`: the newest offer of each district, one query for all."""
    found: dict[str, dict[str, Offered]] = defaultdict(dict)
    rows = Offer.objects.filter(programme__in=programmes).order_by("at", "id")
    for programme, place, places, kept in rows.values_list("programme_id", "place_id", "places", "kept_female"):
        found[programme][place] = Offered(places, kept)
    return found


def taken(programmes: Iterable[str]) -> dict[tuple[str, str], Counter[str]]:
    """`[programme, place][sex]`: how many are enrolled now. For the provider's own arithmetic, never for a page that
    others see."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    rows = Enrolment.objects.filter(programme__in=programmes, stage="enrolled")
    for programme, place, sex in rows.values_list("programme_id", "place_id", "sex"):
        found[programme, place][sex] += 1
    return found


def free_for(programme: Programme, place: str, sex: str) -> int:
    """Places free for somebody of this sex in a district."""
    offers = offered([programme.pk]).get(programme.pk, {})
    inside = taken([programme.pk])
    return _free(offers.get(place, Offered(0, 0)), inside[programme.pk, place], sex)


def _free(offer: Offered, inside: Counter[str], sex: str) -> int:
    female = inside["female"]
    others = sum(inside.values()) - female
    return free_places(offer.places, offer.kept_female, enrolled_female=female, enrolled_others=others, sex=sex)


def open_for(world: str, need: str, place: str, sex: str) -> list[Open]:
    """The running programmes for a need, each with the districts where it has places and the places free for her: in
    her district, or where it has none there, in all of its others."""
    rows = list(Programme.objects.filter(world=world, mechanism=need, ended_on=None, retired_at=None))
    offers, inside = offered([row.pk for row in rows]), taken([row.pk for row in rows])
    found = []
    for row in rows:
        here = {where: one for where, one in offers.get(row.pk, {}).items() if one.places}
        asked = [place] if place in here else list(here)
        free = sum(_free(here[where], inside[row.pk, where], sex) for where in asked)
        found.append(Open(row.pk, row.provider_id, row.mechanism_id, row.conditions, frozenset(here), free))
    return found
