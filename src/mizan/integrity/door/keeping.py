"""Pages that are the same for everybody: made once in half a minute, so that who reads many keeps nobody from theirs.

What is kept is made of a language, a world and an address of this door, and of nothing that a reader brought: a page
for whoever brings nothing (`kept`), or the page around one sealed field (`around`), which is put in for each reader.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from mizan.integrity.door.ways import way_of
from mizan.kit.facts import World

View = Callable[..., HttpResponse]
KEPT = 30  # seconds
HOLE = secrets.token_hex(32)  # stands where a reader's field will: nobody can have typed it


def kept(view: View) -> View:
    """Serve the page as it was made before, to whoever brings nothing."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = _plain_name(request) if request.method == "GET" else ""
        if not name:
            return view(request, *args, **kwargs)
        content = cache.get(name)
        if content is None:
            response = view(request, *args, **kwargs)
            if response.status_code == 200:
                cache.set(name, response.content, KEPT)
            return response
        return HttpResponse(content)

    return wrapped


def around(request: HttpRequest, what: str, field: str, make: Callable[[str], HttpResponse]) -> HttpResponse:
    """The page that `make` makes around one field (base64url, so nothing in it needs escaping). `what` says all that
    the page is made of besides the request's address, language and world."""
    name = _plain_name(request)
    if not name:
        return make(field)
    content = cache.get(f"{name}:{what}")
    if content is None:
        content = make(HOLE).content
        cache.set(f"{name}:{what}", content, KEPT)
    return HttpResponse(content.replace(HOLE.encode(), field.encode()))


def _plain_name(request: HttpRequest) -> str:
    """Which page it is, of the few that there are; "" where the address brings anything but a language and a world."""
    if way_of(request).is_assisted:
        return ""
    known = {"world": set(World), "lang": {code for code, _name in settings.LANGUAGES}}
    asked = dict(request.GET.lists())
    if any(len(v) > 1 or v[0] not in known.get(n, ()) for n, v in asked.items()):
        return ""
    brought = [f"{n}={v[0]}" for n, v in sorted(asked.items())]
    return ":".join(["kept", request.method or "", request.path, get_language() or "", *brought])
