"""The door's own steps: headers, language, who acts, refusals in words, and one read-only view per page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from mizan.kit.acting import reading
from mizan.kit.actors import NOBODY
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.web.views import unreadable

Answer = Callable[[HttpRequest], HttpResponse]

# Every feature a page could ask the browser for and never does. Passkeys are the desk's own.
_UNUSED = "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment usb"
PERMISSIONS = ", ".join(f"{feature}=()" for feature in _UNUSED.split())


def headers(get_response: Answer) -> Answer:
    """Headers of every answer, error pages included. The desk is never stored by a browser or a proxy."""
    is_desk = settings.DOOR == "desk"

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if is_desk and not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return middleware


METHODS = ("GET", "HEAD", "POST")


def readable(get_response: Answer) -> Answer:
    """Other methods are refused with 405; an address that nobody can keep (NUL, too many fields) with 400, in words."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if is_readable(request):
            return get_response(request)
        with translation.override(translation.get_language_from_request(request)):
            return unreadable(request)

    return middleware


def is_readable(request: HttpRequest) -> bool:
    """Whether path and query hold only what a database can keep, and no more fields than a form ever has."""
    try:
        pairs = request.GET.lists()
    except SuspiciousOperation:
        return False
    sent = [request.path, *(part for key, values in pairs for part in (key, *values))]
    return not any("\x00" in text for text in sent)


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
        patch_vary_headers(response, ("Cookie", "Accept-Language"))
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
    """Every GET and HEAD sees one consistent, read-only view. Account pages write on GET (sessions, challenges)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or request.path.startswith("/account/"):
            return get_response(request)
        with reading(getattr(request, "actor", NOBODY)):
            return get_response(request)

    return middleware
