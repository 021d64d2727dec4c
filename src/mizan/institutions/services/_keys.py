"""What the verbs of the key store share: stretching in turns, one's own keys, posts and shares."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import BoundedSemaphore

from mizan.institutions.models import BodyKeys, Membership, PersonKeys, RosterPost, User
from mizan.institutions.rules.keys import may_read
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.sealing.context import Purpose
from mizan.sealing.readers import SHORTEST, PublicKeys, ReaderKeys
from mizan.sealing.reports import Report, ReportKey
from mizan.sealing.rosters import body_keys, certify
from mizan.sealing.wraps import open_wrap, wrap

AT_ONCE = 2  # stretchings in one process: 128 MiB each
_TURN = BoundedSemaphore(AT_ONCE)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Stretching waits for its turn, and never inside a transaction."""
    with _TURN:
        yield


def today() -> date:
    """The day that a verb stamps on its rows."""
    return now().date()


def passphrase_refused() -> Refused:
    """A new passphrase has a wrong length."""
    return Refused("institutions.passphrase_short", where="passphrase", shortest=SHORTEST)


def public_of(keys: PersonKeys | BodyKeys) -> PublicKeys:
    """The public halves of a row."""
    return PublicKeys(bytes(keys.public), bytes(keys.verify))


def person(actor: Actor) -> User:
    """The person who acts, her row locked until the end of the transaction."""
    if not actor.id:
        raise Refused("institutions.persons_only")
    return User.objects.select_for_update().get(pk=actor.id)


def current_keys(user: object) -> PersonKeys | None:
    """The keys that a person (or the id of one) uses today."""
    return PersonKeys.objects.filter(user=user, until=None).first()


def own_keys(actor: Actor, mine: ReaderKeys) -> PersonKeys:
    """The row of the keys that are unlocked; refused unless they are the actor's own of today."""
    keys = current_keys(actor.id) if actor.id else None
    if keys is None or public_of(keys) != mine.public:
        raise Refused("institutions.keys_locked")
    return keys


def reading_post(actor: Actor) -> Membership | None:
    """The actor's unsuspended post in the body for which she acts, if she reads there: from the row of today."""
    posts = Membership.objects.filter(user=actor.id or None, institution=actor.body, until=None, suspended_at=None)
    post = posts.select_related("institution").first()
    return post if post is not None and may_read(post.roles) else None


def own_place(actor: Actor, mine: ReaderKeys) -> RosterPost:
    """The actor's place on the roster of her body's keys of today; locks these keys, so that no two change a roster at
    once."""
    keys = own_keys(actor, mine)
    body = BodyKeys.objects.select_for_update().filter(institution=actor.body, until=None).first()
    place = RosterPost.objects.filter(body_keys=body, person_keys=keys, until=None).first() if body else None
    if place is None or body is None or reading_post(actor) is None:
        raise Refused("institutions.not_on_roster")
    place.body_keys = body
    return place


def sealing_report(row: BodyKeys) -> Report:
    """The name under which `sealing` binds a body's keys."""
    return Report(row.id.bytes, bytes(row.public), row.epoch)


def open_share(mine: ReaderKeys, place: RosterPost) -> ReportKey:
    """The body's secret of one epoch. Raises `OpenError`."""
    return open_wrap(mine.secret, sealing_report(place.body_keys), bytes(place.box), Purpose.MEMBER)


def put_on(row: BodyKeys, key: ReportKey, keys: PersonKeys) -> RosterPost:
    """A place on a roster: the share and the body's signature. The caller records it."""
    public, since = public_of(keys), today()
    return RosterPost.objects.create(
        body_keys=row, person_keys=keys, box=wrap(key, public.public, Purpose.MEMBER), world=row.world, since=since,
        certificate=certify(body_keys(key.secret), row.institution_id, public, since),
    )  # fmt: skip
