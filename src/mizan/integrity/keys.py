"""A report's key pairs as rows have them, and how a new one begins.

`sealing.Report.id` is the row's id; each epoch has a row with its public key. A new epoch is wrapped to everybody who
goes on reading, to every rung that is still to come, to escrow, and to the reporter under the key of her signatures,
since she need not be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mizan.institutions.models import BodyKeys, PersonKeys
from mizan.integrity.models import Door, Epoch, EscrowWrap, LaterWrap, Report, Wrap
from mizan.integrity.queries.ground import Ground
from mizan.sealing.context import Purpose, key_id
from mizan.sealing.reporter import public_of_reporter
from mizan.sealing.reports import Report as Sealed
from mizan.sealing.reports import ReportKey
from mizan.sealing.wraps import wrap, wrap_escrow, wrap_nested

Keys = Mapping[int, ReportKey]


@dataclass(frozen=True)
class Place:
    """Under which name somebody reads: the body, its rung on the ladder and the code of the rule."""

    body: str
    rung: str
    why: str


def sealed_of(report: Report, epoch: Epoch) -> Sealed:
    """A report as `sealing` names it, in one epoch."""
    return Sealed(report.pk.bytes, bytes(epoch.public), epoch.number)


def body_of(keys: BodyKeys) -> Sealed:
    """A body's key as `sealing` names it: a pair of its own, wrapped to members."""
    return Sealed(keys.pk.bytes, bytes(keys.public), keys.epoch)


def newest(keys: Keys) -> ReportKey:
    """The pair to which everything new is sealed."""
    return keys[max(keys)]


def hand_over(report: Report, keys: Keys, reader: PersonKeys, place: Place, on: date) -> int:
    """Wrap every epoch to one more reader; returns how many wraps she did not have. Inside an act. Whoever stepped down
    from this report, or was taken off it, never comes back to it."""
    rows = Wrap.objects.filter(report=report, keys__user=reader.user_id)
    if rows.exclude(until=None).exists():
        return 0
    held = set(rows.filter(keys=reader).values_list("epoch", flat=True))
    fresh = [
        Wrap(report=report, epoch=number, keys=reader, institution_id=place.body, rung=place.rung, why=place.why,
             box=wrap(key, bytes(reader.public)), since=on)
        for number, key in sorted(keys.items()) if number not in held
    ]  # fmt: skip
    Wrap.objects.bulk_create(fresh)
    return len(fresh)


def begin_epoch(report: Report, keys: Keys, ground: Ground) -> ReportKey:
    """The next pair of a report, wrapped to whoever still holds the last one. Inside an act, after wraps were ended."""
    last = newest(keys)
    fresh = last.next_epoch()
    number = fresh.report.epoch
    Epoch.objects.create(report=report, number=number, public=fresh.report.public, began_on=ground.today)
    going_on = Wrap.objects.filter(report=report, epoch=last.report.epoch, until=None).exclude(keys=None)
    Wrap.objects.bulk_create(_again(row, fresh, ground.today) for row in going_on.select_related("keys"))
    rungs = LaterWrap.objects.filter(report=report, epoch=last.report.epoch, withdrawn_on=None)
    made = (_later(row, fresh, ground) for row in rungs.select_related("keys"))
    LaterWrap.objects.bulk_create(row for row in made if not row.keys.age)  # nothing new goes to who has no computers
    EscrowWrap.objects.bulk_create(_escrow(report, fresh, ground.escrow))
    _for_reporter(report, fresh, ground.today)
    return fresh


def _again(row: Wrap, fresh: ReportKey, on: date) -> Wrap:
    assert row.keys is not None  # the query leaves out the reporter's
    return Wrap(
        report_id=row.report_id, epoch=fresh.report.epoch, keys=row.keys, institution_id=row.institution_id,
        rung=row.rung, why=row.why, box=wrap(fresh, bytes(row.keys.public)), since=on,
    )  # fmt: skip


def _later(row: LaterWrap, fresh: ReportKey, ground: Ground) -> LaterWrap:
    """A rung to come is wrapped to the body's keys of today; one that the clock has opened stays open."""
    code = row.keys.institution_id
    body = ground.bodies([code]).get(code, row.keys)
    public = bytes(body.public)
    open_now = wrap(fresh, public, Purpose.RUNG) if row.released_on else None
    return LaterWrap(
        report_id=row.report_id, epoch=fresh.report.epoch, step=row.step, rung=row.rung, keys=body,
        box=wrap_nested(fresh, Purpose.RUNG, ground.clock, public), released=open_now,
        released_on=ground.today if row.released_on else None,
    )  # fmt: skip


def _escrow(report: Report, fresh: ReportKey, keepers: Iterable[bytes]) -> list[EscrowWrap]:
    boxes = wrap_escrow(fresh, keepers).items()
    return [
        EscrowWrap(report=report, epoch=fresh.report.epoch, first=key_id(a).hex(), second=key_id(b).hex(), box=box)
        for (a, b), box in boxes
    ]


def _for_reporter(report: Report, fresh: ReportKey, on: date) -> None:
    """For each codeword that opens it: one, or two while a new one was drawn and not typed yet."""
    doors = Door.objects.filter(report=report, until=None)
    Wrap.objects.bulk_create(reporter_wrap(report, fresh, bytes(door.verify), on) for door in doors)


def reporter_wrap(report: Report, key: ReportKey, verify: bytes, on: date) -> Wrap:
    """The secret of a later epoch for the codeword whose Ed25519 key is `verify`."""
    box = wrap(key, public_of_reporter(verify))
    return Wrap(report=report, epoch=key.report.epoch, box=box, since=on)
