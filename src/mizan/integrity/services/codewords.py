"""A new codeword for a report whose old one somebody else heard or saw.

Drawn and stretched outside any transaction, stored, then shown once: as at intake. Until the new one was typed both
open the report, so that whoever loses the page, or the line, has lost nothing. With the first look-up by the new one
the old door ends for good: its locator and box go, every key of a later epoch is wrapped to the new one alone, and a
new epoch begins, so that who kept the old codeword and an old copy of the database reads nothing of what comes later.

Whoever holds the codeword can do this: also who only heard it, and then the reporter is outside (docs/integrity.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from mizan.integrity import instance, stretching, verbs
from mizan.integrity.following import ReporterView, found_by
from mizan.integrity.keys import begin_epoch, reporter_wrap
from mizan.integrity.models import Door, Report, Wrap
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.contesting import preimage_of
from mizan.integrity.services.intake import subject_of
from mizan.integrity.services.reporter import locked_by
from mizan.integrity.wall import within
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger import threads
from mizan.ledger.contests import contest_hash
from mizan.ledger.record import opaque, record
from mizan.sealing.codeword import Codeword, draw
from mizan.sealing.reporter import ReporterKeys, hand_on
from mizan.sealing.wraps import digest, wrap_for_reporter

MOST_DOORS = 20  # of one report: each is one leaf more in the public log
NEVER = -1  # `Door.last` of a door that nobody came through


def change(actor: Actor, view: ReporterView, *, on: Ground, wait: float = stretching.WAIT) -> Codeword:
    """Draw a new codeword and store its door beside the old one. Raises `stretching.Busy`: nothing was changed."""
    codeword = draw()
    add_door(actor, view, stretching.keys(codeword, wait=wait), on=on)
    return codeword


@within("view")
def add_door(actor: Actor, view: ReporterView, keys: ReporterKeys, *, on: Ground) -> Door:
    """The door of a new codeword, signed with the old one's key. One that was drawn before and never typed ends."""
    with acting(actor):
        report = locked_by(view)
        number = Door.objects.filter(report=report).count()
        if number >= MOST_DOORS:
            raise Refused("integrity.too_many_codewords", most=MOST_DOORS)
        _end(Door.objects.filter(report=report, until=None).exclude(pk=view.door), NEVER, on)
        door = Door.objects.create(number=number, **_door_of(report, view, keys))
        _wrap_anew(report, view, [view.keys, keys], on)
        opaque(*keys.leaf_fields(threads.keys_for(*subject_of(report.pk))[1].thread))
        record(actor, verbs.DOOR_MADE, report, contest=contest_hash(preimage_of(keys)))
    return door


@within("view")
def settle(actor: Actor, view: ReporterView, *, on: Ground) -> ReporterView:
    """The new codeword was typed: the old one ends, and what comes from now on is sealed to a new epoch."""
    with acting(actor):
        report = locked_by(view)
        others = Door.objects.filter(report=report, until=None).exclude(pk=view.door)
        _end(others, view.newest.epoch, on)
        wraps = _wrap_anew(report, view, [view.keys], on)
        begin_epoch(report, view.epochs, on)
        record(actor, verbs.CODEWORD_CHANGED, report, boxes=digest(bytes(one.box or b"") for one in wraps).hex())
    return found_by(view.keys)


def _door_of(report: Report, view: ReporterView, keys: ReporterKeys) -> dict[str, object]:
    version, pepper = next(iter(instance.peppers().items()))
    return {
        "report": report, "locator": keys.locator(pepper), "pepper": version, "verify": keys.verify_key,
        "signed": hand_on(view.keys.signing, report.pk.bytes, keys.verify_key),
        "box": wrap_for_reporter(view.epochs[0], keys.wrap),
    }  # fmt: skip


def _end(doors: Iterable[Door], last: int, on: Ground) -> None:
    for door in doors:
        door.until, door.last, door.locator, door.box = on.today, last, None, None
        door.save(update_fields=["until", "last", "locator", "box"])


def _wrap_anew(report: Report, view: ReporterView, whom: Iterable[ReporterKeys], on: Ground) -> list[Wrap]:
    """Every later epoch for these codewords and no other one; the wraps there were are emptied."""
    for row in Wrap.objects.filter(report=report, keys=None, until=None):
        row.until, row.box = on.today, None
        row.save(update_fields=["until", "box"])
    later = [key for number, key in view.epochs.items() if number]
    fresh = [reporter_wrap(report, key, keys.verify_key, on.today) for keys in whom for key in later]
    return Wrap.objects.bulk_create(fresh)
