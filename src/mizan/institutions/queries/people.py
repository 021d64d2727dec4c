"""Who is in a body: ids only, for notices; names are shown to the own side alone (I-7)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from mizan.institutions.models import Membership


def members_of(bodies: Iterable[str]) -> list[UUID]:
    """The users who hold a current, unsuspended post in any of the bodies."""
    rows = Membership.objects.filter(institution__in=list(bodies), until=None, suspended_at=None)
    return list(rows.values_list("user_id", flat=True))


def posts_of_side(side: str, world: str) -> QuerySet[Membership]:
    """Current, unsuspended posts in the bodies of one side, for that side's own choice of its people (I-7)."""
    rows = Membership.objects.filter(institution__side=side, world=world, until=None, suspended_at=None)
    return rows.filter(institution__retired_at=None).select_related("user", "institution").order_by("user__name")
