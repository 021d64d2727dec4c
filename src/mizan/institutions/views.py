"""Institutions and the coverage board."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mizan.institutions.charts import CHARTED, coverage_chart
from mizan.institutions.models import Institution, Kind, Level, StakeholderClass, UnitKind, UnitState
from mizan.institutions.models.bodies import SideChoice
from mizan.institutions.queries.bodies import bodies
from mizan.institutions.queries.coverage import CoverageRow, coverage, coverage_counts, coverage_of, matching
from mizan.institutions.services.listing import may_list
from mizan.kit.charting import leading
from mizan.kit.facts import World
from mizan.kit.listing import Column, FilterForm, export, listing, ordered
from mizan.kit.pages import list_in_other_world, member_of, rows_address, show_world_of, world_of
from mizan.kit.panels import panels
from mizan.kit.texts import plain
from mizan.ledger.queries import history

ANY = ("", gettext_lazy("any"))
SORTS = {"code": "code", "kind": "kind", "side": "side", "level": "level"}


class BodyFilters(FilterForm):
    world = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=80)
    side = forms.ChoiceField(label=gettext_lazy("Side"), required=False, choices=[ANY, *SideChoice.choices])
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[ANY, *Kind.choices])
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False, choices=[ANY, *Level.choices])
    stakeholder_class = forms.ChoiceField(
        label=gettext_lazy("Stakeholder class"), required=False, choices=[ANY, *StakeholderClass.choices]
    )


def body_list(request: HttpRequest) -> HttpResponse:
    """Every body that matches."""
    form, world = BodyFilters(request.GET), world_of(request)
    rows = ordered(bodies(form.chosen(), world), request, SORTS, "code")
    if (file := export(request, "institutions", _body_columns(), rows, world=world)) is not None:
        return file
    context = {"list": listing(request, rows, form), "may_list": not may_list(member_of(request))}
    return render(request, "institutions/list.html", context)


def _body_columns() -> list[Column]:
    return [
        Column(_("code"), lambda body: body.code),
        Column(_("name"), lambda body: plain(body.name)),
        Column(_("kind"), lambda body: body.kind),
        Column(_("side"), lambda body: body.side),
        Column(_("level"), lambda body: body.level),
        Column(_("stakeholder class"), lambda body: body.stakeholder_class),
        Column(_("unit of"), lambda body: body.agency_id or ""),
        Column(_("parent"), lambda body: body.parent_id or ""),
        Column(_("source"), lambda body: body.source),
        Column(_("source grade"), lambda body: body.grade),
    ]


def body_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One body: what it is, its units, whether it watches its own house, its history."""
    body = body_or_404(code)
    show_world_of(request, body)
    return render(request, "institutions/detail.html", body_context(body))


def body_or_404(code: str) -> Institution:
    """The body of a code."""
    return get_object_or_404(Institution.objects.select_related("parent", "agency", "place"), pk=code)


def body_context(body: Institution) -> dict[str, object]:
    """What the page of one body shows."""
    return {
        "body": body,
        "row": coverage_of(body),
        "units": list(body.units.filter(retired_at=None)),
        "children": list(body.children.filter(retired_at=None, agency=None)),
        "panels": panels("institution", body, World(body.world)),
        "risks": list(body.corruption_risks.filter(retired_at=None).select_related("owner")),
        "history": history(body),
        "world_switch_url": list_in_other_world(reverse("institutions:list"), World(body.world)),
    }


KNOWN = ("known", gettext_lazy("something is known"))


class CoverageFilters(FilterForm):
    world = forms.CharField(required=False, widget=forms.HiddenInput)
    unit = forms.ChoiceField(label=pgettext_lazy("of a body", "Unit"), required=False, choices=[ANY, *UnitKind.choices])
    state = forms.ChoiceField(
        label=pgettext_lazy("of a unit", "State"), required=False, choices=[ANY, KNOWN, *UnitState.choices]
    )


def coverage_board(request: HttpRequest) -> HttpResponse:
    """The whole country at a glance: who watches its own house, and what is missing or not known."""
    form, world = CoverageFilters(request.GET), world_of(request)
    rows = matching(coverage(world), form.chosen())
    if (file := export(request, "accountability", _coverage_columns(), rows, world=world)) is not None:
        return file
    counts = coverage_counts(world)
    context = {
        "rows": rows,
        "agencies": [row for row in rows if row.body.kind == "lea"],
        "others": [row for row in rows if row.body.kind != "lea"],
        "counts": counts,
        "form": form,
        "chart": leading(coverage_chart(counts, world), _rows_behind(request)),
    }
    return render(request, "institutions/coverage.html", context)


def _rows_behind(request: HttpRequest) -> list[list[str]]:
    """Where each figure of the board's chart leads."""
    return [
        [rows_address(request, "institutions:coverage", unit=kind.value, state=state) for state in CHARTED]
        for kind in UnitKind
    ]


def _coverage_columns() -> list[Column]:
    def state(kind: UnitKind) -> Column:
        def cell(row: CoverageRow) -> str:
            found = row.cells.get(kind)
            return found.state if found else "not owed"

        return Column(str(kind.label), cell)

    return [
        Column(_("code"), lambda row: row.body.code),
        Column(_("name"), lambda row: plain(row.body.name)),
        Column(_("side"), lambda row: row.body.side),
        *(state(kind) for kind in UnitKind),
    ]
