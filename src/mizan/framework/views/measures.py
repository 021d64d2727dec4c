"""Figures: indicators and what each source reported, side by side and never added across counting rules."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from mizan.framework.models import Indicator
from mizan.framework.queries.adding import total_of
from mizan.framework.queries.measures import conflicting_events, readings_of
from mizan.framework.views.charts import readings_map
from mizan.kit.listing import Column, export, export_url
from mizan.kit.pages import world_of
from mizan.kit.refusal import Refused
from mizan.kit.texts import plain
from mizan.kit.wording import word


def indicator_list(request: HttpRequest) -> HttpResponse:
    """Every indicator, with how many readings it has and its counting rule."""
    world = world_of(request)
    current = Q(readings__retired_at=None, readings__world=world, readings__superseded_by=None)
    rows = Indicator.objects.filter(retired_at=None).annotate(n_readings=Count("readings", filter=current))
    return render(request, "framework/indicators.html", {"indicators": [row for row in rows if row.n_readings]})


def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: every reading with source and grade; figures of one event stand beside each other."""
    indicator = indicator_or_404(code)
    world = world_of(request)
    rows = readings_of(indicator, world)
    if (file := export(request, f"readings-{code}", _columns(), rows, world=world)) is not None:
        return file
    return render(request, "framework/indicator.html", indicator_context(request, indicator))


def indicator_or_404(code: str) -> Indicator:
    """The indicator of a code."""
    return get_object_or_404(Indicator, pk=code)


def indicator_context(request: HttpRequest, indicator: Indicator) -> dict[str, object]:
    """What the page of one indicator shows."""
    world = world_of(request)
    rows = readings_of(indicator, world)
    return {
        "targets": list(indicator.targets.filter(world=world, retired_at=None).select_related("author_body")),
        "indicator": indicator,
        "readings": rows,
        "events": conflicting_events(rows),
        "chart": readings_map(plain(indicator.name), rows, world),
        "csv_url": export_url(request, "csv"),
    }


def _columns() -> list[Column]:
    return [
        Column(_("period"), lambda row: row.period),
        Column(_("value"), lambda row: row.value if row.value is not None else plain(row.value_text)),
        Column(_("lowest"), lambda row: row.low),
        Column(_("highest"), lambda row: row.high),
        Column(_("scope"), lambda row: plain(row.scope)),
        Column(_("place"), lambda row: row.place_id or ""),
        Column(_("counting rule"), lambda row: row.counting_rule),
        Column(_("source"), lambda row: row.source),
        Column(_("source grade"), lambda row: row.grade),
        Column(_("note"), lambda row: plain(row.note)),
    ]


def add_figures(request: HttpRequest, code: str) -> HttpResponse:
    """Add the readings that `?r=` names, or say why they are not added."""
    indicator = get_object_or_404(Indicator, pk=code)
    chosen = set(request.GET.getlist("r"))
    rows = [row for row in readings_of(indicator, world_of(request)) if row.code in chosen]
    context: dict[str, object] = {"indicator": indicator, "readings": rows}
    try:
        context["total"] = total_of(indicator, rows) if rows else None
    except Refused as refused:
        context["refusal"] = word(refused)
    return render(request, "framework/add.html", context)
