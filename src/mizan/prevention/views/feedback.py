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
# A choice of the form and of no row: the body reads feedback, so what somebody there did to a person goes to a report.
OF_A_PERSON = "person"
KINDS = [*FeedbackKind.choices, (OF_A_PERSON, _("Somebody who works there hurt, cheated or threatened a person"))]


class FeedbackForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS)
    subject = forms.ChoiceField(label=_("About what"), required=False)  # needed for all but a report, see `clean`
    text = forms.CharField(
        label=_("What you want to say"), widget=forms.Textarea(attrs={"rows": 6}), max_length=LONGEST,
        help_text=_("Leave out names, telephone numbers and addresses, also your own."),
    )  # fmt: skip

    def __init__(self, *args: object, world: str, **kwargs: object) -> None:
        super().__init__(*args, auto_id="f_%s", **kwargs)  # type: ignore[arg-type]
        field = self.fields["subject"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *asking.choices(world)]

    def clean(self) -> dict[str, object]:
        """Only a report may leave open which body it is about."""
        given = super().clean() or {}
        if given.get("kind") in FeedbackKind.values and "subject" in given and not given["subject"]:
            self.add_error("subject", _("Choose what it is about."))
        return given


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))


@light
@require_http_methods(METHODS)
def feedback_page(request: HttpRequest) -> HttpResponse:
    """The way to the report first, for what concerns a person; then the form. POST gives a code, or leads what concerns
    a person to the report with nothing stored."""
    world = world_of(request)
    form = FeedbackForm(request.POST if request.method == "POST" else None, world=world, initial=_asked(request))
    if form.is_bound and form.is_valid() and form.cleaned_data["kind"] == OF_A_PERSON:
        return _to_the_report(request, form.cleaned_data, world)
    sent = _sent(form, world) if form.is_bound else None
    if sent is not None:
        return page(request, "prevention/help/feedback_sent.html", {"code": sent.code, "row": sent.row})
    status = 409 if form.errors else 200
    return page(request, "prevention/help/feedback.html", {"form": form}, status=status)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {"subject": request.GET.get("subject", "")}


def _to_the_report(request: HttpRequest, given: dict[str, str], world: str) -> HttpResponse:
    about, _colon, code = given["subject"].partition(":")
    subject = asking.subject_of(about, code, world)
    context = {"body": subject.body if subject else "", "text": given["text"]}
    return page(request, "prevention/help/feedback_to_report.html", context)


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
