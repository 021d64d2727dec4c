"""What the framework shows on the pages of bodies and places."""

from __future__ import annotations

from typing import Any

from mizan.framework.models import ActionLead, Reading
from mizan.institutions.models import Institution
from mizan.kit.facts import World
from mizan.kit.panels import panel
from mizan.places.models import Place


def actions_of_body(body: Institution, world: World) -> dict[str, Any]:
    """The actions that a body is named for."""
    leads = ActionLead.objects.filter(institution=body, action__retired_at=None, action__world=world)
    return {"leads": list(leads.select_related("action").order_by("part", "action"))}


def readings_of_place(place: Place, world: World) -> dict[str, Any]:
    """What censuses and surveys say of a place; an indicator without a reading here is listed as not known."""
    rows = Reading.objects.filter(place=place, world=world, retired_at=None, superseded_by=None)
    return {"readings": list(rows.select_related("indicator").order_by("indicator__code"))}


panel("institution", "framework/panel_actions.html", actions_of_body, order=10)
panel("place", "framework/panel_readings.html", readings_of_place, order=10)
