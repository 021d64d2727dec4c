"""A body's keys and who reads for it: begin, admit, end a place (a new epoch), open one's share.

The body's secret exists in memory only, in the session of somebody who holds a share. Whatever is done here, a body
reads only while its newest public keys stand in the manifest that state oversight and society signed.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from mizan.institutions import verbs
from mizan.institutions.models import BodyKeys, Membership, PersonKeys, RosterPost
from mizan.institutions.rules.keys import may_read, why_not_on_roster
from mizan.institutions.services._keys import (
    open_share,
    own_keys,
    own_place,
    person,
    put_on,
    reading_post,
    today,
)
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger.fields import move
from mizan.ledger.record import record
from mizan.sealing.errors import OpenError
from mizan.sealing.readers import ReaderKeys
from mizan.sealing.reports import ReportKey, new_report
from mizan.sealing.rosters import body_keys


def found_body(actor: Actor, mine: ReaderKeys) -> BodyKeys:
    """The first keys of the actor's own body, with her as the first on its roster; or new ones, where nobody who could
    open the old ones is left."""
    with acting(actor):
        person(actor)
        keys, post = own_keys(actor, mine), reading_post(actor)
        if post is None:
            raise Refused("institutions.no_reader")
        if post.institution.retired_at is not None:
            raise Refused("institutions.body_retired", body=actor.body)
        row, key = _begin(actor, next_epoch(actor.body))
        put_on(row, key, keys)
        record(actor, verbs.BODY_KEYS_BEGUN, row, institution=actor.body, epoch=row.epoch)
    return row


def admit(actor: Actor, mine: ReaderKeys, person_keys: PersonKeys) -> RosterPost:
    """Put a member of the own body who has keys on its roster. Only somebody on the roster can."""
    with acting(actor):
        place = own_place(actor, mine)
        _allow(actor, person_keys)
        if RosterPost.objects.filter(body_keys=place.body_keys, person_keys=person_keys, until=None).exists():
            raise Refused("institutions.on_roster", where="member")
        new = put_on(place.body_keys, _share(mine, place), person_keys)
        record(actor, verbs.ROSTER_JOINED, new, institution=actor.body, keys=person_keys.pk)
    return new


def leave(actor: Actor, mine: ReaderKeys, place: RosterPost) -> BodyKeys:
    """End a place on the own body's roster, one's own too, and begin a new epoch with those who stay.

    The body reads again once its new keys stand in the manifest and a drill proved them.
    """
    with acting(actor):
        own = own_place(actor, mine)
        old = own.body_keys
        ended = RosterPost.objects.filter(pk=place.pk, body_keys=old, until=None).first()
        if ended is None:
            raise Refused("institutions.place_ended")
        staying = [one for one in _staying(old) if one.person_keys_id != ended.person_keys_id]
        if not staying:
            raise Refused("institutions.last_on_roster")
        _share(mine, own)  # who cannot open the share cannot change the keys
        _end(old)
        row, key = _begin(actor, old.epoch + 1)
        for one in staying:
            put_on(row, key, one.person_keys)
        record(actor, verbs.ROSTER_LEFT, row, institution=actor.body, epoch=row.epoch, keys=ended.person_keys_id)
    return row


def share_of(actor: Actor, mine: ReaderKeys, keys: BodyKeys) -> ReportKey:
    """The secret of one epoch of the own body, for whoever stands on its roster today and held a share of that epoch.
    Refused otherwise: also one who left has no share any more, though his old box is still kept."""
    own = own_place_now(actor, mine)
    old = RosterPost.objects.select_related("body_keys").filter(
        body_keys=keys, body_keys__institution=actor.body, person_keys=own.person_keys
    )
    found = old.order_by("since").first()
    if found is None:
        raise Refused("institutions.no_share")
    return _share(mine, found)


def own_place_now(actor: Actor, mine: ReaderKeys) -> RosterPost:
    """The actor's place of today, read only. Refused for whoever has none."""
    keys = own_keys(actor, mine)
    place = RosterPost.objects.select_related("body_keys", "person_keys").filter(
        body_keys__institution=actor.body, body_keys__until=None, person_keys=keys, until=None
    )
    found = place.first()
    if found is None or reading_post(actor) is None:
        raise Refused("institutions.not_on_roster")
    return found


def next_epoch(body: str) -> int:
    """The number of the epoch to begin; ends one that nobody holds any more."""
    last = BodyKeys.objects.select_for_update().filter(institution=body).order_by("epoch").last()
    if last is None:
        return 0
    if last.until is None and _staying(last):
        raise Refused("institutions.body_has_keys", body=body)
    if last.until is None:
        _end(last)
    return last.epoch + 1


def _begin(actor: Actor, epoch: int) -> tuple[BodyKeys, ReportKey]:
    """The row and the secret of a new epoch, which has a random id of its own."""
    fresh = new_report()
    key = ReportKey(replace(fresh.report, epoch=epoch), fresh.secret)
    public = body_keys(key.secret).public
    row = BodyKeys.objects.create(
        id=UUID(bytes=key.report.id), institution_id=actor.body, epoch=epoch, public=public.public,
        verify=public.verify, since=today(), world=actor.world,
    )  # fmt: skip
    return row, key


def _share(mine: ReaderKeys, place: RosterPost) -> ReportKey:
    try:
        return open_share(mine, place)
    except OpenError as error:
        raise Refused("institutions.no_share") from error


def _allow(actor: Actor, keys: PersonKeys) -> None:
    """The newest state of the other person's post decides; her keys must be of today and of this world."""
    fresh = PersonKeys.objects.filter(pk=keys.pk, until=None, world=actor.world).first()
    post = Membership.objects.filter(user=keys.user_id, until=None, suspended_at=None, user__is_active=True).first()
    code = why_not_on_roster(
        body=actor.body, member_of=post.institution_id if post else "", roles=post.roles if post else (),
        has_keys=fresh is not None,
    )  # fmt: skip
    if code:
        raise Refused(code, where="member")


def _staying(row: BodyKeys) -> list[RosterPost]:
    """Places whose people still work in the body and still use these keys."""
    places = RosterPost.objects.select_related("person_keys").filter(body_keys=row, until=None, person_keys__until=None)
    posts = Membership.objects.filter(institution=row.institution_id, until=None)
    working = {post.user_id for post in posts if may_read(post.roles)}
    return [place for place in places if place.person_keys.user_id in working]


def _end(row: BodyKeys) -> None:
    """End an epoch and every place of it. Old boxes stay: what was wrapped to that epoch must still open."""
    for place in RosterPost.objects.filter(body_keys=row, until=None):
        move(place, until=today())
    move(row, until=today())
