"""Who asks at the pages of keys, and how a refusal comes onto a form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from mizan.institutions import keysession
from mizan.institutions.rules.keys import may_read
from mizan.kit.pages import member_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.sealing.readers import ReaderKeys

View = Callable[..., HttpResponse]


def for_readers(view: View) -> View:
    """`view(request, actor, ...)` for whoever may read reports for her body; to everybody else nothing is here."""

    @never_cache
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = member_of(request)
        if not actor.id or not may_read(actor.roles):
            raise Http404
        answer = view(request, actor, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return checked


def unlocked(request: HttpRequest) -> ReaderKeys:
    """Her keys, or the refusal that says to unlock them first."""
    mine = keysession.mine(request)
    if mine is None:
        raise Refused("institutions.keys_locked")
    return mine


def taken(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What a verb gave, or None after its refusal was put beside the field that it names."""
    try:
        return act()
    except Refused as refused:
        form.add_error(refused.where if refused.where in form.fields else None, word(refused))
        return None
