"""Find help: the country's lines at once, a search by links and one form, and one page for each province."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from mizan.kit.clock import now
from mizan.kit.pages import show_world_of, world_of
from mizan.places.models import Place
from mizan.prevention import help_words as words
from mizan.prevention.access import service_or_404
from mizan.prevention.help_search import SearchForm, found_by
from mizan.prevention.light import light, page
from mizan.prevention.queries import helping

MOST = 30_000  # bytes of a page; one that would be heavier leaves to the pages of its services what is needed least


@light
def help_page(request: HttpRequest) -> HttpResponse:
    """The country's lines with their hours before anything is typed; provinces; a search."""
    world = world_of(request)
    at = helping.moment(world, now())
    every = helping.lines(helping.standing(world), at)
    form = SearchForm(request.GET or None, at=at)
    context: dict[str, Any] = {
        "at": at, "national": [one for one in every if one.service.place_id is None],
        "provinces": helping.provinces(), "form": form,
    }  # fmt: skip
    if form.is_asked:
        context |= found_by(form, every)
    return page(request, "prevention/help/start.html", context)


@light
def province_page(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of one province, so that nothing more has to be asked for."""
    place = get_object_or_404(Place.objects.select_related("level"), pk=code, retired_at=None)
    if place.level.depth != 1:
        raise Http404
    world = world_of(request)
    at = helping.moment(world, now())
    found = helping.province_of(place, world, at)
    context = {"at": at, "found": found, "place": place}
    whole = page(request, "prevention/help/province.html", context)
    if len(whole.content) < MOST:
        return whole
    return page(request, "prevention/help/province.html", {**context, "is_brief": True})


@light
def service_page(request: HttpRequest, code: str) -> HttpResponse:
    """One service with all that was published, what was not, and whose word it is."""
    row = service_or_404(code)
    world = show_world_of(request, row)
    at = helping.moment(world, now())
    context = {
        "line": helping.Line(row, at.week), "row": row, "at": at, "speaks": words.languages_in_words(row.languages),
        "whom": words.whom_in_words(row.sex, row.age_from, row.age_to), "price": words.price_in_words(row.is_free),
        "staffed": words.hours_in_words(row.staffed), "opens": words.hours_in_words(row.open),
        "newest": helping.newest_of(code), "needs": helping.needs_of(row),
    }  # fmt: skip
    return page(request, "prevention/help/service.html", context)
