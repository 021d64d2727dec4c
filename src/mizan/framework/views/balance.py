"""The balance: nine pillars, two pans, letter and spirit; every figure leads to its rows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mizan.framework.queries.balance import balance_of
from mizan.framework.queries.pillars import PillarLine, obligation_codes, other_rows, pillar_lines, ratio_lines
from mizan.framework.rules.answers import DIMENSIONS, GAPS
from mizan.framework.views.charts import obligations_chart, pillar_chart, scores_charts
from mizan.framework.views.leads import to_actions, to_obligations, to_scores
from mizan.institutions.models import Level
from mizan.kit.listing import Column, export, export_url
from mizan.kit.pages import today, world_of
from mizan.kit.pdf import pdf_response, wants_pdf
from mizan.kit.texts import plain


def balance_page(request: HttpRequest) -> HttpResponse:
    """What lies on each pan, counted and never averaged into one figure."""
    world = world_of(request)
    weighed = balance_of(world, today=today())
    lines = pillar_lines(weighed, world)
    if (file := export(request, "balance", _columns(), lines, world=world)) is not None:
        return file
    context = {
        "weighed": weighed,
        "csv_url": export_url(request, "csv"),
        "levels": Level.choices,
        "gaps": [
            (line, d, gap, {kind: f"{d}.{kind}" for kind in GAPS})
            for line in lines
            for d, gap in line.weight.gap.items()
            if gap.pairs
        ],
        "other_rows": other_rows(world, today=today()),
        "lines": lines,
        "ratios": ratio_lines(weighed),
        "uncovered": obligation_codes(weighed.uncovered),
        "charts": [
            to_obligations(request, obligations_chart(lines, world), lines),
            to_actions(request, pillar_chart(lines, world), lines),
        ],
        "score_charts": [
            to_scores(request, chart, lines, dimension, column)
            for dimension in DIMENSIONS
            for column, chart in scores_charts(lines, dimension, world).items()
        ],
    }
    if wants_pdf(request):
        return pdf_response(request, "framework/balance.html", context, f"balance-{today()}")
    return render(request, "framework/balance.html", context)


def _columns() -> list[Column]:
    def counts(name: str, read: str) -> Column:
        return Column(name, lambda line: getattr(line.weight, read))

    def standing(name: str) -> Column:
        return Column(name, lambda line: line.weight.actions[name])

    def score(dimension: str, column: str) -> Column:
        def cell(line: PillarLine) -> str:
            found = line.weight.answers[dimension][column]
            return " ".join(f"{score}:{n}" for score, n in found.by_score.items()) + f" ?:{found.unknown}"

        return Column(f"{dimension} {column}", cell)

    return [
        Column(_("pillar"), lambda line: plain(line.pillar.name)),
        Column(_("pan"), lambda line: line.pillar.pan),
        counts(_("obligations"), "obligations"),
        *(standing(name) for name in ("adopted", "directed", "recommended", "proposed")),
        counts(_("promises"), "promises"),
        counts(_("promises with a date"), "dated"),
        counts(_("overdue"), "overdue"),
        counts(_("without accepted owner"), "without_owner"),
        counts(_("without accepted co-lead"), "without_co_lead"),
        *(score(dimension, column) for dimension in ("letter", "spirit") for column in ("state", "society", "desk")),
    ]
