"""Places: the list by level, and one place with what other rooms know of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from mizan.kit.listing import Column, export
from mizan.kit.pages import world_of
from mizan.kit.panels import panels
from mizan.kit.texts import plain
from mizan.places.charts import outline_map, population_map
from mizan.places.models import Place
from mizan.places.queries import by_level


def place_list(request: HttpRequest) -> HttpResponse:
    """Every place, level by level, with its people where they are known."""
    levels, world = by_level(), world_of(request)
    rows = [place for level in levels for place in level.places]
    if (file := export(request, "places", _columns(), rows, world=world)) is not None:
        return file
    return render(request, "places/list.html", {"levels": levels, "chart": population_map(levels, world)})


def _columns() -> list[Column]:
    return [
        Column(_("code"), lambda place: place.code),
        Column(_("name"), lambda place: plain(place.name)),
        Column(_("level"), lambda place: place.level_id),
        Column(_("within"), lambda place: place.parent_id or ""),
        Column(_("population"), lambda place: place.population),
        Column(_("year"), lambda place: place.population_year),
    ]


def place_map_page(request: HttpRequest) -> HttpResponse:
    """The outlines of the innermost level, shaded by people, with the pack's disclaimer."""
    return render(request, "places/map.html", {"chart": outline_map(by_level(), world_of(request))})


def place_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One place."""
    place = get_object_or_404(Place.objects.select_related("parent", "level"), pk=code)
    context = {
        "place": place,
        "within": list(place.children.filter(retired_at=None)),
        "panels": panels("place", place, world_of(request)),
    }
    return render(request, "places/detail.html", context)
