"""Bodies: the list and one in full."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from mizan.institutions.models import Institution
from mizan.kit.facts import World
from mizan.kit.texts import contains


def bodies(filters: dict[str, Any], world: World) -> QuerySet[Institution]:
    """Current bodies of the world that match."""
    rows = Institution.objects.filter(world=world, retired_at=None).select_related("parent", "agency", "place")
    for name in ("side", "kind", "level", "stakeholder_class"):
        if name in filters:
            rows = rows.filter(**{name: filters[name]})
    if "q" in filters:
        rows = rows.filter(Q(code__icontains=filters["q"]) | contains(["name", "role"], filters["q"]))
    return rows
