"""Who may help somebody report, and the page that takes the place of the next one where she may not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mizan.institutions.models import Institution, Membership
from mizan.institutions.rules.keys import may_read
from mizan.integrity.assist import sitting
from mizan.integrity.door.answers import Answers, accusation_of
from mizan.integrity.door.pages import private
from mizan.integrity.door.ways import Way, go_by
from mizan.integrity.queries.ground import ground
from mizan.integrity.rules.assisting import Helper, may_help
from mizan.kit.actors import Actor, Role, Side
from mizan.kit.facts import World
from mizan.kit.pages import member_of, today
from mizan.kit.refusal import Refused

View = Callable[..., HttpResponse]
SPACE = "assist"


def for_helpers(stored: Callable[[HttpRequest, Any, Answers], HttpResponse] | None = None) -> Callable[[View], View]:
    """`view(request, ...)` for members whose role is to help; to everybody else nothing is there. A page is always in
    the world of the helper's own body."""

    def decorate(view: View) -> View:
        @private
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = member_of(request)
            if not actor.id or not actor.has(Role.ASSISTANT):
                raise Http404
            if _reads(actor):
                raise Refused("integrity.reads_reports")
            request.shown_world = World(actor.world)  # type: ignore[attr-defined]  # read by `world_of`
            go_by(request, way(request, stored))
            return view(request, *args, **kwargs)

        return checked

    return decorate


def way(request: HttpRequest, stored: Callable[[HttpRequest, Any, Answers], HttpResponse] | None = None) -> Way:
    """The helper's way, in the sitting as it is now."""
    return Way(SPACE, sitting.bound(request), _declined, stored)


def _reads(actor: Actor) -> bool:
    """Whether she could read reports by any of her posts, suspended ones too: then she could read what she typed."""
    posts = Membership.objects.filter(user=actor.id, until=None).values_list("roles", flat=True)
    return any(may_read(roles) for roles in posts)


def _declined(request: HttpRequest, answers: Answers) -> HttpResponse | None:
    """Nothing of what was typed stands on this page, and the sitting is over."""
    if not answers.get("accused") and "safety" not in answers:
        return None  # nobody is named yet
    if _may(member_of(request), answers):
        return None
    sitting.end(request)
    helplines = Institution.objects.filter(world=member_of(request).world, kind="helpline", retired_at=None)
    return render(request, "integrity/assist/declined.html", {"helplines": helplines.order_by("code")}, status=409)


def _may(actor: Actor, answers: Answers) -> bool:
    on = ground(actor.world, today())
    accusation = accusation_of(answers, on)
    helper = Helper(actor.id, actor.body, of_state=actor.side is Side.STATE)
    try:
        return may_help(helper, accusation, on.graph, on.rosters, on.policy)
    except KeyError:
        return False
