"""The doors' own pages: home, not here, broken."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
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


def broken(request: HttpRequest) -> HttpResponse:
    """Something is broken; it was logged, nothing was half-saved."""
    return HttpResponse(get_template("web/broken.html").template.source, status=500)
