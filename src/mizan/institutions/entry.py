"""A body's page at the desk: what its own members may state about its units and risks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from mizan.institutions import views
from mizan.institutions.models import CorruptionRisk, Institution, UnitKind, UnitState
from mizan.institutions.services import accountability
from mizan.institutions.services.accountability import UnitStatement
from mizan.kit.actors import Actor
from mizan.kit.pages import member_of, show_world_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word

DAY = r"\A\d{4}(-\d{2}(-\d{2})?)?\Z"
# More is a slip of the hand, and soon more than the columns hold.
MOST_MONTHS, MOST_PEOPLE = 1_200, 100_000_000


class UnitForm(forms.Form):
    kind = forms.ChoiceField(label=pgettext_lazy("of a body", "Unit"), choices=UnitKind.choices)
    state = forms.ChoiceField(label=gettext_lazy("How far it exists"), choices=UnitState.choices[:4])
    as_of = forms.RegexField(DAY, label=gettext_lazy("As of"), help_text=gettext_lazy("A year, a month or a day."))
    source = forms.CharField(label=gettext_lazy("Source: order, budget line or report"), max_length=500)
    reporting_line = forms.CharField(label=gettext_lazy("Reports to"), max_length=200, required=False)
    head_tenure_months = forms.IntegerField(
        label=gettext_lazy("Head's tenure, months"), min_value=0, max_value=MOST_MONTHS, required=False
    )
    investigators = forms.IntegerField(
        label=gettext_lazy("Investigators"), min_value=0, max_value=MOST_PEOPLE, required=False
    )
    agency_staff = forms.IntegerField(
        label=gettext_lazy("Staff of the whole agency"), min_value=1, max_value=MOST_PEOPLE, required=False
    )
    caseload = forms.IntegerField(label=gettext_lazy("Open cases"), min_value=0, max_value=MOST_PEOPLE, required=False)


class RiskForm(forms.Form):
    process = forms.CharField(label=gettext_lazy("Process"), max_length=200)
    weakness = forms.CharField(label=gettext_lazy("Weakness"), max_length=500)
    control = forms.CharField(label=gettext_lazy("Control"), max_length=500, required=False)


class TestForm(forms.Form):
    tested_on = forms.DateField(
        label=gettext_lazy("Tested on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def body_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows the public page and, to the body's own members, the forms; POST takes one of them in."""
    body = views.body_or_404(code)
    show_world_of(request, body)
    actor = member_of(request)
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    kinds = {"unit": UnitForm, "risk": RiskForm, "test": TestForm}
    entry = {name: kind(request.POST if verb == name else None, prefix=name) for name, kind in kinds.items()}
    if verb in entry and entry[verb].is_valid():
        try:
            _take(actor, body, verb, entry[verb].cleaned_data, request.POST.get("which", ""))
        except Refused as refused:
            form = entry[verb]
            form.add_error(refused.where if refused.where in form.fields else None, word(refused))
        else:
            messages.success(request, _("It is recorded."))
            return redirect("institutions:detail", code=body.code)
    context = {**views.body_context(body), "entry": entry, "is_mine": actor.body == body.code}
    return render(request, "institutions/desk_detail.html", context)


def _take(actor: Actor, body: Institution, verb: str, cleaned: dict[str, Any], which: str) -> None:
    if verb == "unit":
        said = {**cleaned, "reporting_line": _in_words(cleaned["reporting_line"])}
        accountability.state_unit(actor, body, UnitStatement(**said))
    elif verb == "risk":
        accountability.add_risk(actor, body, **{name: _in_words(text) for name, text in cleaned.items()})
    else:
        accountability.record_test(actor, _risk(body, which), on=cleaned["tested_on"])


def _risk(body: Institution, which: str) -> CorruptionRisk:
    rows = CorruptionRisk.objects.filter(institution=body)
    try:
        return get_object_or_404(rows, pk=which)
    except forms.ValidationError:
        return get_object_or_404(rows.none())


def _in_words(text: str) -> dict[str, str]:
    return {(get_language() or "en").split("-")[0]: text} if text.strip() else {}
