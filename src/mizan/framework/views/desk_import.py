"""Import a plan's actions at the desk: template, upload, every fault with its cell, then all or nothing."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mizan.framework.importing import COLUMNS, take_action
from mizan.framework.models import Plan
from mizan.kit.exports import xlsx_response
from mizan.kit.facts import World
from mizan.kit.imports import template_rows
from mizan.kit.imports.page import take_sheet
from mizan.kit.pages import member_of


def import_actions(request: HttpRequest, code: str) -> HttpResponse:
    """GET offers template (`?as=template`) and upload; POST checks and, if nothing is wrong, takes all."""
    plan = get_object_or_404(Plan, pk=code, world=member_of(request).world, retired_at=None)
    if request.GET.get("as") == "template":
        return xlsx_response("actions-template", template_rows(COLUMNS), [], world=World.REAL)
    taken, context = take_sheet(request, COLUMNS, partial(take_action, plan))
    if taken:
        messages.success(request, _("All rows are taken as proposed actions."))
        return redirect("framework:plan", code=plan.code)
    return render(request, "framework/desk_import.html", {"plan": plan, **context})
