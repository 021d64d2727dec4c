"""At the desk: referrals that one's body sent, and those that wait for its answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mizan.institutions.founding import founding_body
from mizan.kit.actors import Actor, Role, Side
from mizan.kit.days import today_in
from mizan.kit.entry import PressForm, bound, made, offered, take
from mizan.kit.pages import member_of
from mizan.prevention import services
from mizan.prevention.access import WORKERS, referral_or_404
from mizan.prevention.forms import AnswerForm, ReferralForm, ReofferForm, districts, mechanisms, running
from mizan.prevention.models import Referral
from mizan.prevention.queries.queue import referral_lines
from mizan.prevention.services._tools import open_duty_of


def referral_list(request: HttpRequest) -> HttpResponse:
    """What waits for the reader's body first."""
    actor = _worker(request)
    return render(request, "prevention/referrals.html", {"lines": referral_lines(actor, today_in(actor.world))})


def _worker(request: HttpRequest) -> Actor:
    actor = member_of(request)
    if not actor.has(*WORKERS, Role.COORDINATOR) or actor.side is None:
        raise Http404
    return actor


def refer_page(request: HttpRequest) -> HttpResponse:
    """GET shows the form, POST sends the referral."""
    actor = _worker(request)
    rows = {"place": districts(), "need": mechanisms(), "programme": running(actor.world)}
    form = ReferralForm(request.POST or None, rows=rows)
    sent = made(form, lambda given: _sent(actor, given)) if request.method == "POST" else None
    if sent is not None:
        messages.success(request, _("The referral is sent under the code %(code)s.") % {"code": sent.code})
        return redirect("prevention:referral", pk=sent.pk)
    return render(request, "prevention/refer.html", {"form": form}, status=409 if form.errors else 200)


def _sent(actor: Actor, given: dict[str, Any]) -> Referral:
    someone = services.Someone(*(given.pop(name) for name in ("place", "sex", "band")))
    return services.refer(actor, services.NewReferral(someone, **given))


def referral_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One referral by code, its clock, every body that was asked, and what the reader's body may say."""
    actor = _worker(request)
    row = referral_or_404(actor, pk)
    entry = _forms(request, actor, row)
    verb = offered(request, entry)
    done = _taken(request, row, entry, verb) if verb else None
    if done is not None:
        return done
    duty, today = open_duty_of(row), today_in(row.world)
    context = {
        "row": row, "duty": duty, "is_late": duty is not None and today > duty.due_on,
        "offers": row.offers.select_related("programme", "body").prefetch_related("answers"), **entry,
    }  # fmt: skip
    return render(request, "prevention/referral.html", context)


def _forms(request: HttpRequest, actor: Actor, row: Referral) -> dict[str, Any]:
    duty = open_duty_of(row)
    found: dict[str, Any] = {}
    asked = row.offers.order_by("-number").first()
    if duty is not None and asked is not None and asked.body_id == actor.body and asked.programme_id:
        found["accept"] = bound(request, PressForm, "accept")
        found["decline"] = bound(request, AnswerForm, "decline")
    sends = row.sender_id == actor.body
    if sends and row.stage == Referral.Stage.OPEN:
        found["withdraw"] = bound(request, PressForm, "withdraw")
    coordinates = asked is not None and asked.body_id == actor.body == founding_body(Side.STATE, row.world)
    if (sends or coordinates) and row.stage in {Referral.Stage.OPEN, Referral.Stage.DECLINED}:
        found["reoffer"] = bound(request, ReofferForm, "reoffer", rows={"programme": running(row.world)})
    return found


def _taken(request: HttpRequest, row: Referral, entry: dict[str, Any], verb: str) -> HttpResponse | None:
    does: dict[str, tuple[Any, str]] = {
        "accept": (lambda a, _c: services.answer(a, row, "accepted"), _("The person waits in your queue.")),
        "decline": (
            lambda a, c: services.answer(a, row, "declined", why=c["why"]),
            _("It is declined, and the next programme is asked."),
        ),
        "withdraw": (lambda a, _c: services.withdraw_referral(a, row), _("It is withdrawn.")),
        "reoffer": (lambda a, c: services.reoffer(a, row, c["programme"]), _("Another programme is asked.")),
    }  # fmt: skip
    act, words = does[verb]
    return take(request, entry[verb], act, done=words)
