"""Contests at the desk: a society monitor hands in the code of somebody who was deceived; oversight answers."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mizan.kit.actors import Actor, Role
from mizan.kit.pages import member_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.ledger import contests
from mizan.ledger.access import contest_for, contests_for
from mizan.ledger.desk.forms import AnswerForm, ContestForm
from mizan.ledger.matters import name_of


@require_http_methods(["GET", "HEAD", "POST"])
def contest_page(request: HttpRequest) -> HttpResponse:
    """For a monitor the form, for oversight what waits for its answer; for everyone else this page is not here."""
    actor = _member(request, Role.MONITOR, Role.OVERSIGHT)
    if request.method == "POST" and not actor.has(Role.MONITOR):
        raise Http404
    form = ContestForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _contested(form):
        messages.success(request, _("The contest is recorded. Nothing of this matter can be erased before the answer."))
        return redirect("ledger:contests")
    return _page(request, actor, form)


@require_POST
def answer_contest(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Oversight's finding."""
    actor = _member(request, Role.OVERSIGHT)
    thread = contest_for(actor, pk)
    form = _answer(pk, request.POST)
    if form.is_valid():
        contests.answer_contest(actor, thread, finding=form.cleaned_data["finding"])
        messages.success(request, _("The finding is recorded."))
        return redirect("ledger:contests")
    return _page(request, actor, ContestForm(), answered=(pk, form))


def _member(request: HttpRequest, *roles: Role) -> Actor:
    actor = member_of(request)
    if not actor.has(*roles):
        raise Http404
    return actor


def _contested(form: forms.Form) -> bool:
    """Whether the service took it; its refusal stands on the form."""
    try:
        contests.contest(bytes.fromhex(form.cleaned_data["code"]), bytes.fromhex(form.cleaned_data["leaf"]))
    except Refused as refused:
        form.add_error(None, word(refused))
        return False
    return True


def _page(
    request: HttpRequest, actor: Actor, form: forms.Form, answered: tuple[UUID, forms.Form] | None = None
) -> HttpResponse:
    sent = dict([answered] if answered else [])
    rows = [(name_of(one), one, sent.get(one.pk) or _answer(one.pk)) for one in contests_for(actor)]
    faulty = answered[1] if answered else form
    context = {
        "form": form if actor.has(Role.MONITOR) else None,
        "faulty": faulty,
        "rows": rows,
        "answers": actor.has(Role.OVERSIGHT),
    }
    return render(request, "ledger/contests.html", context, status=409 if faulty.errors else 200)


def _answer(pk: UUID, data: QueryDict | None = None) -> AnswerForm:
    """The form of one contest: several stand on a page, so each has ids of its own."""
    return AnswerForm(data, auto_id=f"answer_{pk}_%s")
