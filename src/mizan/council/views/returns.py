"""What everybody sees of returns: who files in time, and where two sides give one figure differently."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mizan.council.queries.return_pages import BodyLine, Pair, completeness, contradictions
from mizan.kit.days import today_in
from mizan.kit.listing import Column, export, export_url
from mizan.kit.pages import world_of
from mizan.kit.texts import plain


def completeness_page(request: HttpRequest) -> HttpResponse:
    """By form and side, then by body: in time, late, missing. Who has not joined owes nothing, and is counted."""
    world = world_of(request)
    totals, lines = completeness(world, today_in(world))
    columns = [
        Column(_("form"), lambda line: line.form.code),
        Column(_("body"), lambda line: line.body.code),
        Column(_("side"), lambda line: line.body.side),
        Column(_("in time"), lambda line: line.tally.in_time),
        Column(_("late"), lambda line: line.tally.late),
        Column(_("missing"), lambda line: line.tally.missing),
        Column(_("not due yet"), lambda line: line.tally.waiting),
    ]
    if (file := export(request, "returns", columns, lines, world=world)) is not None:
        return file
    shown: list[BodyLine] = sorted(lines, key=lambda line: (-line.tally.missing, -line.tally.late, line.body.code))
    return render(
        request,
        "council/returns_completeness.html",
        {"totals": totals, "lines": shown, "csv_url": export_url(request, "csv")},
    )


def contradictions_page(request: HttpRequest) -> HttpResponse:
    """Two sources for one figure, side by side with the difference; nothing is averaged."""
    world = world_of(request)
    pairs = contradictions(world, today_in(world))
    columns = [
        Column(_("question"), lambda pair: pair.beside.question),
        Column(_("period"), lambda pair: pair.beside.period),
        Column(_("place"), lambda pair: pair.beside.place),
        Column(_("state"), lambda pair: pair.beside.floor("state")),
        Column(_("society"), lambda pair: pair.beside.floor("society")),
        Column(_("difference"), lambda pair: pair.beside.difference),
    ]
    if (file := export(request, "returns-side-by-side", columns, pairs, world=world)) is not None:
        return file
    differ = sum(pair.beside.contradicts for pair in pairs)
    lines = [_line(pair) for pair in pairs]
    context = {"lines": lines, "differ": differ, "csv_url": export_url(request, "csv")}
    return render(request, "council/returns_side_by_side.html", context)


def _line(pair: Pair) -> dict[str, object]:
    """Both sides with each body's own figure, in the reader's words."""
    sides = {
        side: [
            {"body": one.body, "name": plain(pair.bodies[one.body].name), "value": one.value}
            for one in (pair.beside.state if side == "state" else pair.beside.society)
        ]
        for side in ("state", "society")
    }
    return {"beside": pair.beside, "place": pair.place, "names": pair.names, **sides}
