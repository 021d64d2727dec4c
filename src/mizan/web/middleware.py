"""The door's own steps: language, who acts, refusals in words, and one read-only view per page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from mizan.institutions.access import actor_of
from mizan.kit.acting import reading
from mizan.kit.actors import NOBODY
from mizan.kit.refusal import Refused
from mizan.kit.wording import word

OPEN_PATHS = ("/account/", "/static/")
Answer = Callable[[HttpRequest], HttpResponse]


def language(get_response: Answer) -> Answer:
    """`?lang=` chooses and is remembered in a cookie; then the cookie; then the browser's wish."""
    known = {code for code, _name in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "")
        remembered = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        wished = translation.get_language_from_request(request)
        code = next((c for c in (asked, remembered) if c in known), wished)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        if asked in known and asked != remembered:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                max_age=365 * 24 * 3600,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=True,
                samesite="Strict",
            )
        return response

    return middleware


class refusals:
    """A `Refused` that no view handled becomes a page that says what the reader can do; nothing was changed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        return render(request, "web/refused.html", {"sentence": word(exception), "refused": exception}, status=409)


def read_only_view(get_response: Answer) -> Answer:
    """Every GET and HEAD sees one consistent, read-only view. Account pages write on GET (a confirmed address)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or request.path.startswith("/account/"):
            return get_response(request)
        with reading(getattr(request, "actor", NOBODY)):
            return get_response(request)

    return middleware


def members_only(get_response: Answer) -> Answer:
    """The desk is for members with a second factor; everybody else is sent to sign in (deny by default)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request.user)  # type: ignore[attr-defined]  # the one attribute doors add
        if request.path.startswith(OPEN_PATHS) or is_admitted(request):
            return get_response(request)
        return redirect_to_login(request.get_full_path())

    return middleware


def is_admitted(request: HttpRequest) -> bool:
    """Signed in, a current member of a body, and with a second factor."""
    return request.user.is_authenticated and bool(request.actor.body)  # type: ignore[attr-defined]
