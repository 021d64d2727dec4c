"""Need against effort: every district for one mechanism, and every mechanism in one district. Never one score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mizan.charts import Bar, Chart, Figure, bars
from mizan.kit.charting import frame, leading, sized
from mizan.kit.days import today_in
from mizan.kit.facts import World
from mizan.kit.listing import Column, FilterForm, export, export_url, listing
from mizan.kit.pages import rows_address, world_of
from mizan.kit.texts import plain
from mizan.places.models import Place
from mizan.places.queries import with_all_below
from mizan.prevention.forms import mechanisms
from mizan.prevention.models import Mechanism
from mizan.prevention.queries import need as queries
from mizan.prevention.queries.need import NeedLine
from mizan.prevention.rules.need import weight
from mizan.prevention.views.asking import ask_urls

DRAWN = 20  # districts in the picture
ANY = ("", gettext_lazy("any"))


class NeedFilters(FilterForm):
    """What is needed, in which province, and whether only where no programme is."""

    need = forms.ChoiceField(label=gettext_lazy("Need"), required=False)
    province = forms.ChoiceField(label=gettext_lazy("Province or area"), required=False)
    effort = forms.ChoiceField(
        label=gettext_lazy("Programmes"), required=False,
        choices=[ANY, ("none", gettext_lazy("none with places")), ("some", gettext_lazy("with places"))],
    )  # fmt: skip
    counted = forms.ChoiceField(
        label=gettext_lazy("Counted"), required=False,
        choices=[ANY, ("yes", gettext_lazy("yes")), ("no", gettext_lazy("not known"))],
    )  # fmt: skip
    world = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs, provinces = (self.fields[name] for name in ("need", "province"))
        needs.choices = [  # type: ignore[attr-defined]
            ("", _("all, in the country")), *((row.pk, plain(row.name)) for row in mechanisms())
        ]  # fmt: skip
        rows = Place.objects.filter(retired_at=None, parent=None).order_by("code")
        provinces.choices = [ANY, *((row.pk, plain(row.name)) for row in rows)]  # type: ignore[attr-defined]


def need_list(request: HttpRequest) -> HttpResponse:
    """Every mechanism in the country; with `?need=` every district for one of them."""
    world, form = world_of(request), NeedFilters(request.GET)
    chosen = form.chosen()
    today = today_in(world)
    row = Mechanism.objects.filter(pk=chosen.get("need"), retired_at=None).select_related("pillar").first()
    if row is None:
        return render(
            request, "prevention/need_overview.html", {"form": form, "lines": queries.overview(world, today)}
        )  # fmt: skip
    lines = _in_order(request, _matching(queries.district_lines(row, world, today), chosen))
    if (file := export(request, f"need-{row.pk}", _columns(), lines, world=world)) is not None:
        return file
    shown = listing(request, lines, form)
    context = {
        "mechanism": row, "list": shown, "xlsx_url": export_url(request, "xlsx"), "sources": _sources(lines),
        "indicator": next((line.said.indicator for line in lines if line.said), None),
        "chart": _chart(request, list(shown.page)[:DRAWN], row, world), "no_effort": _no_effort(lines),
        "csv_url": shown.csv_url,
    }  # fmt: skip
    return render(request, "prevention/need.html", context)


def _no_effort(lines: Sequence[NeedLine]) -> int:
    """Districts where it is counted and no programme has places."""
    return sum(line.is_counted and not line.effort.places for line in lines)


def _matching(lines: list[NeedLine], chosen: dict[str, Any]) -> list[NeedLine]:
    if chosen.get("province"):
        wanted = with_all_below(chosen["province"])
        lines = [line for line in lines if line.place.pk in wanted]
    if chosen.get("effort"):
        lines = [line for line in lines if bool(line.effort.places) == (chosen["effort"] == "some")]
    if chosen.get("counted"):
        lines = [line for line in lines if line.is_counted == (chosen["counted"] == "yes")]
    return lines


def _in_order(request: HttpRequest, lines: list[NeedLine]) -> list[NeedLine]:
    """Most need first, or as a head asks; what is not known is last whichever way."""
    lines = sorted(lines, key=_most_need)
    asked = request.GET.get("sort", "")
    key = KEYS.get(asked.lstrip("-"))
    if key is None:
        return lines
    known = [line for line in lines if key(line) is not None]
    rest = [line for line in lines if key(line) is None]
    return [*sorted(known, key=key, reverse=asked.startswith("-")), *rest]


def _most_need(line: NeedLine) -> Any:
    return weight(line.said.value, line.said.indicator.direction) if line.said else (True, 0)


KEYS: dict[str, Callable[[NeedLine], Any]] = {
    "place": lambda line: plain(line.place.name).casefold(),
    "need": lambda line: line.said.value if line.said else None,
    "places": lambda line: line.effort.places,
    "gap": lambda line: line.gap,
}


def _sources(lines: Sequence[NeedLine]) -> list[tuple[str, str]]:
    """Every source of the figures shown, once, with its grade."""
    figures = [line.said.figure for line in lines if line.said and line.said.figure]
    return sorted({(one.source, one.grade) for one in figures})


def _chart(request: HttpRequest, lines: Sequence[NeedLine], row: Mechanism, world: World) -> Chart | None:
    """Bars in the order of the page: the gap where people are counted, else the figure with its interval."""
    drawn = [line for line in lines if line.is_counted]
    if not drawn:
        return None
    counts, [said, *_others] = drawn[0].gap is not None, [line.said for line in drawn if line.said]
    words = _("For how many there is no place: {need}") if counts else _("What is counted: {need}")
    caption = words.format(need=plain(row.name if counts else said.indicator.name))
    rows = [Bar(plain(line.place.name), line.gap if counts else _figure(line)) for line in drawn]
    made = sized(lambda one: bars(one, rows), frame("need-by-district", caption, world))
    wide = len(made.table.columns) - 1
    return leading(made, [[rows_address(request, "prevention:need_of", line.place.pk)] * wide for line in drawn])


def _figure(line: NeedLine) -> Figure:
    if line.said is None or line.said.value is None:
        return Figure()
    bounds = line.said.ends
    return Figure(line.said.value, *((bounds.low, bounds.high) if bounds else (line.said.value, line.said.value)))


def _columns() -> list[Column]:
    def of(line: NeedLine, name: str) -> Any:
        return getattr(line.said.figure, name) if line.said and line.said.figure else ""

    def end(line: NeedLine, name: str) -> Any:
        return getattr(line.said.ends, name) if line.said and line.said.ends else ""

    return [
        Column(_("code"), lambda line: line.place.pk),
        Column(_("name"), lambda line: plain(line.place.name)),
        Column(_("within"), lambda line: line.place.parent_id or ""),
        Column(_("indicator"), lambda line: line.said.indicator.pk if line.said else ""),
        Column(_("value"), lambda line: of(line, "value")),
        Column(_("lowest"), lambda line: end(line, "low")),
        Column(_("highest"), lambda line: end(line, "high")),
        Column(_("unit"), lambda line: plain(line.said.indicator.unit_name) if line.said else ""),
        Column(_("period"), lambda line: of(line, "period")),
        Column(_("source"), lambda line: of(line, "source")),
        Column(_("source grade"), lambda line: of(line, "grade")),
        Column(_("programmes"), lambda line: " ".join(line.effort.programmes)),
        Column(_("places"), lambda line: line.effort.places),
        Column(_("of them only for girls and women"), lambda line: line.effort.kept),
        Column(_("no place for"), lambda line: "" if line.gap is None else line.gap),
    ]


def need_of_place(request: HttpRequest, code: str) -> HttpResponse:
    """One district; a place with districts inside it leads to their list."""
    place = Place.objects.filter(pk=code, retired_at=None).select_related("parent").first()
    if place is None:
        raise Http404
    if place.children.filter(retired_at=None).exists():
        first = mechanisms().first()
        return redirect(
            rows_address(request, "prevention:need", province=place.pk, need=first.pk if first else "")
        )  # fmt: skip
    world = world_of(request)
    parts = queries.parts(place, world, today_in(world))
    asking = zip(parts, ask_urls(request, place, parts), strict=True)
    context = {"place": place, "parts": list(asking), "lines": [part.line for part in parts], "up": ""}
    return render(request, "prevention/need_of_place.html", context)
