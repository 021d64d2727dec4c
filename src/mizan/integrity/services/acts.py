"""What officers do with a report: each act one transaction, one event, one signature inside the leaf's payload.

The rules decide (`rules.acts`), the effects are below, one for each act that changes more than the record of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from mizan.institutions.models import PersonKeys
from mizan.integrity import act_verbs
from mizan.integrity.kinds import CLOCKS
from mizan.integrity.models import Message, OfficerAct, Report
from mizan.integrity.opened import Opened, places_of
from mizan.integrity.queries.ground import Ground
from mizan.integrity.queries.standing import open_duties, standing_of
from mizan.integrity.rules.accusation import MAX_NARRATIVE
from mizan.integrity.rules.acts import MEETS, TO_REPORTER, WORDED, Act, Hand, Place, may
from mizan.integrity.rules.signing import Signed, digest_of
from mizan.integrity.services import changing
from mizan.integrity.services.tidying import locked
from mizan.integrity.wall import within
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger.models import Duty
from mizan.ledger.record import record
from mizan.sealing.context import Purpose
from mizan.sealing.errors import SealingError
from mizan.sealing.messages import seal_message
from mizan.sealing.readers import ReaderKeys


@dataclass(frozen=True)
class Order:
    """What somebody wants done. `clock` names the duty that more time is about, `body` whom to bring in."""

    act: Act
    code: str = ""
    words: str = ""
    clock: str = ""
    body: str = ""


@within("found")
def do(actor: Actor, mine: ReaderKeys, found: Opened, ground: Ground, order: Order) -> OfficerAct:
    """Do one act, or refuse with the reason."""
    _worded(order)
    with acting(actor):
        report = locked(found.report)
        standing = standing_of(report, ground.graph)
        code = may(standing, hand_of(actor, report, ground), order.act, code=order.code, clock=order.clock)
        if code:
            raise Refused(code, where="code" if code.endswith("no_such_outcome") else "")
        duties = open_duties(report)
        duty = duties.get(MEETS.get(order.act, order.clock))
        row = _row(actor, mine, found, order, duty=duty, on=ground.today)
        change = changing.Change(actor, report, found, ground, order.code, order.body, duty, duties)
        _EFFECTS.get(order.act, _nothing)(change)
        row.save(force_insert=True)
        _record(actor, row, report, mine)
    return row


@within("found")
def open_once(actor: Actor, mine: ReaderKeys, found: Opened, ground: Ground) -> None:
    """That somebody opened a report is an act that its reporter can see; told once a day and reader."""
    seen = OfficerAct.objects.filter(
        report=found.report, verb=Act.OPENED, done_on=ground.today, keys__public=mine.public.public
    )
    if not seen.exists():
        do(actor, mine, found, ground, Order(Act.OPENED))


@within("report")
def hand_of(actor: Actor, report: Report, ground: Ground) -> Hand:
    """Who acts, as the rules see it."""
    whole = ground.graph.whole(actor.body) if actor.body in ground.graph else actor.body
    return Hand(actor.id, actor.body, whole, places_of(report).get(actor.body, Place()))


def own_row(actor: Actor, mine: ReaderKeys) -> PersonKeys:
    """The row of the keys that act: both halves, or somebody could sign with another one's seed."""
    row = PersonKeys.objects.filter(user=actor.id, public=mine.public.public, verify=mine.public.verify).first()
    if row is None:
        raise Refused("institutions.keys_locked")
    return row


def signed_of(row: OfficerAct) -> Signed:
    """What the officer signed, rebuilt from a row: for whoever checks it."""
    return Signed(
        report=str(row.report_id), act=row.verb, code=row.code, body=row.institution_id,
        duty=str(row.duty_id or ""), on=row.done_on, epoch=row.epoch, sealed=digest_of(bytes(row.sealed)),
    )  # fmt: skip


def _worded(order: Order) -> None:
    if order.act in WORDED and not order.words.strip():
        raise Refused("integrity.words_needed", where="words")
    if len(order.words) > MAX_NARRATIVE:
        raise Refused("integrity.too_long", where="words")


def _row(actor: Actor, mine: ReaderKeys, found: Opened, order: Order, *, duty: Duty | None, on: date) -> OfficerAct:
    """The act with its sealed words and its signature."""
    number = OfficerAct.objects.filter(report=found.report).count() + 1
    row = OfficerAct(
        report=found.report, number=number, verb=order.act, code=order.code, keys=own_row(actor, mine),
        institution_id=actor.body, duty=duty, done_on=on, epoch=found.newest.report.epoch,
        sealed=_sealed(actor, mine, found, order, on) if order.words.strip() else b"",
    )  # fmt: skip
    row.signature = mine.sign(signed_of(row).bytes())
    return row


def _sealed(actor: Actor, mine: ReaderKeys, found: Opened, order: Order, on: date) -> bytes:
    """To the reporter as a message, else to the report for all who read it."""
    if order.act in TO_REPORTER:
        return write_to_reporter(actor, mine, found, order.words, on)
    try:
        return found.newest.report.seal(Purpose.NOTE, order.words.strip().encode())
    except (SealingError, UnicodeEncodeError) as error:
        raise Refused("integrity.too_long", where="words") from error


def write_to_reporter(actor: Actor, mine: ReaderKeys, found: Opened, text: str, on: date) -> bytes:
    """One signed message, numbered; inside an act on the locked report. Returns its sealed bytes."""
    purpose = Purpose.TO_REPORTER
    number = Message.objects.filter(report=found.report, purpose=purpose).count() + 1
    try:
        sealed = seal_message(found.newest.report, purpose, number, mine.seed, text.strip().encode())
    except (SealingError, UnicodeEncodeError) as error:
        raise Refused("integrity.too_long", where="words") from error
    Message.objects.create(
        report=found.report, purpose=purpose, number=number, epoch=found.newest.report.epoch, sealed=sealed,
        written_on=on, author=own_row(actor, mine), institution_id=found.place.body,
    )  # fmt: skip
    return sealed


def _record(actor: Actor, row: OfficerAct, report: Report, mine: ReaderKeys) -> None:
    signature = bytes(row.signature).hex()
    record(
        actor, act_verbs.ACTED[Act(row.verb)], report, code=row.code or None, duty=row.duty_id, epoch=row.epoch,
        sealed=digest_of(bytes(row.sealed)) or None, key=mine.public.verify.hex(), r=signature[:64], s=signature[64:],
    )  # fmt: skip


def _nothing(_change: changing.Change) -> None:
    """An act that is only its own record."""


_EFFECTS: Mapping[Act, Callable[[changing.Change], None]] = {
    Act.ACKNOWLEDGE: changing.meet,
    Act.DECIDE: changing.meet,
    Act.FEED_BACK: changing.meet,
    Act.UPDATE: changing.meet_and_begin_again,
    Act.MONTHLY: changing.meet_and_begin_again,
    Act.ASK_TIME: changing.show_further_out,
    Act.EXTEND: changing.extend_duty,
    Act.RECUSE: changing.step_down,
    Act.REASSIGN: changing.bring_in_body,
    Act.CLOSE: changing.close,
    Act.FINISH: changing.finish,
}
assert set(MEETS.values()) == set(CLOCKS), "an act for every clock"
