"""The exercise's readers hold keys under one published passphrase, stretched as little as can be. Loopback only.

What people do at a ceremony a machine does here: it proves keys before the proof lapses and signs new keys of bodies
into the next manifest. So an exercise stays open for months, and shows only the mechanism.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from mizan.institutions.access import actor_of
from mizan.institutions.models import BodyKeys, PersonKeys, User
from mizan.institutions.rules.keys import PROOF_SOON
from mizan.institutions.services import keys
from mizan.kit.actors import Actor
from mizan.kit.facts import World
from mizan.kit.refusal import Refused
from mizan.sealing.readers import ReaderKeys
from mizan.web.exercise.accounts import DEMOS, PASSPHRASE

PASSES, MEMORY = 1, 8  # argon2id: once over 8 KiB, for a passphrase that everybody knows
LASTS = 90 - PROOF_SOON  # days after which a drill is met anew


def make_readers() -> int:
    """Keys for every account that reads; the first of each body begins the body's keys. Returns how many were made."""
    known = {user.email: user for user in User.objects.filter(email__in=[demo.email for demo in DEMOS if demo.reads])}
    people = [known[demo.email] for demo in DEMOS if demo.email in known]
    return sum(_reader(user) for user in people)


def _reader(user: User) -> bool:
    actor = actor_of(user)
    if not actor.body or PersonKeys.objects.filter(user=user).exists():
        return False
    keys.enrol(actor, PASSPHRASE, passes=PASSES, memory=MEMORY)
    mine = keys.unlock(user.pk, PASSPHRASE)
    if not BodyKeys.objects.filter(institution=actor.body).exists():
        _prove(actor, mine, keys.found_body(actor, mine))
    return True


def keep_proved(now: datetime) -> int:
    """Meet a drill for every body whose proof is old; a changed passphrase is left alone. Returns how many."""
    old = now.date() - timedelta(days=LASTS)
    rows = BodyKeys.objects.with_proof().filter(world=World.EXERCISE, until=None)
    rows = rows.filter(Q(proved_on=None) | Q(proved_on__lte=old))
    return sum(_proved_by_somebody(row) for row in rows)


def _proved_by_somebody(row: BodyKeys) -> bool:
    for place in row.posts.filter(until=None).select_related("person_keys__user"):
        user = place.person_keys.user
        try:
            _prove(actor_of(user), keys.unlock(user.pk, PASSPHRASE), row)
        except Refused:
            continue
        return True
    return False


def _prove(actor: Actor, mine: ReaderKeys, row: BodyKeys) -> None:
    keys.meet_drill(actor, mine, keys.ask_drill(actor, row))
