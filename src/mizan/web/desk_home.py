"""What waits for the member who signed in: notices, parts to accept, claims to answer, what is late."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mizan.council.queries.seat import my_seats
from mizan.framework.queries.seat import seat
from mizan.kit.acting import acting
from mizan.kit.actors import Actor, Role
from mizan.kit.days import today_in
from mizan.kit.notices import seen, waiting, words_of
from mizan.kit.pages import member_of, today
from mizan.ledger.access import acts_on_matters, contests_for, waiting_for


def my_seat(request: HttpRequest) -> HttpResponse:
    """GET shows what waits; POST marks the notices as seen."""
    actor = member_of(request)
    if request.method == "POST":
        with acting(actor):
            seen(actor.id)
        return redirect("seat")
    notices = [(notice, words_of(notice)) for notice in waiting(actor.id)]
    context = {"notices": notices, "seat": seat(actor, today=today()), **_matters(actor)}
    context["council"] = my_seats(actor, today_in(actor.world))
    return render(request, "web/seat.html", context)


def _matters(actor: Actor) -> dict[str, object]:
    """Erasures and contests: how many wait for this person, and whether the pages are there for her."""
    return {
        "sees_erasures": acts_on_matters(actor),
        "erasures": len(waiting_for(actor)),
        "sees_contests": actor.has(Role.MONITOR, Role.OVERSIGHT),
        "contests": len(contests_for(actor)),
    }
