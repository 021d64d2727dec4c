"""One row of each table of keys and of sealed reports, without any cryptography: guards and audits look at rows."""

from __future__ import annotations

from itertools import count

from mizan.institutions import verbs
from mizan.institutions.models import BodyKeys, Drill, Institution, PersonKeys, RosterPost, Tie, User
from mizan.integrity.models import (
    Attachment,
    Door,
    Epoch,
    EscrowWrap,
    HandOver,
    LaterWrap,
    Message,
    OfficerAct,
    Report,
    Wrap,
)
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.ledger.fields import move, told
from mizan.ledger.record import record
from tests.framework.cast import DAY, Cast
from tests.ledger.happening import happening

_numbers = count(1)


def play_keys(cast: Cast) -> tuple[PersonKeys, BodyKeys]:
    """A person on the roster of her body, a drill that waits, a tie."""
    person, keys, *_others = _keys_of(cast.owner)
    return person, keys


def play_ends(cast: Cast) -> tuple[PersonKeys, BodyKeys, RosterPost, Drill, Tie]:
    """The same of another person, and all of it ended or met by a later verb."""
    person, keys, post, drill, tie = rows = _keys_of(cast.society)
    with happening():
        move(drill, met_on=DAY)
    with happening():
        for row in (post, keys, person, tie):
            move(row, until=DAY)
    return rows


def _keys_of(actor: Actor) -> tuple[PersonKeys, BodyKeys, RosterPost, Drill, Tie]:
    user, body = User.objects.get(pk=actor.id), Institution.objects.get(pk=actor.body)
    with happening():
        person = PersonKeys.objects.create(
            user=user, public=fresh(), verify=fresh(), locked=b"l", copy=b"c", since=DAY, world="exercise"
        )
        keys = BodyKeys.objects.create(institution=body, public=fresh(), verify=fresh(), since=DAY, world="exercise")
        post = RosterPost.objects.create(
            body_keys=keys, person_keys=person, box=b"b", certificate=bytes(64), since=DAY, world="exercise"
        )
        drill = Drill.objects.create(body_keys=keys, box=b"b", expected=bytes(32), asked_on=DAY, world="exercise")
        tie = Tie.objects.create(person=user, kind="relative", body=body, since=DAY, world="exercise")
    with acting(actor):
        record(actor, verbs.PASSPHRASE_CHANGED, person, **told(person))
    return person, keys, post, drill, tie


def play_report(cast: Cast) -> Report:
    """A report with everything that can hang on it."""
    person, keys = play_keys(cast)
    body = keys.institution
    with happening():
        report = Report.objects.create(
            kind="official", received_on=DAY, rules="r", policy="p", body=b"sealed", world="exercise"
        )
        Epoch.objects.create(report=report, public=fresh(), began_on=DAY)
        Door.objects.create(report=report, locator=fresh(), verify=fresh(), box=b"b")
        Message.objects.create(report=report, purpose=2, number=0, sealed=b"s", written_on=DAY)
        Attachment.objects.create(report=report, number=0, record=b"r", digest=bytes(32), size=1, added_on=DAY)
        Wrap.objects.create(report=report, keys=person, institution=body, rung="oversight", box=b"b", since=DAY)
        rung = LaterWrap.objects.create(report=report, step=1, rung="oversight", keys=keys, box=b"b")
        HandOver.objects.create(report=report, rung=rung, carrier_id=cast.owner.id, taken_on=DAY)
        EscrowWrap.objects.create(report=report, first="a", second="b", box=b"b")
        OfficerAct.objects.create(
            report=report, number=1, verb="opened", keys=person, institution=body, done_on=DAY, signature=bytes(64)
        )
    return report


def fresh() -> bytes:
    """32 bytes that no other row has."""
    return next(_numbers).to_bytes(32, "big")
