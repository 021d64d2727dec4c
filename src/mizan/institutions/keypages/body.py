"""The roster of one's own body: begin its keys, put somebody on, end a place, prove that the keys still open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mizan.institutions import keysession
from mizan.institutions.keypages.asking import for_readers, taken, unlocked
from mizan.institutions.keypages.forms import AdmitReaderForm
from mizan.institutions.queries.keyring import OwnRoster, roster_of
from mizan.institutions.services import keys
from mizan.kit.actors import Actor
from mizan.kit.pages import today
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.sealing.ceremony import fingerprint


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def roster(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who reads for the own body; POST puts a member who has keys on it."""
    found = roster_of(actor, today())
    form = _form(request, found)
    if form.is_valid():
        chosen = next(row for row in found.eligible if str(row.pk) == form.cleaned_data["member"])
        if taken(form, lambda: keys.admit(actor, unlocked(request), chosen)):
            messages.success(request, _("Put on the roster. Reports that come from now on can be read there too."))
            return redirect("institutions:roster")
    return _page(request, found, form, 409 if form.errors else 200)


def _form(request: HttpRequest, found: OwnRoster) -> AdmitReaderForm:
    people = [(str(row.pk), row.user.name) for row in found.eligible]
    return AdmitReaderForm(request.POST if request.method == "POST" else None, people=people)


def _page(request: HttpRequest, found: OwnRoster, form: AdmitReaderForm, status: int, said: str = "") -> HttpResponse:
    marks = [" ".join(fingerprint(bytes(key))) for key in (found.keys.public, found.keys.verify)] if found.keys else []
    context = {
        "roster": found,
        "form": form,
        "marks": marks,
        "open": keysession.mine(request) is not None,
        "said": said,
    }
    return render(request, "institutions/keys/roster.html", context, status=status)


@require_POST
@for_readers
def found_body(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The first keys of the own body, or new ones where nobody is left who could open the old."""
    return _done(
        request, actor, lambda: keys.found_body(actor, unlocked(request)),
        _("The keys of your body are made. It reads once they stand in the signed manifest and are proved."),
    )  # fmt: skip


@require_POST
@for_readers
def end_place(request: HttpRequest, actor: Actor, pk: UUID) -> HttpResponse:
    """End a place: the body begins new keys with those who stay."""
    place = next((one for one in roster_of(actor, today()).places if one.pk == pk), None)
    if place is None:
        raise Http404
    return _done(
        request, actor, lambda: keys.leave(actor, unlocked(request), place),
        _("The place has ended and your body has new keys. They must come into the signed manifest and be proved."),
    )  # fmt: skip


@require_POST
@for_readers
def prove(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Meet the drill that waits, or a new one."""
    return _done(request, actor, lambda: _proved(request, actor), _("It is proved: your body can open what it gets."))


def _proved(request: HttpRequest, actor: Actor) -> None:
    mine, found = unlocked(request), roster_of(actor, today())
    if found.keys is None:
        raise Refused("institutions.not_on_roster")
    keys.meet_drill(actor, mine, found.drill or keys.ask_drill(actor, found.keys))


def _done(request: HttpRequest, actor: Actor, act: Callable[[], Any], words: str) -> HttpResponse:
    """Back to the roster with a word of what was done, or the page with the refusal."""
    try:
        act()
    except Refused as refused:
        found = roster_of(actor, today())
        return _page(request, found, AdmitReaderForm(None, people=[]), 409, word(refused))
    messages.success(request, words)
    return redirect("institutions:roster")
