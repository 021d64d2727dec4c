"""What prevention shows on the page of a place."""

from __future__ import annotations

from typing import Any

from mizan.kit.days import today_in
from mizan.kit.facts import World
from mizan.kit.panels import panel
from mizan.places.models import Place
from mizan.prevention.queries.need import parts


def need_of_place(place: Place, world: World) -> dict[str, Any]:
    """Each need with its places; of a place with others inside it only the way to their list."""
    if place.children.filter(retired_at=None).exists():
        return {"place": place, "lines": []}
    return {"place": place, "lines": [part.line for part in parts(place, world, today_in(world))]}


panel("place", "prevention/panel_need.html", need_of_place, order=20)
