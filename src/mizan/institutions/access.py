"""The only way to fetch accounts and memberships."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from mizan.institutions.founding import founding_body
from mizan.institutions.models import Institution, Membership
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


def members_of_own_body(actor: Actor) -> QuerySet[Membership]:
    """The posts of the actor's own body. Nobody sees another body's members."""
    if not actor.body:
        return Membership.objects.none()
    rows = Membership.objects.filter(institution_id=actor.body, world=actor.world)
    return rows.select_related("user", "institution").order_by("user__name", "since")


def own_member(actor: Actor, pk: int) -> Membership:
    """One post of the actor's own body; another body's and a missing one answer alike (Http404)."""
    post = members_of_own_body(actor).filter(pk=pk).first()
    if post is None:
        raise Http404
    return post


def has_active_admitter(body: Institution) -> bool:
    """Whether somebody in the body can admit others today."""
    return body.code in _with_active_admitter(Membership.objects.filter(institution=body))


def bodies_to_admit_to(actor: Actor) -> list[Institution]:
    """Where an admitter may admit: her own body; from a founding body also those of her side without an admitter."""
    if not actor.body or not actor.has(Role.ADMITTER):
        return []
    own = list(Institution.objects.filter(pk=actor.body))
    if founding_body(actor.side or "", actor.world) != actor.body:
        return own
    taken = _with_active_admitter(Membership.objects.all())
    others = Institution.objects.filter(side=actor.side, world=actor.world, retired_at=None)
    return [*own, *others.exclude(pk__in=taken | {actor.body})]


def _with_active_admitter(posts: QuerySet[Membership]) -> set[str]:
    current = posts.filter(until=None, suspended_at=None, user__is_active=True).values_list("institution_id", "roles")
    return {body for body, roles in current if Role.ADMITTER in roles}
