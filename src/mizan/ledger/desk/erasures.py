"""Erasures at the desk: ask, agree, carry out. Two persons, and oversight of another body."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mizan.kit.actors import Actor
from mizan.kit.listing import FilterForm, listing
from mizan.kit.pages import member_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.ledger import erasing, rules
from mizan.ledger.access import acts_on_matters, erasure_for, erasures_for
from mizan.ledger.desk.forms import BASES, AskForm
from mizan.ledger.matters import name_of
from mizan.ledger.models import Erasure

STANDINGS = {
    "ledger.erasure_two_persons": gettext_lazy("waits for a second person"),
    "ledger.erasure_oversight": gettext_lazy("waits for oversight of another body"),
    "": gettext_lazy("everyone needed agreed"),
}


def _member(request: HttpRequest) -> Actor:
    """The actor, if she decides about matters; for everyone else these pages are not here."""
    actor = member_of(request)
    if not acts_on_matters(actor):
        raise Http404
    return actor


@require_http_methods(["GET", "HEAD"])
def erasure_list(request: HttpRequest) -> HttpResponse:
    """Requests that somebody may see, newest first."""
    shown = listing(request, erasures_for(_member(request)), FilterForm(request.GET))
    return render(request, "ledger/erasures.html", {"list": shown, "rows": [row_of(row) for row in shown.page]})


def row_of(erasure: Erasure) -> dict[str, object]:
    """A request in words: whose bodies agreed, never which persons (I-7)."""
    consents = erasing.consents_to(erasure)
    missing = rules.may_erase(consents, consents[0].person if consents else "")
    return {
        "erasure": erasure,
        "matter": name_of(erasure.thread),
        "subject": erasure.thread.subject_id,
        "basis": BASES.get(erasure.basis, erasure.basis),
        "consents": consents,
        "asked_on": erasure.made_in.at.date().isoformat(),
        "is_erased": erasure.thread.sealed is None,
        "standing": STANDINGS.get(missing, STANDINGS["ledger.erasure_two_persons"]),
    }


@require_http_methods(["GET", "HEAD"])
def erasure_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request, with what this person may do about it."""
    actor = _member(request)
    row = row_of(erasure_for(actor, pk))
    consents = erasing.consents_to(row["erasure"])  # type: ignore[arg-type]
    agreed = actor.id in {consent.person for consent in consents}
    may = {"may_agree": not agreed, "may_erase": agreed and not rules.may_erase(consents, actor.id)}
    return render(request, "ledger/erasure.html", {**row, **may, "agreed": agreed})


@require_http_methods(["GET", "HEAD", "POST"])
def ask_erasure(request: HttpRequest) -> HttpResponse:
    """The form of a request: which matter, on which legal basis."""
    actor = _member(request)
    form = AskForm(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_valid():
        thread = form.matters[form.cleaned_data["matter"]]
        try:
            erasure = erasing.ask_erasure_of(actor, thread, basis=form.cleaned_data["basis"])
        except Refused as refused:
            form.add_error(refused.where if refused.where in form.fields else None, word(refused))
        else:
            messages.success(request, _("The request is recorded. It waits for others to agree."))
            return redirect("ledger:erasure", pk=erasure.pk)
    return render(request, "ledger/erasure_ask.html", {"form": form}, status=409 if form.errors else 200)


@require_POST
def agree_to_erasure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Agree: as another person, or as oversight."""
    actor = _member(request)
    erasing.consent_to_erasure(actor, erasure_for(actor, pk))
    messages.success(request, _("Your agreement is recorded."))
    return redirect("ledger:erasure", pk=pk)


@require_POST
def carry_out_erasure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Destroy the keys, once everyone needed agreed."""
    actor = _member(request)
    erasing.erase(actor, erasure_for(actor, pk))
    messages.success(request, _("The keys are destroyed. The erasure itself is counted in the public log."))
    return redirect("ledger:erasure", pk=pk)
