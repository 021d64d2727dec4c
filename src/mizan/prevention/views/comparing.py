"""Whether a programme helped: the page of one comparison, and at the desk the sheet that makes one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mizan.charts import Chart, Panel, small_multiples
from mizan.kit.actors import Actor
from mizan.kit.charting import frame, sized
from mizan.kit.entry import AREA, Rows, WithRows, in_words, with_error
from mizan.kit.exports import xlsx_response
from mizan.kit.facts import World
from mizan.kit.imports import SheetFault, template_rows
from mizan.kit.listing import Column, export
from mizan.kit.pages import list_in_other_world, member_of, rows_address, show_world_of
from mizan.kit.refusal import Refused
from mizan.kit.texts import plain
from mizan.kit.wording import word
from mizan.ledger.queries import history
from mizan.prevention import services
from mizan.prevention.access import comparison_or_404, programme_or_404
from mizan.prevention.comparison_sheet import COLUMNS, FIRST_YEAR, LAST_YEAR
from mizan.prevention.models import Comparison, ComparisonRow, Direction, Programme
from mizan.prevention.queries.comparisons import line_of
from mizan.prevention.rules.listing import LISTERS

CHOSEN = (("", gettext_lazy("not known")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")))


def comparison_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One comparison with its figures, whatever it found."""
    row = comparison_or_404(code)
    world = show_world_of(request, row)
    rows = list(row.rows.select_related("place").order_by("-is_with", "place", "year"))
    if (file := export(request, f"comparison-{row.pk}", _columns(), rows, world=world)) is not None:
        return file
    years = sorted({one.year for one in rows})
    context = {
        "line": line_of(row), "row": row, "years": years, "figures": _by_place(rows, years),
        "chart": _chart(row, world), "history": history(row),
        "csv_url": rows_address(request, "prevention:comparison", row.pk, **{"as": "csv"}),
        "world_switch_url": list_in_other_world("/programmes/", world),
    }  # fmt: skip
    return render(request, "prevention/comparison.html", context)


def _by_place(rows: Sequence[ComparisonRow], years: Sequence[int]) -> list[tuple[ComparisonRow, list[Decimal | None]]]:
    """A district a line, its figures in the order of the years; None where one is missing."""
    found: dict[str, dict[int, ComparisonRow]] = defaultdict(dict)
    for one in rows:
        found[one.place_id][one.year] = one
    return [
        (next(iter(mine.values())), [mine[year].value if year in mine else None for year in years])
        for mine in found.values()
    ]


def _columns() -> list[Column]:
    return [
        Column("place", lambda one: one.place_id),
        Column("group", lambda one: "with" if one.is_with else "without"),
        Column("year", lambda one: one.year),
        Column("value", lambda one: "" if one.value is None else one.value),
    ]


def _chart(row: Comparison, world: World) -> Chart:
    """The mean of both groups, year by year, on one scale."""
    years = [f"{year}" for year, _with, _without in row.points]
    groups = ((_("with the programme"), 1), (_("without it"), 2))
    panels = [Panel(words, [Decimal(str(point[at])) for point in row.points]) for words, at in groups]
    caption = _("{outcome}, mean of the districts; the programme began in {year}").format(
        outcome=plain(row.outcome), year=row.start
    )
    set_in = frame("both-groups", caption, world)
    return sized(lambda one: small_multiples(one, years, panels, from_zero=False), set_in)


class ComparisonForm(WithRows):
    outcome = forms.CharField(label=gettext_lazy("What was measured"), max_length=300)
    unit = forms.CharField(label=gettext_lazy("Unit of the figures"), max_length=60)
    direction = forms.ChoiceField(label=gettext_lazy("Which way is better"), choices=Direction.choices)
    chosen = forms.CharField(
        label=gettext_lazy("Why these districts, and why these to compare with"), widget=forms.Textarea(attrs=AREA),
        max_length=2000,
    )  # fmt: skip
    by_outcome = forms.ChoiceField(
        label=gettext_lazy("Were they chosen because the figure was bad there?"), choices=CHOSEN, required=False
    )
    start = forms.IntegerField(
        label=gettext_lazy("First year with the programme"), min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    supersedes = Rows(
        lambda row: f"{row.pk} {plain(row.outcome)}", label=gettext_lazy("It takes the place of"), required=False,
        help_text=gettext_lazy("Both stay shown."),
    )  # fmt: skip
    file = forms.FileField(label=gettext_lazy("Sheet (XLSX or CSV)"))


def compare_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET offers template and form to the provider; POST takes the whole sheet, or nothing and shows every fault."""
    programme, actor = programme_or_404(code), member_of(request)
    if not may_compare(actor, programme):
        raise Http404
    if request.GET.get("as") == "template":
        return xlsx_response(f"{programme.pk}-comparison", template_rows(COLUMNS), [], world=World(programme.world))
    rows = {"supersedes": programme.comparisons.filter(superseded_by=None)}
    form = ComparisonForm(request.POST or None, request.FILES or None, rows=rows)
    faults: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        made = _made(actor, programme, form, faults)
        if made is not None:
            messages.success(request, _("The comparison is public, whatever it found."))
            return redirect("prevention:comparison", code=made.pk)
    context = {"programme": programme, "form": form, "faults": faults}
    return render(request, "prevention/compare.html", context, status=409 if form.errors else 200)


def may_compare(actor: Actor, programme: Programme) -> bool:
    return actor.body == programme.provider_id and bool(LISTERS & actor.roles) and actor.world == programme.world


def _made(actor: Actor, programme: Programme, form: ComparisonForm, faults: list[tuple[str, str]]) -> Comparison | None:
    given: dict[str, Any] = dict(form.cleaned_data)
    upload = given.pop("file")
    words = {name: in_words(given.pop(name)) for name in ("outcome", "unit", "chosen")}
    by_outcome = {"yes": True, "no": False}.get(given.pop("by_outcome"))
    new = services.NewComparison(
        **words, **given, by_outcome=by_outcome, file_name=upload.name, content=upload.read()
    )  # fmt: skip
    try:
        return services.compare_districts(actor, programme, new)
    except services.SheetRefused as refused:
        faults += [(f"{one.sheet}!{one.cell}", word(one.refused)) for one in refused.faults]
        with_error(form, refused.where, word(refused))
    except SheetFault as fault:
        with_error(form, "file", word(Refused(fault.code, **fault.facts)))
    except Refused as refused:
        with_error(form, refused.where, word(refused))
    return None
