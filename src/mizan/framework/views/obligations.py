"""Obligations: the list with its filters, and one with both answers and the gap."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from mizan.framework.models import Obligation, Pillar
from mizan.framework.queries.actions import action_rows
from mizan.framework.queries.obligations import answers_to, obligations, with_scores
from mizan.framework.views.filters import ObligationFilters
from mizan.kit.listing import Column, export, listing, ordered
from mizan.kit.pages import today, world_of
from mizan.kit.texts import plain
from mizan.ledger.queries import history

SORTS = {"code": "order", "pillar": "pillar__order", "strength": "strength"}


def obligation_list(request: HttpRequest) -> HttpResponse:
    """Every obligation that matches, with both sides' headline scores."""
    form, world = ObligationFilters(request.GET), world_of(request)
    rows = ordered(obligations(form.chosen(), world), request, SORTS, "instrument")
    if (file := export(request, "obligations", _columns(), with_scores(rows, world), world=world)) is not None:
        return file
    page = listing(request, rows, form)
    lines = list(with_scores(page.page.object_list, world))
    return render(request, "framework/obligations.html", {"list": page, "lines": lines})


def _columns() -> list[Column]:
    def score(dimension: str, column: str) -> Column:
        return Column(f"{dimension} {column}", lambda row: row.scores.get(dimension, {}).get(column))

    return [
        Column(_("code"), lambda row: row.obligation.code),
        Column(_("title"), lambda row: plain(row.obligation.title)),
        Column(_("pillar"), lambda row: row.obligation.pillar_id),
        Column(_("strength"), lambda row: row.obligation.strength),
        Column(_("review cluster"), lambda row: row.obligation.cluster_id or ""),
        Column(_("text basis"), lambda row: row.obligation.text_basis),
        *(score(dimension, column) for dimension in ("letter", "spirit") for column in ("state", "society", "desk")),
    ]


def obligation_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One obligation: wording, both answers side by side, the desk reading apart, what serves it, its history."""
    return render(request, "framework/obligation.html", obligation_context(request, obligation_or_404(code)))


def obligation_or_404(code: str) -> Obligation:
    """The obligation of a code."""
    rows = Obligation.objects.select_related("instrument", "pillar", "cluster").prefetch_related("also_pillars")
    return get_object_or_404(rows, code=code)


def obligation_context(request: HttpRequest, obligation: Obligation) -> dict[str, object]:
    """What the page of one obligation shows."""
    world = world_of(request)
    return {
        "obligation": obligation,
        "pillar_was": Pillar.objects.former(obligation.pillar_was),
        "answers": answers_to(obligation, world),
        "questions": obligation.questions.filter(retired_at=None),
        "actions": action_rows({"obligation": obligation.code}, world, today=today()),
        "history": history(obligation, world=world),
    }
