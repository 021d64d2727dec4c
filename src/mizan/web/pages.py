"""About this service, in plain pages: what it is, who can use it, what it stops, where its facts come from."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mizan.kit.facts import Grade
from mizan.kit.models import Pack


def about(request: HttpRequest) -> HttpResponse:
    """What Mizan is, in one page."""
    return render(request, "web/pages/about.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, and what does not."""
    return render(request, "web/pages/accessibility.html")


def threats(request: HttpRequest) -> HttpResponse:
    """What is and is not stopped, in short; the whole stands in docs/threat-model.md."""
    return render(request, "web/pages/threats.html")


def sources(request: HttpRequest) -> HttpResponse:
    """The packs that are loaded, and what the grades of sources mean."""
    context = {"packs": list(Pack.objects.all()), "grades": [grade.value for grade in Grade]}
    return render(request, "web/pages/sources.html", context)
