"""What was reported about officials who help traffickers: indicators that a pack places in the complicity cascade."""

from __future__ import annotations

from mizan.framework.models import Indicator, Reading
from mizan.kit.facts import World

BESIDE = "beside"


def cascade_indicators() -> list[Indicator]:
    """All of them, also those without a figure: what nobody reported is part of the answer."""
    return list(Indicator.objects.filter(retired_at=None).exclude(cascade="").order_by("code"))


def cascade_readings(world: World) -> list[Reading]:
    """Their current readings, the newest first."""
    rows = Reading.objects.filter(world=world, retired_at=None, superseded_by=None, indicator__retired_at=None)
    found = rows.exclude(indicator__cascade="").select_related("indicator", "place__level", "author_body")
    return list(found.order_by("-period", "code"))
