"""The page of whoever carries sealed copies to a body without computers. It names no report."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mizan.institutions.keypages.asking import for_readers, taken
from mizan.institutions.keypages.forms import CodeForm
from mizan.integrity.services import carrying
from mizan.kit.actors import Actor
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from mizan.sealing.offline import armor


@require_safe
@for_readers
def copies(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits to be taken, and what was."""
    return _page(request, actor)


@require_POST
@for_readers
def take(_request: HttpRequest, actor: Actor, pk: UUID) -> HttpResponse:
    """One copy as letters, to be carried on a stick or printed; what is gone and what never was answer alike."""
    try:
        data = carrying.take(actor, pk, today_in(actor.world))
    except Refused as refused:
        raise Http404 from refused
    answer = HttpResponse(armor(data), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="copy-{str(pk)[:8]}.age"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@require_POST
@for_readers
def confirm(request: HttpRequest, actor: Actor, pk: UUID) -> HttpResponse:
    """The code that the body found in the copy."""
    if all(one.id != pk for one in carrying.waiting_for(actor)):
        raise Http404
    form = _form(pk, request.POST)
    day = today_in(actor.world)
    if form.is_valid() and taken(form, lambda: carrying.confirm(actor, pk, form.cleaned_data["code"], day)):
        messages.success(request, _("It is confirmed: the body opened this copy."))
        return redirect("integrity:copies")
    return _page(request, actor, form, pk)


def _form(copy: UUID, data: QueryDict | None = None) -> CodeForm:
    """With an id of its own on a page that has many."""
    return CodeForm(data, auto_id=f"id_{copy.hex[:8]}_%s")


def _page(request: HttpRequest, actor: Actor, form: CodeForm | None = None, of: UUID | None = None) -> HttpResponse:
    rows = [
        {"copy": one, "short": str(one.id)[:8], "form": form if form and one.id == of else _form(one.id)}
        for one in carrying.waiting_for(actor)
    ]
    faulty = form if form is not None and form.errors else None
    return render(request, "integrity/copies.html", {"rows": rows, "faulty": faulty}, status=409 if faulty else 200)
