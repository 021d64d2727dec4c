"""Who asks at the desk's pages of reports. Nothing is looked up before this has answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache

from mizan.institutions.keysession import mine
from mizan.institutions.rules.keys import may_read
from mizan.integrity.queries.ground import Ground, ground
from mizan.kit.actors import Actor
from mizan.kit.days import today_in
from mizan.kit.pages import member_of
from mizan.kit.refusal import Refused
from mizan.sealing.readers import ReaderKeys

KEYS = "/keys/"  # where a reader unlocks hers
View = Callable[..., HttpResponse]


def for_readers(view: View) -> View:
    """`view(request, actor, mine, ground, ...)` for whoever may read reports for her body, her keys unlocked. Without
    keys she is sent to unlock them, whatever she asked for; everybody else gets 404."""

    @never_cache
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = member_of(request)
        if not actor.id or not may_read(actor.roles):
            raise Http404
        keys = mine(request)
        if keys is None:
            return HttpResponseRedirect(KEYS)
        return view(request, actor, keys, _ground(actor), *args, **kwargs)

    return checked


def _ground(actor: Actor) -> Ground:
    """Today's, or 404 where the world has no ladder: then nobody can have reported there."""
    try:
        return ground(actor.world, today_in(actor.world))
    except Refused as refused:
        raise Http404 from refused


__all__ = ["ReaderKeys", "for_readers"]
