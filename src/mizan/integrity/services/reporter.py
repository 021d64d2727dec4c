"""What the holder of a codeword may do: write, open her report to another body, take a veto or the report back.

Each verb is one message, signed with the codeword's key and sealed to the report, and one event that names no body.
`view` is what `following.look_up` gave: nobody comes here without the codeword.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from mizan.institutions.rules.routing import Reader, RungKind, Why, exclude
from mizan.institutions.rules.routing.policy import INSIDE
from mizan.institutions.rules.routing.readers import Desk
from mizan.integrity import verbs
from mizan.integrity.following import ReporterView, holders
from mizan.integrity.models import Door, LaterWrap, Message, Report, Wrap
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.accusation import NoReport, case_of
from mizan.integrity.rules.contesting import preimage_of
from mizan.integrity.rules.sayings import Saying
from mizan.integrity.services.intake import parcels_now, reader_wraps, routed
from mizan.integrity.services.parcels import had_parcel, offline_keys, parcel_later, text_of_parcel
from mizan.integrity.wall import within
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger import contests
from mizan.ledger.models import Event
from mizan.ledger.record import record
from mizan.ledger.verbs import Verb
from mizan.sealing.context import Purpose
from mizan.sealing.messages import seal_message
from mizan.sealing.wraps import digest, wrap_nested

REPORTER = "reporter"  # `Wrap.why`: the reporter herself opened it to this body
MOST_MESSAGES = 500


@within("view")
def write(actor: Actor, view: ReporterView, text: str, *, on: Ground) -> Message:
    """A message to whoever reads the report."""
    if not text.strip():
        raise Refused("integrity.nothing_written", where="text")
    with acting(actor):
        return _said(actor, view, Saying(text), on, verbs.WROTE)


@within("view")
def open_to(actor: Actor, view: ReporterView, body: str, *, on: Ground) -> Message:
    """Open the report to a body outside, without anybody's consent; the rules of exclusion hold all the same (I-1)."""
    reader = next((one for one in openable(view, on) if one.body == body), None)
    if reader is None:
        raise Refused("integrity.not_to_this_body", where="body")
    wraps = _missing(view, [one for key in view.epochs.values() for one in reader_wraps(key, on, reader, why=REPORTER)])
    copies = _parcels(view, on, [reader])
    if not wraps and not copies:
        raise Refused("integrity.not_to_this_body", where="body")
    boxes = digest(bytes(one.box or b"") for one in [*wraps, *copies]).hex()
    with acting(actor):
        Wrap.objects.bulk_create(wraps)
        LaterWrap.objects.bulk_create(copies)
        return _said(actor, view, Saying(opens=body), on, verbs.OPENED_TO, boxes=boxes)


def openable(view: ReporterView, on: Ground) -> list[Reader]:
    """Bodies with a seat outside the agency that no rule keeps out and that cannot open it yet, in the pack's order."""
    case = case_of(view.accusation)
    desk = Desk(case, on.graph, on.rosters, on.policy, on.today, exclude(case, on.graph, on.rosters, on.policy))
    reading = set(holders(view))
    seats = {seat.body: rung.kind for rung in on.policy.rungs if rung.kind not in INSIDE for seat in rung.seats}
    seats |= {seat.body: rung.kind for rung in on.policy.rungs if rung.kind in INSIDE for seat in rung.seats}
    return [
        Reader(body, kind, desk.free(body), Why.LATER)
        for body, kind in seats.items()
        if body not in reading and desk.may_read(body)
    ]


@within("view")
def lift_veto(actor: Actor, view: ReporterView, bodies: Iterable[str], *, on: Ground) -> Message:
    """Take vetoes back: whoever would have read from the start, or later, now does."""
    lifted = frozenset(bodies) & frozenset(view.accusation.vetoes)
    if not lifted:
        raise Refused("integrity.no_such_veto", where="vetoes")
    found = routed(on, view.accusation.without_vetoes(lifted))
    readers = [one for one in sorted(found.now) if one.body in lifted]
    wraps = [one for key in view.epochs.values() for reader in readers for one in reader_wraps(key, on, reader)]
    steps = [step for step in found.later if step.readers]
    later = {one.body: (number, step.rung) for number, step in enumerate(steps, 1) for one in step.readers}
    rungs = _rungs(view, on, {body: at for body, at in later.items() if body in lifted})
    rungs += _parcels(view, on, readers)
    wraps = _missing(view, wraps)
    with acting(actor):
        Wrap.objects.bulk_create(wraps)
        LaterWrap.objects.bulk_create(rungs)
        boxes = digest(bytes(one.box or b"") for one in [*wraps, *rungs]).hex()
        return _said(actor, view, Saying(lifts=lifted), on, verbs.VETO_LIFTED, boxes=boxes)


def withdraw(actor: Actor, view: ReporterView, *, on: Ground) -> Message:
    """Take the report back. Its duties stay open (I-3) and say "held at the reporter's wish"; nothing moves it outward
    while it is held, and who could read it still can: what was read cannot be unread."""
    return _hold(actor, view, on, holds=True)


def resume(actor: Actor, view: ReporterView, *, on: Ground) -> Message:
    """Take it up again: its clocks go on from where they stand."""
    return _hold(actor, view, on, holds=False)


def contest(view: ReporterView, leaf_hash: bytes) -> Event:
    """Say that the closing on this leaf of her report is false, by the preimage that her codeword gives."""
    return contests.contest(preimage_of(view.keys), leaf_hash)


@within("view")
def _hold(actor: Actor, view: ReporterView, on: Ground, *, holds: bool) -> Message:
    with acting(actor):
        report = locked_by(view)
        if (report.held_on is not None) is holds:
            raise Refused("integrity.held_before" if holds else "integrity.not_held")
        report.held_on = on.today if holds else None
        report.save(update_fields=["held_on"])
        return _said(actor, view, Saying(holds=holds), on, verbs.HELD if holds else verbs.RESUMED)


def _said(actor: Actor, view: ReporterView, saying: Saying, on: Ground, verb: Verb, **facts: str) -> Message:
    """The message and the one event. Inside the transaction of its verb."""
    report = locked_by(view)
    purpose = Purpose.FROM_REPORTER
    number = Message.objects.filter(report=report, purpose=purpose).count() + 1
    if number > MOST_MESSAGES:
        raise Refused("integrity.too_many_messages", most=MOST_MESSAGES)
    try:
        content = saying.to_bytes()
    except NoReport as error:
        raise Refused("integrity.too_long", where="text") from error
    sealed = seal_message(view.newest, purpose, number, view.keys.signing, content)
    message = Message.objects.create(
        report=report, purpose=purpose, number=number, epoch=view.newest.epoch, sealed=sealed, written_on=on.today
    )
    record(actor, verb, report, sealed=sha256(sealed).hexdigest(), **facts)
    return message


def locked_by(view: ReporterView) -> Report:
    """The row as it stands, held against a second act on it at the same moment. Refused for a codeword that ended."""
    report = Report.objects.select_for_update().get(pk=view.report.pk)
    if not Door.objects.filter(pk=view.door, until=None).exists():
        raise Refused("integrity.no_such_codeword", where="codeword")
    return report


def _missing(view: ReporterView, wraps: list[Wrap]) -> list[Wrap]:
    """Those that nobody has yet."""
    current = Wrap.objects.filter(report=view.report, until=None)
    had = set(current.values_list("epoch", "keys_id", "institution_id"))
    for one in wraps:
        one.report = view.report
    return [one for one in wraps if (one.epoch, one.keys_id, one.institution_id) not in had]


def _rungs(view: ReporterView, on: Ground, later: dict[str, tuple[int, RungKind]]) -> list[LaterWrap]:
    keys = on.bodies(later) if later else {}
    return [
        LaterWrap(
            report=view.report, epoch=key.report.epoch, step=number, rung=rung.value, keys=keys[body],
            box=wrap_nested(key, Purpose.RUNG, on.clock, bytes(keys[body].public)),
        )
        for body, (number, rung) in sorted(later.items()) if not keys[body].age
        for key in view.epochs.values()
    ] + _parcels_later(view, on, {body: at for body, at in later.items() if keys[body].age})  # fmt: skip


def _parcels(view: ReporterView, on: Ground, readers: Sequence[Reader]) -> list[LaterWrap]:
    """Copies for those of these bodies that have no computers and no copy yet."""
    found = {one.body: offline_keys(on, one.body) for one in readers}
    wanted = [one for one in readers if (keys := found[one.body]) and not had_parcel(view.report, keys)]
    return _of(view, parcels_now(view.newest, on, wanted, text_of_parcel(view.accusation, view.narrative, on)))


def _parcels_later(view: ReporterView, on: Ground, later: dict[str, tuple[int, RungKind]]) -> list[LaterWrap]:
    text = text_of_parcel(view.accusation, view.narrative, on) if later else ""
    keys = on.bodies(later) if later else {}
    steps = sorted(later.items())
    return _of(view, (parcel_later(view.newest, on, keys[to], rung.value, step, text) for to, (step, rung) in steps))


def _of(view: ReporterView, rows: Iterable[LaterWrap]) -> list[LaterWrap]:
    made = list(rows)
    for row in made:
        row.report = view.report
    return made
