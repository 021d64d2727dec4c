"""At the desk: the queues of one's own body. Nobody else sees who stands in them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mizan.kit.days import today_in
from mizan.kit.entry import bound, offered, take
from mizan.kit.pages import member_of
from mizan.prevention import services
from mizan.prevention.access import WORKERS, enrolment_or_404
from mizan.prevention.forms import FollowUpForm, StepForm
from mizan.prevention.models import Enrolment
from mizan.prevention.queries.queue import queue_of
from mizan.prevention.rules.queue import EARLY, STEPS, asks_after


def queue_page(request: HttpRequest) -> HttpResponse:
    """Everybody in the queues of the reader's body, by programme, and who is to be asked after."""
    actor = member_of(request)
    if not actor.has(*WORKERS):
        raise Http404
    return render(request, "prevention/queue.html", {"queue": queue_of(actor, today_in(actor.world))})


def enrolment_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person by code: her steps, the next one, and the question a year later."""
    row = enrolment_or_404(member_of(request), pk)
    entry = _forms(request, row)
    verb = offered(request, entry)
    done = _taken(request, row, entry, verb) if verb else None
    if done is not None:
        return done
    context = {"row": row, "steps": row.steps.all(), "follow_ups": row.follow_ups.all(), **entry}
    if row.stage == "completed":
        context["asks_after"] = asks_after(row.stage_on)
    return render(request, "prevention/enrolment.html", context, status=409 if _has_errors(entry) else 200)


def _forms(request: HttpRequest, row: Enrolment) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if STEPS[row.stage]:
        found["step"] = bound(request, StepForm, "step", stages=STEPS[row.stage])
    if row.stage == "completed" and (asks_after(row.stage_on) - today_in(row.world)).days <= EARLY:
        found["follow_up"] = bound(request, FollowUpForm, "follow_up")
    return found


def _taken(request: HttpRequest, row: Enrolment, entry: dict[str, Any], verb: str) -> HttpResponse | None:
    if verb == "step":
        return take(
            request, entry["step"],
            lambda a, c: services.step(a, row, c["stage"], on=c["on"], why=c.get("why") or ""), done=_("It is kept."),
        )  # fmt: skip
    return take(
        request, entry["follow_up"], lambda a, c: services.follow_up(a, row, c["kept"], on=c["on"]),
        done=_("It is kept."),
    )  # fmt: skip


def _has_errors(entry: dict[str, Any]) -> bool:
    return any(isinstance(form, Form) and form.errors for form in entry.values())
