"""What everybody sees: programmes of both sides alike, one programme with its results, and what is owed by a day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mizan.kit.facts import World
from mizan.kit.listing import Column, FilterForm, export, listing
from mizan.kit.pages import list_in_other_world, member_of, rows_address, show_world_of, world_of
from mizan.kit.texts import plain
from mizan.ledger.queries import history
from mizan.prevention.access import programme_or_404
from mizan.prevention.forms import districts, mechanisms, place_words
from mizan.prevention.models import Programme
from mizan.prevention.queries import owed
from mizan.prevention.queries.comparisons import of_programme
from mizan.prevention.queries.library import marks_on
from mizan.prevention.queries.programmes import (
    ProgrammeLine,
    lines_of,
    programme_lines,
    quarters_of,
    result_of,
)
from mizan.prevention.queries.programmes import districts as where
from mizan.prevention.rules.listing import LISTERS, SIDES
from mizan.prevention.views.comparing import may_compare

ANY = ("", gettext_lazy("any"))


class ProgrammeFilters(FilterForm):
    """What it works on, whose it is, where, and whether it runs."""

    mechanism = forms.ChoiceField(label=gettext_lazy("What it works on"), required=False)
    side = forms.ChoiceField(
        label=gettext_lazy("Run by the side"), required=False,
        choices=[ANY, ("state", gettext_lazy("state")), ("society", gettext_lazy("society"))],
    )  # fmt: skip
    place = forms.ChoiceField(label=gettext_lazy("District"), required=False)
    pillar = forms.CharField(required=False, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False,
        choices=[ANY, ("running", gettext_lazy("running")), ("ended", gettext_lazy("ended"))],
    )  # fmt: skip
    world = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs: Any = self.fields["mechanism"]
        needs.choices = [ANY, *((row.pk, plain(row.name)) for row in mechanisms())]
        places: Any = self.fields["place"]
        places.choices = [ANY, *((row.pk, place_words(row)) for row in districts())]


def programme_list(request: HttpRequest) -> HttpResponse:
    """Every programme that matches."""
    world, form = world_of(request), ProgrammeFilters(request.GET)
    chosen = {name: value for name, value in form.chosen().items() if name != "world"}
    lines = programme_lines(world, chosen)
    if (file := export(request, "programmes", _columns(), lines, world=world)) is not None:
        return file
    context = {"list": listing(request, lines, form), "list_url": _list_url(request)}
    return render(request, "prevention/programmes.html", context)


def _list_url(request: HttpRequest) -> str:
    """Where the reader lists a programme, if she speaks for a body that may."""
    actor = member_of(request)
    return reverse("prevention:list_programme") if actor.side in SIDES and LISTERS & actor.roles else ""


def _columns() -> list[Column]:
    return [
        Column(_("code"), lambda line: line.programme.pk),
        Column(_("name"), lambda line: plain(line.programme.name)),
        Column(_("works on"), lambda line: line.programme.mechanism_id),
        Column(_("pillar"), lambda line: line.programme.pillar_id),
        Column(_("run by"), lambda line: line.programme.provider_id),
        Column(_("side"), lambda line: line.programme.provider.side),
        Column(_("places"), lambda line: line.places),
        Column(_("year"), lambda line: line.money.year if line.money else ""),
        Column(_("set aside"), lambda line: line.money.budget if line.money else ""),
        Column(_("spent"), lambda line: line.money.spent if line.money else ""),
        Column(_("currency"), lambda line: line.money.currency if line.money else ""),
        Column(_("quarter of the counts"), lambda line: line.quarter),
        *[Column(measure, _count(measure)) for measure in ("waiting", "enrolled", "completed", "after_yes")],
        Column(_("ended on"), lambda line: line.programme.ended_on.isoformat() if line.programme.ended_on else ""),
    ]


def _count(measure: str) -> Any:
    def cell(line: ProgrammeLine) -> Any:
        figure = line.count(measure)
        return "" if figure is None else figure

    return cell


def programme_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One programme."""
    return render(request, "prevention/programme.html", programme_context(request, programme_or_404(code)))


def programme_context(request: HttpRequest, programme: Programme) -> dict[str, object]:
    """What the page of one programme shows."""
    world = show_world_of(request, programme)
    [line] = lines_of([programme], world)
    return {
        "line": line,
        "programme": programme,
        "places": where(line.offers),
        "result": result_of(programme, line.spending),
        "quarters": quarters_of(programme.pk, world),
        "world_switch_url": list_in_other_world("/programmes/", world),
        "history": history(programme),
        "marks": marks_on("programme", programme.pk),
        "comparisons": of_programme(programme),
        "compare_url": _compare_url(request, programme),
    }


def _compare_url(request: HttpRequest, programme: Programme) -> str:
    """Where the provider compares districts, at the desk."""
    may = may_compare(member_of(request), programme)
    return rows_address(request, "prevention:compare", programme.pk) if may else ""


def entitlements_page(request: HttpRequest) -> HttpResponse:
    """What can be owed, within how many days, by whom the clock is kept, and how many wait."""
    world = world_of(request)
    quarter, lines = owed.kind_lines(world)
    if (file := export(request, "entitlements", _owed_columns(quarter), lines, world=World(world))) is not None:
        return file
    return render(request, "prevention/entitlements.html", {"lines": lines, "quarter": quarter})


def _owed_columns(quarter: str) -> list[Column]:
    return [
        Column(_("code"), lambda line: line.kind.pk),
        Column(_("name"), lambda line: plain(line.kind.name)),
        Column(_("days"), lambda line: line.kind.days),
        Column(_("bodies that keep the clock"), lambda line: " ".join(body.pk for body in line.keepers)),
        Column(_("quarter of the counts"), lambda _line: quarter),
        *[
            Column(measure, lambda line, name=measure: line.counts.get(name, ""))
            for measure in ("owed", "owed_late", "delivered", "delivered_late")
        ],
    ]
