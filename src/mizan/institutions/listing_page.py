"""Bodies of one's own side from a sheet, for whoever may list them; to others the page is not here."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mizan.institutions.body_sheet import CLASSES, COLUMNS, HINTS, MOST_ROWS, SIDES, take_body
from mizan.institutions.models import Kind
from mizan.institutions.rules.listing import KINDS
from mizan.institutions.services import may_list
from mizan.kit.exports import csv_response, xlsx_response
from mizan.kit.facts import World
from mizan.kit.imports import template_rows
from mizan.kit.imports.page import take_sheet
from mizan.kit.pages import member_of

EMPTY = {"template": xlsx_response, "csv": csv_response}


def import_page(request: HttpRequest) -> HttpResponse:
    """GET offers templates (`?as=template`, `?as=csv`) and upload; POST checks and, if nothing is wrong, takes all."""
    actor = member_of(request)
    if may_list(actor):
        raise Http404
    if (empty := EMPTY.get(request.GET.get("as", ""))) is not None:
        return empty("institutions-template", template_rows(COLUMNS), [], world=World.REAL)
    taken, context = take_sheet(request, COLUMNS, take_body, most_rows=MOST_ROWS)
    if taken:
        messages.success(request, _("All rows are listed as bodies."))
        return redirect("institutions:list")
    return render(request, "institutions/import.html", {**context, "columns": _columns(str(actor.side))})


def _columns(side: str) -> list[dict[str, object]]:
    """Every column in words, with the codes that a cell of it may hold on this side."""
    kinds = [(code, Kind(code).label) for code in KINDS[side]]
    choices = {"side": [(side, SIDES[side])], "kind": kinds}
    if side == "society":
        choices["stakeholder_class"] = list(CLASSES.items())
    return [
        {
            "key": one.key, "head": one.head, "required": one.required, "hint": HINTS.get(one.key, ""),
            "choices": choices.get(one.key, ()),
        }
        for one in COLUMNS
    ]  # fmt: skip
