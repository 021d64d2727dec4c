"""Who is in a body: ids only, for notices; names are shown to the own side alone (I-7)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from mizan.institutions.models import Membership


def members_of(bodies: Iterable[str]) -> list[UUID]:
    """The users who hold a current, unsuspended post in any of the bodies."""
    rows = Membership.objects.filter(institution__in=list(bodies), until=None, suspended_at=None)
    return list(rows.values_list("user_id", flat=True))
