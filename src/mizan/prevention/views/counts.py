"""At the desk: a provider that keeps its queue elsewhere hands in a sheet of counts."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mizan.kit.actors import Actor
from mizan.kit.entry import with_error
from mizan.kit.exports import xlsx_response
from mizan.kit.facts import World
from mizan.kit.imports import SheetFault, template_rows
from mizan.kit.pages import member_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.prevention import services
from mizan.prevention.access import WORKERS
from mizan.prevention.count_sheet import columns


class SheetForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Sheet (XLSX or CSV)"))


def counts_page(request: HttpRequest) -> HttpResponse:
    """GET offers template (`?as=template`) and upload; POST takes the whole sheet, or nothing and shows every fault."""
    actor = member_of(request)
    if not actor.has(*WORKERS) or actor.side is None:
        raise Http404
    if request.GET.get("as") == "template":
        heads = template_rows(columns(actor.body, actor.world))
        return xlsx_response("counts-template", heads, [], world=World(actor.world))
    form = SheetForm(request.POST or None, request.FILES or None)
    faults: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        faults = _taken(request, actor, form)
        if not faults and not form.errors:
            return redirect("prevention:queue")
    status = 409 if faults or form.errors else 200
    return render(request, "prevention/counts.html", {"form": form, "faults": faults}, status=status)


def _taken(request: HttpRequest, actor: Actor, form: SheetForm) -> list[tuple[str, str]]:
    upload = form.cleaned_data["file"]
    try:
        taken = services.take_counts(actor, upload.name, upload.read())
    except services.SheetRefused as refused:
        return [(f"{one.sheet}!{one.cell}" if one.sheet else one.cell, word(one.refused)) for one in refused.faults]
    except SheetFault as fault:
        with_error(form, "file", word(Refused(fault.code, **fault.facts)))
    except Refused as refused:
        with_error(form, refused.where, word(refused))
    else:
        messages.success(request, _("The counts are public: %(taken)s figures.") % {"taken": taken})
    return []
