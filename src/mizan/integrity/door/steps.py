"""The pages of a report before it is sent: what, who, where, safety. Each posts to its own address and shows the next.

What was answered travels in one sealed hidden field (`drafts`). Nothing is stored, nothing is logged, no cookie is set.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mizan.integrity.door import drafts
from mizan.integrity.door.answers import Answers
from mizan.integrity.door.forms import PageForm, Safety, What, Where, Who
from mizan.integrity.door.keeping import around, kept
from mizan.integrity.door.pages import private, start_again
from mizan.integrity.door.ways import address, way_of
from mizan.integrity.rules.accusation import MOST_ACCUSED, Kind
from mizan.kit.pages import world_of

DRAFT = "draft"
BODY = "body"  # of the answers: where she began to write (`arriving`); offered as the body of the first person


@dataclass(frozen=True)
class Step:
    """One page: its name in the address, its heading and its form."""

    name: str
    title: Promise | str
    form: type[PageForm]


STEPS = (
    Step("what", _("What is it about?"), What),
    Step("who", _("Who is it about?"), Who),
    Step("where", _("Where, and what happened?"), Where),
    Step("safety", _("How dangerous is it?"), Safety),
)
NAMES = [step.name for step in STEPS]


@private
@require_http_methods(["GET", "HEAD", "POST"])
@kept
def step(request: HttpRequest, name: str) -> HttpResponse:
    """Show a page, or take its answers and show the next one."""
    here = next(one for one in STEPS if one.name == name)
    if request.method != "POST":
        begins = name == NAMES[0] and not way_of(request).is_assisted
        return show(request, here, {}) if begins else start_again(request)
    try:
        answers = read(request, required=name != NAMES[0] or way_of(request).is_assisted)
    except drafts.Stale:
        return start_again(request, stale=True)
    if "back" in request.POST:
        return show(request, before(here, answers), answers)
    form = here.form(request.POST, world=world_of(request))
    if not form.is_valid():
        return show(request, here, answers, form)
    return _onward(request, here, taken_in(answers, here, form.cleaned_data))


def _onward(request: HttpRequest, here: Step, taken: Answers) -> HttpResponse:
    if declined := way_of(request).declined(request, taken):
        return declined
    if here.name == "who" and "another" in request.POST and len(taken["accused"]) < MOST_ACCUSED:
        return show(request, here, taken)
    return go_on(request, here, taken)


def go_on(request: HttpRequest, here: Step, answers: Answers) -> HttpResponse:
    """The page after `here`, or the check."""
    from mizan.integrity.door.sending import show_check  # noqa: PLC0415  (the check leads back here)

    later = [one for one in STEPS[NAMES.index(here.name) + 1 :] if _is_asked(one, answers)]
    return show(request, later[0], answers) if later else show_check(request, answers)


def before(here: Step, answers: Answers) -> Step:
    """The page before; going back to the people begins them anew."""
    earlier = [one for one in STEPS[: NAMES.index(here.name)] if _is_asked(one, answers)]
    return earlier[-1] if earlier else here


def _is_asked(step: Step, answers: Answers) -> bool:
    return step.name != "who" or answers.get("kind") != Kind.TIP.value


def taken_in(answers: Answers, here: Step, given: dict[str, Any]) -> Answers:
    """The answers with those of this page."""
    if here.name == "who":
        people = [*answers.get("accused", []), given] if any(given.values()) else answers.get("accused", [])
        return {**answers, "accused": people[:MOST_ACCUSED]}
    if here.name == "safety":
        return {**answers, "safety": given}
    return {**answers, **given, **({"accused": []} if here.name == "what" else {})}


def read(request: HttpRequest, *, required: bool = True) -> Answers:
    """The sealed answers. Raises `drafts.Stale`, also for those of the other world."""
    text = request.POST.get(DRAFT, "")
    if not text and not required:
        return {}
    answers = drafts.opened_json(way_of(request).label(DRAFT), text)
    if answers.get("world") != world_of(request).value:
        raise drafts.Stale
    return answers


def sealed(request: HttpRequest, answers: Answers) -> str:
    """The hidden field of these answers."""
    return drafts.close_json(way_of(request).label(DRAFT), {**answers, "world": world_of(request).value})


def show(request: HttpRequest, here: Step, answers: Answers, form: forms.Form | None = None) -> HttpResponse:
    """One page with its form, filled with what was answered before."""
    if here.name == "who" and form is None and "back" in request.POST:
        answers = {**answers, "accused": []}
    draft = sealed(request, answers) if answers or here.name != NAMES[0] else ""
    given, people = _given(here, answers), len(answers.get("accused", []))
    shown = form or here.form(world=world_of(request), initial=given)
    if form is None and draft and not given:
        return around(request, f"{here.name}:{people}", draft, partial(_page, request, here, people, shown))
    return _page(request, here, people, shown, draft)


def _given(here: Step, answers: Answers) -> Answers:
    """What was answered on this page before, and nothing else. Each person is described anew."""
    if here.name == "who":
        return {"institution": answers[BODY]} if answers.get(BODY) and not answers.get("accused") else {}
    if here.name == "safety":
        return dict(answers.get("safety", {}))
    return {name: said for name, said in answers.items() if name in here.form.base_fields}


def _page(request: HttpRequest, here: Step, people: int, form: forms.Form, draft: str) -> HttpResponse:
    context = {
        "step": here, "number": NAMES.index(here.name) + 1, "of": len(STEPS) + 1, "form": form, "draft": draft,
        "people": people, "action": address(request, here.name),
    }  # fmt: skip
    return render(request, "integrity/door/step.html", context, status=409 if form.errors else 200)
