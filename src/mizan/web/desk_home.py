"""What waits for the member who signed in: notices, parts to accept, claims to answer, what is late."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mizan.framework.queries.seat import seat
from mizan.kit.acting import acting
from mizan.kit.notices import seen, waiting, words_of
from mizan.kit.pages import member_of, today


def my_seat(request: HttpRequest) -> HttpResponse:
    """GET shows what waits; POST marks the notices as seen."""
    actor = member_of(request)
    if request.method == "POST":
        with acting(actor):
            seen(actor.id)
        return redirect("seat")
    notices = [(notice, words_of(notice)) for notice in waiting(actor.id)]
    return render(request, "web/seat.html", {"notices": notices, "seat": seat(actor, today=today())})
