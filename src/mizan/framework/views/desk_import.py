"""Import a plan's actions at the desk: template, upload, every fault with its cell, then all or nothing."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mizan.framework.importing import COLUMNS, RowRefused, take_actions
from mizan.framework.models import Plan
from mizan.kit.actors import Actor
from mizan.kit.exports import xlsx_response
from mizan.kit.facts import World
from mizan.kit.imports import Checked, SheetFault, check, read_sheet, template_rows
from mizan.kit.pages import member_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word


class SheetForm(forms.Form):
    sheet = forms.FileField(label=gettext_lazy("Sheet (XLSX or CSV)"))
    dry_run = forms.BooleanField(label=gettext_lazy("Only check, take nothing"), required=False)


def import_actions(request: HttpRequest, code: str) -> HttpResponse:
    """GET offers template (`?as=template`) and upload; POST checks and, if nothing is wrong, takes all."""
    actor = member_of(request)
    plan = get_object_or_404(Plan, pk=code, world=actor.world, retired_at=None)
    if request.GET.get("as") == "template":
        return xlsx_response("actions-template", template_rows(COLUMNS), [], world=World.REAL)
    form = SheetForm(request.POST or None, request.FILES or None)
    faults: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        checked, faults = _checked(form)
        if checked is not None and not faults:
            if form.cleaned_data["dry_run"]:
                messages.info(request, _("Nothing is wrong; nothing was taken."))
            else:
                faults = _taken(actor, plan, checked)
                if not faults:
                    messages.success(request, _("All rows are taken as proposed actions."))
                    return redirect("framework:plan", code=plan.code)
    return render(request, "framework/desk_import.html", {"plan": plan, "form": form, "faults": faults})


def _checked(form: SheetForm) -> tuple[Checked | None, list[tuple[str, str]]]:
    upload = form.cleaned_data["sheet"]
    try:
        checked = check(read_sheet(upload.name, upload.read()), COLUMNS)
    except SheetFault as fault:
        return None, [("", word(Refused(fault.code, **fault.facts)))]
    return checked, [(f"{fault.sheet}!{fault.cell}", word(fault.refused)) for fault in checked.faults]


def _taken(actor: Actor, plan: Plan, checked: Checked) -> list[tuple[str, str]]:
    try:
        take_actions(actor, plan, checked.rows)
    except RowRefused as fault:
        return [(_("row {number}").format(number=fault.number), word(fault.refused))]
    return []
