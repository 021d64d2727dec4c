"""An indicator at the desk: enter a figure under its counting rule, correct one's own, set a target."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mizan.framework import services
from mizan.framework.forms import ReadingForm, TargetForm
from mizan.framework.models import Indicator, Reading
from mizan.framework.services.measures import NewReading
from mizan.framework.views.measures import indicator_context, indicator_or_404
from mizan.kit.actors import Actor
from mizan.kit.entry import bound, in_words, pressed, take


def indicator_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows the public page with the forms; POST takes a figure or a target."""
    indicator = indicator_or_404(code)
    reading = bound(request, ReadingForm, "reading")
    target = bound(request, TargetForm, "target")
    verb = pressed(request)
    done = None
    if verb == "reading":
        said = _("Your figure stands beside the others.")
        done = take(request, reading, lambda a, c: _enter(a, indicator, c), done=said)
    elif verb == "target":
        done = take(
            request, target, lambda a, c: services.set_target(a, indicator, value=c["value"], due=c["due"]),
            done=_("The target is set."),
        )  # fmt: skip
    if done is not None:
        return done
    context = {**indicator_context(request, indicator), "reading_form": reading, "target_form": target}
    return render(request, "framework/desk_indicator.html", context)


def _enter(actor: Actor, indicator: Indicator, cleaned: dict[str, Any]) -> Reading:
    """A new figure of the same body, period and scope supersedes its older one; both stay."""
    scope = in_words(cleaned["scope"])
    mine = Reading.objects.filter(indicator=indicator, author_body=actor.body, period=cleaned["period"], scope=scope)
    older = mine.filter(superseded_by=None).order_by("recorded_at").last()
    return services.add_reading(
        actor,
        NewReading(
            indicator=indicator,
            period=cleaned["period"],
            scope=scope,
            source=cleaned["source"],
            value=cleaned["value"],
            low=cleaned["low"],
            high=cleaned["high"],
            supersedes=older,
        ),
    )
