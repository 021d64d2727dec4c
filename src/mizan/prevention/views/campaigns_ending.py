"""At the desk: an owner lists a corrected campaign, from a form filled with what the old one says."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mizan.kit.actors import Actor
from mizan.kit.entry import in_words, made
from mizan.kit.pages import member_of
from mizan.kit.texts import plain
from mizan.prevention import services
from mizan.prevention.access import campaign_or_404
from mizan.prevention.campaign_forms import CorrectionForm, campaign_rows
from mizan.prevention.models import Campaign
from mizan.prevention.rules.listing import LISTERS
from mizan.prevention.services.campaigns import owners_of

WORDS = ("name", "about", "audience")


def may_correct(actor: Actor, campaign: Campaign) -> bool:
    """Whether the reader's body owns it and nothing took its place."""
    mine = owners_of(campaign).get(str(actor.side or ""))
    may = mine == (actor.body, "accepted") and bool(LISTERS & actor.roles) and actor.world == campaign.world
    return may and not hasattr(campaign, "correction")


def correct_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows the form, POST lists the corrected one. For whoever does not own it the page is not here."""
    actor, campaign = member_of(request), campaign_or_404(code)
    if not may_correct(actor, campaign):
        raise Http404
    rows = campaign_rows(actor.world, str(actor.side))
    form = CorrectionForm(request.POST or None, rows=rows, initial=_filled(actor, campaign))
    if request.method == "POST":
        row = made(form, lambda given: _corrected(actor, campaign, given, form.changed_data))
        if row is not None:
            messages.success(request, _("The corrected campaign is listed in the place of the old one."))
            return redirect("prevention:campaign", code=row.pk)
    context = {"form": form, "campaign": campaign}
    return render(request, "prevention/correct_campaign.html", context, status=409 if form.errors else 200)


def _corrected(actor: Actor, campaign: Campaign, given: dict[str, Any], changed: list[str]) -> Campaign:
    """Words that were left as they are keep their other language."""
    why = in_words(given.pop("why"))
    said = {name: in_words(given.pop(name)) for name in WORDS}
    kept = {name: getattr(campaign, name) for name in WORDS if name not in changed}
    return services.correct_campaign(actor, campaign, services.NewCampaign(**{**said, **kept}, **given), why)


def _filled(actor: Actor, row: Campaign) -> dict[str, Any]:
    """What the old one says, as the form takes it."""
    said = {side: body for side, (body, answer) in owners_of(row).items() if answer != "declined"}
    other = [body for side, body in said.items() if side != actor.side]
    return {
        **{name: plain(getattr(row, name)) for name in WORDS}, "pillar": row.pillar_id, "channels": row.channels,
        "languages": row.languages, "starts_on": row.starts_on, "ends_on": row.ends_on,
        "places": row.places.all(), "programmes": row.programmes.all(), "services": " ".join(row.services),
        "materials": " ".join(row.materials), "other_owner": other[0] if other else None,
    }  # fmt: skip
