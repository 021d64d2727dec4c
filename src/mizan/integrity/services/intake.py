"""A report comes in: sealed and stored first, its codeword afterwards (DESIGN section 9, "Commit first").

First transaction: report, wraps, duties, leaves. Nothing in it waits for key stretching. Then the codeword is drawn
and stretched outside any transaction. Second transaction: the door that it opens, with one opaque leaf. No codeword is
shown before that commits, and a report whose second part never came is stored and read all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import TypeVar
from uuid import UUID

from mizan.institutions.rules.routing import Reader, Routing, Why
from mizan.integrity import instance, kinds, store, stretching, verbs
from mizan.integrity.models import Door, Epoch, EscrowWrap, LaterWrap, Report, Wrap
from mizan.integrity.queries.ground import Ground, ground
from mizan.integrity.rules.accusation import Accusation, Kind, NoReport, body_of
from mizan.integrity.rules.contesting import preimage_of
from mizan.integrity.services.parcels import offline_keys, parcel_later, parcel_now, text_of_parcel
from mizan.integrity.wall import within
from mizan.kit.acting import acting
from mizan.kit.actors import Actor, system
from mizan.kit.refusal import Refused
from mizan.kit.sight import sight
from mizan.ledger import threads
from mizan.ledger.contests import contest_hash
from mizan.ledger.duties import open_duties
from mizan.ledger.record import opaque, record
from mizan.sealing.codeword import Codeword, draw
from mizan.sealing.context import Purpose, key_id
from mizan.sealing.reporter import ReporterKeys, keys_of
from mizan.sealing.reports import Report as Sealed
from mizan.sealing.reports import ReportKey, new_report
from mizan.sealing.wraps import digest, wrap, wrap_escrow, wrap_for_reporter, wrap_nested

Row = TypeVar("Row", Wrap, LaterWrap, EscrowWrap)
REFUSALS = {Why.LAST_READER: "integrity.last_reader", Why.NO_OVERSIGHT: "integrity.no_way"}


@dataclass(frozen=True)
class Submitted:
    """A stored report whose codeword is still to come: its id, its key, and the key of its thread in the log."""

    report: UUID
    world: str
    key: ReportKey = field(repr=False)
    thread: bytes = field(repr=False)


def intake(world: str) -> Actor:
    """Who receives reports: no person, and never the reporter."""
    return system("intake", world=world)


def preview(world: str, accusation: Accusation, today: date) -> Routing:
    """Who could read it now and later. Refused where nobody could, with the reason."""
    return routed(ground(world, today), accusation)


def routed(on: Ground, accusation: Accusation) -> Routing:
    """The same over a ground. Refused for a body that is not there (any more) and where there is no way."""
    try:
        found = on.routed(accusation)
    except KeyError as error:
        raise Refused("integrity.unknown_body", where="accused") from error
    if found.refused is not None:
        raise Refused(REFUSALS[found.refused], where="vetoes")
    return found


def submit(actor: Actor, accusation: Accusation, narrative: str, *, on: Ground) -> Submitted:
    """The first transaction. What it returns is stored and read whatever happens afterwards."""
    if not store.room_for_text():
        raise Refused("integrity.no_room")
    found = routed(on, accusation)
    try:
        body = body_of(accusation, narrative)
    except NoReport as error:
        raise Refused("integrity.too_long", where="narrative") from error
    key = new_report()
    boxes = _Boxes(key, on, found, text_of_parcel(accusation, narrative, on))
    report = Report(
        id=UUID(bytes=key.report.id), world=on.world, received_on=on.today, rules=found.rules, policy=found.policy,
        kind=Report.Kind.TIP if accusation.kind is Kind.TIP else Report.Kind.OFFICIAL,
        body=key.report.seal(Purpose.BODY, body),
    )  # fmt: skip
    wraps, later, escrow = list(boxes.now()), list(boxes.later()), list(boxes.escrow())
    if not wraps and not any(one.released for one in later):
        raise Refused("integrity.no_way", where="accused")
    with acting(actor), sight(report=report.pk):
        report.save(force_insert=True)
        Epoch.objects.create(report=report, public=key.report.public, began_on=on.today)
        Wrap.objects.bulk_create([_of(report, one) for one in wraps])
        LaterWrap.objects.bulk_create([_of(report, one) for one in later])
        EscrowWrap.objects.bulk_create([_of(report, one) for one in escrow])
        _open_duties(report, on, found)
        thread = threads.begin(*subject_of(report.pk))
        record(
            actor, verbs.RECEIVED, report, rules=found.rules, policy=found.policy,
            body=sha256(report.body).hexdigest(),
            boxes=digest(bytes(one.box or b"") for one in [*wraps, *later, *escrow]).hex(),
        )  # fmt: skip
    return Submitted(report.pk, on.world, key, thread.thread)


def give_codeword(actor: Actor, submitted: Submitted, *, wait: float = stretching.WAIT) -> Codeword:
    """Draw, stretch, and the second transaction. Raises `stretching.Busy`: then ask again, the report is stored.

    Asked twice for one report, the second is refused: the first codeword may be in somebody's hands.
    """
    codeword = draw()
    make_door(actor, submitted, keys_of(stretching.root_of(codeword, wait=wait)))
    return codeword


@within("submitted")
def make_door(actor: Actor, submitted: Submitted, keys: ReporterKeys) -> Door:
    """The second transaction: what the codeword finds, and the opaque leaf by which its holder finds the thread."""
    report = Report(pk=submitted.report, world=submitted.world)
    version, pepper = next(iter(instance.peppers().items()))
    with acting(actor):
        if Door.objects.filter(report=report).exists():
            raise Refused("integrity.codeword_given")
        door = Door.objects.create(
            report=report, locator=keys.locator(pepper), pepper=version, verify=keys.verify_key,
            box=wrap_for_reporter(submitted.key, keys.wrap),
        )  # fmt: skip
        opaque(*keys.leaf_fields(submitted.thread))
        record(actor, verbs.DOOR_MADE, report, contest=contest_hash(preimage_of(keys)))
    return door


def subject_of(report: UUID) -> tuple[str, str]:
    """How the ledger names a report: the subject of its duties and of its thread."""
    return Report._meta.label_lower, str(report)


def _open_duties(report: Report, on: Ground, found: Routing) -> None:
    """The same five for every report, whoever is accused of whatever (DESIGN section 9)."""
    owner = on.holder(found)
    due = {kind: on.terms.due(clock, on.today) for clock, kind in kinds.BY_CLOCK.items()}
    open_duties(due, owner=owner, subject=report, opened_on=on.today)


def _of(report: Report, row: Row) -> Row:
    row.report = report
    return row


@dataclass(frozen=True)
class _Boxes:
    """The report's secret for everybody who may ever open it; made before the transaction."""

    key: ReportKey
    ground: Ground
    routing: Routing
    text: str = field(repr=False)  # for bodies without computers

    def now(self) -> Iterator[Wrap]:
        for reader in sorted(self.routing.now):
            yield from reader_wraps(self.key, self.ground, reader)

    def later(self) -> Iterator[LaterWrap]:
        yield from parcels_now(self.key.report, self.ground, self.routing.now, self.text)
        bodies = [reader.body for step in self.routing.later for reader in step.readers]
        keys = self.ground.bodies(bodies) if bodies else {}
        steps = [step for step in self.routing.later if step.readers]
        for number, step in enumerate(steps, 1):
            for body in sorted(reader.body for reader in step.readers):
                if offline := offline_keys(self.ground, body):
                    yield parcel_later(self.key.report, self.ground, offline, step.rung.value, number, self.text)
                    continue
                box = wrap_nested(self.key, Purpose.RUNG, self.ground.clock, bytes(keys[body].public))
                yield LaterWrap(step=number, rung=step.rung.value, keys=keys[body], box=box)

    def escrow(self) -> Iterator[EscrowWrap]:
        for (first, second), box in wrap_escrow(self.key, self.ground.escrow).items():
            yield EscrowWrap(first=key_id(first).hex(), second=key_id(second).hex(), box=box)


def parcels_now(report: Sealed, on: Ground, readers: Iterable[Reader], text: str) -> Iterator[LaterWrap]:
    """A copy for each of these bodies that has no computers."""
    for reader in sorted(readers):
        if keys := offline_keys(on, reader.body):
            yield parcel_now(report, on, keys, reader.rung.value, text)


def reader_wraps(key: ReportKey, on: Ground, reader: Reader, *, why: str = "") -> Iterator[Wrap]:
    """One wrap for each person of a body who has no conflict."""
    for _person, keys in sorted(on.readers(reader.body, reader.people).items()):
        yield Wrap(
            epoch=key.report.epoch, keys=keys, institution_id=reader.body, rung=reader.rung.value,
            why=why or reader.why.value, box=wrap(key, bytes(keys.public)), since=on.today,
        )  # fmt: skip
