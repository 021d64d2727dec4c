"""The key of one's own body without computers: enrol it, carry a drill there, bring the answer back. No keys of the
session are needed: whoever carries opens nothing."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mizan.institutions.keypages.asking import for_readers, taken
from mizan.institutions.keypages.forms import CodeForm, RecipientForm
from mizan.institutions.queries.courier import own_drill, recipient_of
from mizan.institutions.queries.rosters import hex_in_manifest
from mizan.institutions.services import courier as services
from mizan.kit.actors import Actor
from mizan.kit.pages import today
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.sealing.ceremony import fingerprint
from mizan.sealing.offline import armor


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def courier(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How the key stands; POST enrols one."""
    form = RecipientForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid() and taken(form, lambda: services.enrol_recipient(actor, form.cleaned_data["recipient"])):
        messages.success(
            request, _("The key is enrolled. It counts once it stands in the signed manifest and a drill proved it.")
        )
        return redirect("institutions:courier")
    return _page(request, actor, enrol=form)


@require_POST
@for_readers
def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A drill to carry there."""
    try:
        services.ask_courier_drill(actor)
    except Refused as refused:
        return _page(request, actor, said=word(refused))
    messages.success(request, _("The drill is made. Take its file to the body and bring the code back."))
    return redirect("institutions:courier")


@require_safe
@for_readers
def drill_file(_request: HttpRequest, actor: Actor, pk: UUID) -> HttpResponse:
    """The drill as letters, to be carried on a stick or printed. Only the body's own key opens it."""
    row = own_drill(actor, pk, today())
    if row is None:
        raise Http404
    answer = HttpResponse(armor(bytes(row.box)), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = 'attachment; filename="drill.age"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@require_POST
@for_readers
def answer(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The code that the body read in the drill."""
    form = CodeForm(request.POST)
    if form.is_valid() and taken(form, lambda: services.answer_courier_drill(actor, form.cleaned_data["code"])):
        messages.success(request, _("It is proved: the body can open what is sealed to its key."))
        return redirect("institutions:courier")
    return _page(request, actor, code=form)


def _page(
    request: HttpRequest, actor: Actor, *, enrol: forms.Form | None = None, code: forms.Form | None = None,
    said: str = "",
) -> HttpResponse:  # fmt: skip
    found = recipient_of(actor, today())
    mark = " ".join(fingerprint(bytes(found.keys.public))) if found.keys and found.is_offline else ""
    line = f"body:{actor.body}:{hex_in_manifest(found.keys)}" if found.keys and found.is_offline else ""
    faulty = next((form for form in (enrol, code) if form is not None and form.errors), None)
    context = {
        "own": found, "mark": mark, "line": line, "enrol": enrol or RecipientForm(), "code": code or CodeForm(),
        "faulty": faulty, "said": said, "command": "age -d -i key.txt drill.age",
    }  # fmt: skip
    return render(request, "institutions/keys/courier.html", context, status=409 if faulty or said else 200)
