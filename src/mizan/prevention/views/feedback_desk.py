"""Feedback at the desk: a body's inbox and its answers; the marks of a panel."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mizan.institutions.models import Institution
from mizan.kit.actors import Actor
from mizan.kit.days import today_in
from mizan.kit.entry import bound, in_words, pressed, take
from mizan.kit.listing import FilterForm, listing
from mizan.kit.pages import member_of
from mizan.prevention.access import feedback_or_404, material_or_404, programme_or_404
from mizan.prevention.models import Criterion, Mark
from mizan.prevention.queries.asking import answers_to, inbox, moves, subject_of
from mizan.prevention.rules.feedback import MARKERS, PANEL
from mizan.prevention.services.feedback import answer_feedback, mark, may_answer
from mizan.prevention.views.services_desk import for_providers

AREA = {"rows": 3}


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your answer to the sender"), widget=forms.Textarea(attrs=AREA), max_length=4000
    )
    asked = forms.CharField(
        label=gettext_lazy("The question for the public, in your own words"), widget=forms.Textarea(attrs=AREA),
        max_length=1000, required=False,
        help_text=gettext_lazy("Name nobody, and nothing by which the sender could be known."),
    )  # fmt: skip
    told = forms.CharField(
        label=gettext_lazy("The answer for the public"), widget=forms.Textarea(attrs=AREA), max_length=2000,
        required=False,
    )  # fmt: skip


class MarkForm(forms.Form):
    criterion = forms.ChoiceField(label=gettext_lazy("Criterion"), choices=Criterion.choices)
    says = forms.ChoiceField(label=gettext_lazy("The panel says"), choices=Mark._meta.get_field("says").choices)
    why = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs=AREA), max_length=1000, required=False)
    may_show = forms.BooleanField(
        label=gettext_lazy("Everybody on the panel agrees that this mark is shown"), required=False
    )


@for_providers
def inbox_page(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    rows = listing(request, inbox(actor, today_in(actor.world)), FilterForm(request.GET))
    return render(request, "prevention/desk_feedback.html", {"list": rows, "body": actor.body})


@for_providers
def one_page(request: HttpRequest, pk: object) -> HttpResponse:
    """GET shows what was asked; POST answers, whoever may."""
    actor = member_of(request)
    row = feedback_or_404(actor, pk)
    form = bound(request, AnswerForm, "answer")
    if pressed(request):
        done = take(
            request,
            form,
            lambda a, c: answer_feedback(a, row, **{name: in_words(c[name]) for name in ("text", "asked", "told")}),
            done=_("The answer is given."),
        )
        if done is not None:
            return done
    context = {
        "row": row, "about": subject_of(row.about, row.subject, row.world), "form": form, "answers": answers_to(row),
        "moved": moves([row]).get(row.pk), "is_asked": row.body_id == actor.body, "may_answer": may_answer(actor, row),
    }  # fmt: skip
    return render(request, "prevention/desk_feedback_one.html", context)


def is_panel(actor: Actor) -> bool:
    """Whether she may mark for a body of survivors or workers."""
    return bool(actor.roles & MARKERS) and Institution.objects.filter(pk=actor.body, stakeholder_class=PANEL).exists()


def mark_page(request: HttpRequest, about: str, code: str) -> HttpResponse:
    """For panels alone: mark a material or a programme by one criterion."""
    actor = member_of(request)
    if not is_panel(actor) or about not in {"material", "programme"}:
        raise Http404
    found: Any = material_or_404(code) if about == "material" else programme_or_404(code)
    form = bound(request, MarkForm, "mark")
    if pressed(request):
        done = take(request, form, lambda a, c: mark(a, about=about, subject=code, **{**c, "why": in_words(c["why"])}),
                    done=_("That is recorded."))  # fmt: skip
        if done is not None:
            return done
    return render(request, "prevention/desk_mark.html", {"found": found, "form": form, "about": about})
