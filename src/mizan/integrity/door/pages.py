"""What every page of this door shares: never kept by a browser, never indexed; and the first page itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from mizan.institutions.models import Institution
from mizan.integrity import instance
from mizan.integrity.door.ways import address, way_of
from mizan.kit.facts import World
from mizan.kit.pages import world_of

View = Callable[..., HttpResponse]
KEPT = 30  # seconds that a plain page is served again as it was made
RETRY = 20  # seconds that a busy look-up asks to wait


def private(view: View) -> View:
    """No browser, proxy or search engine keeps the page; nobody learns from where it was left."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return wrapped


def kept(view: View) -> View:
    """A page that is the same for everybody who brings nothing: made once in `KEPT` seconds for a language and a world.

    Whoever reads pages many times must not keep the others from theirs. Nothing of a reader is in such a page.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = _plain_name(request)
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


def _plain_name(request: HttpRequest) -> str:
    """Which page it is, of the few that there are; "" where the request brings anything but a language and a world."""
    if way_of(request).is_assisted:
        return ""
    known = {"world": set(World), "lang": {code for code, _name in settings.LANGUAGES}}
    asked = dict(request.GET.lists())
    if request.method != "GET" or any(len(v) > 1 or v[0] not in known.get(n, ()) for n, v in asked.items()):
        return ""
    return ":".join(["kept", request.path, get_language() or "", *(f"{n}={v[0]}" for n, v in sorted(asked.items()))])


@private
@require_safe
@kept
def start(request: HttpRequest) -> HttpResponse:
    """Advice for safety, telephone numbers, the way out: before the first field."""
    helplines = Institution.objects.filter(world=world_of(request), kind="helpline", retired_at=None).order_by("code")
    return render(request, "integrity/door/start.html", {"helplines": helplines, "quick_exit": settings.QUICK_EXIT})


@private
def start_again(request: HttpRequest, *, stale: bool = False) -> HttpResponse:
    """To the first page; with words where a page was too old or not ours."""
    if not stale:
        return redirect(address(request, "start"))
    page = "integrity/assist/stale.html" if way_of(request).is_assisted else "integrity/door/stale.html"
    return render(request, page, {"quick_exit": settings.QUICK_EXIT}, status=409)


@require_safe
def salt(request: HttpRequest) -> HttpResponse:
    """The public salt: with it and the log's files a codeword finds its leaf without this machine."""
    return HttpResponse(instance.salt().hex() + "\n", content_type="text/plain; charset=us-ascii")
