"""The doors' own pages: home, not here, not readable, broken."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import get_template

from mizan.kit.pages import today, world_of
from mizan.web.home import glance


def home(request: HttpRequest) -> HttpResponse:
    """What is promised, who owns it, what is unanswered or late, which pan is lighter."""
    return render(request, "web/home.html", {"glance": glance(world_of(request), today=today())})


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Missing and forbidden answer alike."""
    return render(request, "web/not_here.html", status=404)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read: letters no database keeps, too many fields, a wrong host. The page repeats none of
    it, since reading it again would fail again."""
    request.GET = QueryDict()
    return render(request, "web/unreadable.html", status=400)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its proof of origin (CSRF): said in words, with what to do."""
    return render(request, "web/stale_form.html", status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """More attempts than people make."""
    return render(request, "web/too_many.html", status=429)


def broken(request: HttpRequest) -> HttpResponse:
    """Something is broken; it was logged, nothing was half-saved."""
    return HttpResponse(get_template("web/broken.html").template.source, status=500)
