"""Feedback at the public door: without account, cookie and script, by a code that only its sender has."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mizan.kit.entry import with_error
from mizan.kit.listing import FilterForm, listing
from mizan.kit.pages import world_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.prevention.light import light, page
from mizan.prevention.models import FeedbackKind
from mizan.prevention.queries import asking
from mizan.prevention.rules.feedback import LONGEST
from mizan.prevention.services.feedback import Sent, found_by, send_feedback

METHODS = ["GET", "HEAD", "POST"]


class FeedbackForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=FeedbackKind.choices)
    subject = forms.ChoiceField(label=_("About what"))
    text = forms.CharField(
        label=_("What you want to say"), widget=forms.Textarea(attrs={"rows": 6}), max_length=LONGEST,
        help_text=_("Leave out names, telephone numbers and addresses, also your own."),
    )  # fmt: skip

    def __init__(self, *args: object, world: str, **kwargs: object) -> None:
        super().__init__(*args, auto_id="f_%s", **kwargs)  # type: ignore[arg-type]
        field = self.fields["subject"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *asking.choices(world)]


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))


@light
@require_http_methods(METHODS)
def feedback_page(request: HttpRequest) -> HttpResponse:
    """The way to the report first, for what concerns a person; then the form. POST gives a code."""
    world = world_of(request)
    form = FeedbackForm(request.POST if request.method == "POST" else None, world=world, initial=_asked(request))
    sent = _sent(form, world) if form.is_bound else None
    if sent is not None:
        return page(request, "prevention/help/feedback_sent.html", {"code": sent.code, "row": sent.row})
    status = 409 if form.errors else 200
    return page(request, "prevention/help/feedback.html", {"form": form}, status=status)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {"subject": request.GET.get("subject", "")}


def _sent(form: FeedbackForm, world: str) -> Sent | None:
    if not form.is_valid():
        return None
    given = form.cleaned_data
    about, _colon, code = given["subject"].partition(":")
    language = (get_language() or "en").split("-")[0]
    try:
        return send_feedback(
            world, about=about, subject=code, kind=given["kind"], text=given["text"], language=language
        )
    except Refused as refused:
        with_error(form, refused.where, word(refused))
        return None


@light
@require_http_methods(METHODS)
def follow_page(request: HttpRequest) -> HttpResponse:
    """The code's field; with a code, what was written, by when an answer is owed, and the answers."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    row = found_by(form.cleaned_data["code"]) if form.is_bound and form.is_valid() else None
    if row is not None:
        context = {"row": row, "answers": asking.answers_to(row), "moved": asking.moves([row]).get(row.pk)}
        return page(request, "prevention/help/feedback_answer.html", context)
    if form.is_bound and form.is_valid():
        form.add_error("code", word(Refused("prevention.no_such_code")))
    return page(request, "prevention/help/feedback_follow.html", {"form": form}, status=409 if form.errors else 200)


def answers_page(request: HttpRequest) -> HttpResponse:
    """What was asked and answered, in the words of the bodies, how long it took, and how many wait and are late."""
    world = world_of(request)
    told = listing(request, asking.told(world), FilterForm(request.GET))
    context = {"list": told, "quarters": asking.by_quarter(world)}
    return render(request, "prevention/answers.html", context)
