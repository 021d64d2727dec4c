"""Instruments: treaties, laws, plans and processes, with what each asks."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from mizan.framework.models import Instrument
from mizan.framework.queries.obligations import obligations, with_scores
from mizan.kit.pages import world_of


def instrument_list(request: HttpRequest) -> HttpResponse:
    """All instruments by level, with the number of coded obligations."""
    current = Count("obligations", filter=Q(obligations__retired_at=None))
    rows = Instrument.objects.filter(retired_at=None).annotate(n_obligations=current).order_by("level", "code")
    return render(request, "framework/instruments.html", {"instruments": list(rows)})


def instrument_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One instrument with its obligations."""
    instrument = get_object_or_404(Instrument, pk=code)
    world = world_of(request)
    lines = list(with_scores(obligations({"instrument": code}, world).order_by("order", "code"), world))
    return render(request, "framework/instrument.html", {"instrument": instrument, "lines": lines})
