"""The desk's side of an object's page: what the reader's body may enter there, and how it is taken in.

One form per verb, told apart by the name of its button. A refusal goes back to its field; nothing that was typed is
lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from mizan.framework.files import NewEvidence, keep_file
from mizan.framework.forms import in_words, with_error
from mizan.kit.actors import Actor
from mizan.kit.pages import member_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word

Take = Callable[[Actor, dict[str, Any]], object]


def take(request: HttpRequest, form: forms.Form, verb: Take, *, done: str) -> HttpResponse | None:
    """Check the form and call the verb. Redirects to the same page when it was done; None shows the form again."""
    if not form.is_valid():
        return None
    try:
        verb(member_of(request), form.cleaned_data)
    except Refused as refused:
        with_error(form, refused.where, word(refused))
        return None
    messages.success(request, done)
    return redirect(request.get_full_path())


def evidence_from(actor: Actor, cleaned: dict[str, Any]) -> NewEvidence:
    """The evidence that a form brought, its file kept already; the row comes with what it proves, or not at all."""
    upload = cleaned.get("evidence_file")
    return keep_file(
        actor,
        NewEvidence(
            kind=cleaned["evidence_kind"],
            title=in_words(cleaned["evidence_title"]),
            captured_on=cleaned["captured_on"],
            expires_on=cleaned.get("expires_on"),
            url=cleaned.get("evidence_url") or "",
            file_name=upload.name if upload else "",
            content=upload.read() if upload else b"",
        ),
    )


def bound(request: HttpRequest, kind: type[forms.Form], button: str, **kwargs: Any) -> forms.Form:
    """The form of a button: bound if this button was pressed, else fresh."""
    pressed = request.method == "POST" and request.POST.get("verb") == button
    data = (request.POST, request.FILES) if pressed else (None, None)
    return kind(*data, prefix=button, **kwargs)


def pressed(request: HttpRequest) -> str:
    """The name of the button that was pressed, "" on a GET."""
    return request.POST.get("verb", "") if request.method == "POST" else ""
