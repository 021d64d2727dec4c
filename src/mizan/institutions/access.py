"""The only way to fetch accounts and memberships."""

from __future__ import annotations

from typing import Any

from mizan.institutions.models import Membership
from mizan.kit.actors import NOBODY, Actor, Role, Side


def actor_of(user: Any) -> Actor:
    """The actor that a signed-in person is: their one current, unsuspended post. Without one: nobody."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOBODY
    post = (
        Membership.objects.select_related("institution")
        .filter(user=user, until=None, suspended_at=None, institution__retired_at=None)
        .first()
    )
    return actor_in(post) if post else NOBODY


def actor_in(post: Membership) -> Actor:
    """The actor of one post."""
    body = post.institution
    return Actor(
        id=str(post.user_id),
        body=body.code,
        side=Side(body.side),
        roles=frozenset(Role(role) for role in post.roles),
        world=body.world,
    )
