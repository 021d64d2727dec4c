"""The page `/docket/`, at both doors, for everybody. No report of this house stands behind any figure on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mizan.integrity.docket import tables
from mizan.integrity.docket.charts import year_chart
from mizan.integrity.docket.clocks import Clocks, clocks
from mizan.integrity.docket.reported import Told, told
from mizan.integrity.docket.words import STAGES, years_code, years_text
from mizan.integrity.rules.cascade import Stage, Voice, Year
from mizan.kit.facts import World
from mizan.kit.listing import export, export_url
from mizan.kit.pages import world_of
from mizan.ledger.public.charts import LATEST, weeks_chart
from mizan.ledger.public.words import moment_text


def docket(request: HttpRequest) -> HttpResponse:
    """Clocks and cascade; `?year=` draws another year, `?as=csv&of=` gives one of the three tables as a file."""
    world = world_of(request)
    kept, said = clocks(world), told(world)
    if (file := _file(request, kept, said, world)) is not None:
        return file
    return render(request, "integrity/docket/page.html", {**_kept(request, kept, world), **_said(request, said, world)})


def _file(request: HttpRequest, kept: Clocks, said: Told, world: World) -> HttpResponse | None:
    match request.GET.get("of"):
        case "weeks":
            return export(request, "docket-weeks", tables.week_columns(), kept.weeks.items(), world=world)
        case "figures":
            rows = [*tables.stage_figures(said), *tables.beside(said)]
            return export(request, "docket-figures", tables.figure_columns(), rows, world=world)
    return export(request, "docket-stages", tables.stage_columns(), tables.stage_rows(said), world=world)


def _csv(request: HttpRequest, of: str) -> str:
    return f"{export_url(request, 'csv')}&of={of}"


def _kept(request: HttpRequest, kept: Clocks, world: World) -> dict[str, Any]:
    """The clocks' half."""
    return {
        "clocks": kept,
        "kinds": tables.kind_rows(kept.kinds),
        "weeks": weeks_chart(kept.weeks, world) if kept.weeks else None,
        "earlier": max(0, len(kept.weeks) - LATEST),
        "counted_at": moment_text(kept.looked_at) if kept.looked_at else "",
        "weeks_csv": _csv(request, "weeks"),
    }


def _said(request: HttpRequest, said: Told, world: World) -> dict[str, Any]:
    """The cascade's half."""
    year = _shown_year(request, said)
    return {
        "year": year,
        "year_text": years_text(year.years) if year else "",
        "told_by": {voice.value: year.told(voice) for voice in Voice} if year else {},
        "told": year.told() if year else 0,
        "n_stages": len(Stage),
        "chart": year_chart(year, world) if year else None,
        "stages": [(STAGES[stage], said.counted[stage]) for stage in Stage],
        "by_year": list(tables.by_year(request, said)),
        "contradictions": tables.contradictions(said),
        "stage_figures": list(tables.stage_figures(said)),
        "beside": list(tables.beside(said)),
        "stages_csv": _csv(request, "stages"),
        "figures_csv": _csv(request, "figures"),
    }


def _shown_year(request: HttpRequest, said: Told) -> Year | None:
    """The year that is asked for; else the newest of which a stage is told, else the newest."""
    years = said.cascade.years
    asked = [one for one in years if years_code(one.years) == request.GET.get("year")]
    return next(iter([*asked, *(one for one in years if one.told()), *years]), None)
