"""What every page of this door shares: never kept by a browser, never indexed; and the first page itself."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mizan.institutions.models import Institution
from mizan.integrity import instance
from mizan.integrity.door.keeping import View, kept
from mizan.integrity.door.ways import address, way_of
from mizan.kit.pages import world_of

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


@private
@require_safe
@kept
def start(request: HttpRequest) -> HttpResponse:
    """The first page, for whoever comes with nothing."""
    return advice(request)


def advice(request: HttpRequest, draft: str = "") -> HttpResponse:
    """Advice for safety, telephone numbers, the way out: before the first field. `draft` goes with her to it."""
    helplines = Institution.objects.filter(world=world_of(request), kind="helpline", retired_at=None).order_by("code")
    context = {"helplines": helplines, "quick_exit": settings.QUICK_EXIT, "draft": draft}
    return render(request, "integrity/door/start.html", context)


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
