"""Training: what everybody sees of it, and where its body says what people can do six months later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mizan.framework.queries import choices
from mizan.kit.days import today_in
from mizan.kit.entry import bound, in_words, pressed, take, with_error
from mizan.kit.listing import Column, FilterForm, export, listing
from mizan.kit.pages import list_in_other_world, member_of, show_world_of, world_of
from mizan.kit.refusal import Refused
from mizan.kit.texts import plain
from mizan.kit.wording import word
from mizan.ledger.queries import history
from mizan.prevention import services
from mizan.prevention.access import training_or_404
from mizan.prevention.campaign_forms import ResultForm, TrainingForm, training_rows
from mizan.prevention.models import Trained, Training
from mizan.prevention.queries.training import by_side, lines_of, training_lines
from mizan.prevention.rules.listing import LISTERS
from mizan.prevention.views.campaigns import ANY, may_list

STANDINGS = (
    ("assessed", gettext_lazy("assessed")),
    ("waiting", gettext_lazy("not assessed: six months are not over")),
    ("due", gettext_lazy("not assessed: due now")),
    ("late", gettext_lazy("not assessed: late")),
)


class TrainingFilters(FilterForm):
    """Who was trained, by which side, for which pillar, and whether the result is known."""

    side = forms.ChoiceField(
        label=gettext_lazy("Given by the side"), required=False,
        choices=[ANY, ("state", gettext_lazy("state")), ("society", gettext_lazy("society"))],
    )  # fmt: skip
    audience = forms.ChoiceField(label=gettext_lazy("Who was trained"), required=False, choices=[ANY, *Trained.choices])
    pillar = forms.ChoiceField(label=gettext_lazy("Pillar"), required=False)
    standing = forms.ChoiceField(label=gettext_lazy("Result"), required=False, choices=[ANY, *STANDINGS])
    world = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pillar"].choices = [ANY, *((row.pk, plain(row.name)) for row in choices.pillars())]  # type: ignore[attr-defined]


def training_list(request: HttpRequest) -> HttpResponse:
    """Every training that matches; being there is shown as not assessed."""
    world = world_of(request)
    form = TrainingFilters(request.GET)
    lines = training_lines(world, today_in(world), form.chosen())
    if (file := export(request, "training", _columns(), lines, world=world)) is not None:
        return file
    every = training_lines(world, today_in(world))
    context = {
        "list": listing(request, lines, form),
        "sides": by_side(every),
        "standings": dict(STANDINGS),
        "list_url": reverse("prevention:list_training") if may_list(request) else "",
    }
    return render(request, "prevention/trainings.html", context)


def _columns() -> list[Column]:
    return [
        Column(_("code"), lambda line: line.training.pk),
        Column(_("name"), lambda line: plain(line.training.name)),
        Column(_("who was trained"), lambda line: line.training.audience),
        Column(_("pillar"), lambda line: line.training.pillar_id),
        Column(_("body"), lambda line: line.training.body_id),
        Column(_("side"), lambda line: line.training.body.side),
        Column(_("last day"), lambda line: line.training.ends_on.isoformat()),
        Column(_("trained"), lambda line: line.trained),
        Column(_("result"), lambda line: line.standing),
        Column(_("assessed"), lambda line: line.assessed),
        Column(_("able, share"), lambda line: line.able),
    ]


def training_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One training."""
    return render(request, "prevention/training.html", _context(request, training_or_404(code)))


def _context(request: HttpRequest, row: Training) -> dict[str, Any]:
    world = show_world_of(request, row)
    return {
        "training": row,
        "line": lines_of([row], today_in(world))[0],
        "standings": dict(STANDINGS),
        "history": history(row),
        "world_switch_url": list_in_other_world("/training/", world),
    }


def list_page(request: HttpRequest) -> HttpResponse:
    """GET shows the form, POST lists the training. For whoever speaks for no side the page is not here."""
    if not may_list(request):
        raise Http404
    form = TrainingForm(request.POST or None, rows=training_rows())
    if request.method == "POST" and form.is_valid():
        made = _listed(request, form)
        if made is not None:
            messages.success(request, _("The training is listed. Say in six months what people can do."))
            return redirect("prevention:training", code=made.pk)
    return render(request, "prevention/list_training.html", {"form": form}, status=409 if form.errors else 200)


def _listed(request: HttpRequest, form: TrainingForm) -> Training | None:
    given = dict(form.cleaned_data)
    words = {name: in_words(given.pop(name)) for name in ("name", "about")}
    try:
        return services.list_training(member_of(request), services.NewTraining(**words, **given))
    except Refused as refused:
        with_error(form, refused.where, word(refused))
        return None


def training_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows the training; its own body says there what was found. POST takes it in."""
    row = training_or_404(code)
    actor, verb = member_of(request), pressed(request)
    is_own = bool(LISTERS & actor.roles) and actor.body == row.body_id
    if verb and (verb != "result" or not is_own):
        raise Http404
    entry = {"result": bound(request, ResultForm, "result")} if is_own else {}
    if verb:
        done = take(request, entry["result"], lambda a, c: services.assess_training(a, row, _result(c)),
                    done=_("That is recorded."))  # fmt: skip
        if done is not None:
            return done
    return render(request, "prevention/desk_training.html", {**_context(request, row), **entry})


def _result(cleaned: dict[str, Any]) -> services.NewResult:
    return services.NewResult(**(cleaned | {"how": in_words(cleaned["how"])}))
