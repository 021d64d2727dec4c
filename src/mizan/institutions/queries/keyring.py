"""What a reader sees of the key store: her own keys and ties, and the roster of her own body. Nothing of another's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mizan.institutions.access import members_of_own_body
from mizan.institutions.models import BodyKeys, Drill, PersonKeys, RosterPost, Tie
from mizan.institutions.queries.rosters import policy, rosters
from mizan.institutions.rules.keys import may_read
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused


@dataclass(frozen=True)
class OwnRoster:
    """The keys of the own body today, who stands on the roster, who could be put on it, and until when it is proved.
    `is_trusted`: the keys stand in the manifest that oversight and society signed. `drill`: one that waits."""

    keys: BodyKeys | None
    places: list[RosterPost]
    eligible: list[PersonKeys]
    is_trusted: bool
    proved_until: date | None
    drill: Drill | None

    @property
    def stands(self) -> bool:
        """Whether anybody is on it."""
        return bool(self.places)


def keys_of(actor: Actor) -> PersonKeys | None:
    """The actor's own keys of today."""
    return PersonKeys.objects.filter(user=actor.id or None, until=None).first()


def roster_of(actor: Actor, today: date) -> OwnRoster:
    """The roster of the actor's own body."""
    keys = BodyKeys.objects.with_proof().filter(institution=actor.body, until=None).first()
    open_places = RosterPost.objects.select_related("person_keys__user").filter(body_keys=keys, until=None)
    places = list(open_places.order_by("since", "id")) if keys else []
    standing = {place.person_keys_id for place in places}
    eligible = [row for row in _readers(actor) if row.pk not in standing]
    drill = Drill.objects.filter(body_keys=keys, met_on=None).order_by("-asked_on", "-id").first() if keys else None
    trusted = actor.body in rosters(actor.world, today).enrolled
    return OwnRoster(keys, places, eligible, trusted, _until(actor, keys), drill)


def ties_of(actor: Actor) -> list[Tie]:
    """What the actor declared and has not ended."""
    rows = Tie.objects.select_related("other", "body").filter(person=actor.id or None, until=None)
    return list(rows.order_by("since", "id"))


def _readers(actor: Actor) -> list[PersonKeys]:
    posts = members_of_own_body(actor).filter(until=None, suspended_at=None)
    people = [post.user_id for post in posts if may_read(post.roles)]
    return list(PersonKeys.objects.select_related("user").filter(user__in=people, until=None).order_by("user__name"))


def _until(actor: Actor, keys: BodyKeys | None) -> date | None:
    if keys is None or keys.proved_on is None:
        return None
    try:
        return keys.proved_on + timedelta(days=policy(actor.world).key_proof_days)
    except Refused:
        return None
