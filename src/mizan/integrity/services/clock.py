"""The running clock: what was missed moves outward by itself, one rung at a time, whoever is idle (I-4).

For each overdue duty of an open report that is not held: the next rung whose body can read today is released (the outer
box comes off, `sealing.wraps.release`), the duty is escalated to it with a fresh term, and an event and a leaf say so.
On the last rung the duty stays open and overdue for ever. Nothing is extended. A clock that was down for weeks moves
each missed duty once, in the order of due days: the body that it moves to has its whole term.

The clock cannot open a report. As far as it knows a rung is free of conflict: no session has withdrawn it, and its body
has proved keys and a staffed roster today. Whoever then opens it is routed again before anything is shown.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mizan.integrity import act_verbs
from mizan.integrity.keys import sealed_of
from mizan.integrity.kinds import CLOCK_OF, MONTHLY
from mizan.integrity.models import Epoch, LaterWrap, Report
from mizan.integrity.opened import ORDER, places_of
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.acts import Place
from mizan.integrity.services.changing import begin, due_by
from mizan.integrity.services.tidying import locked
from mizan.kit.acting import acting
from mizan.kit.actors import Actor, system
from mizan.kit.sight import sight
from mizan.ledger.duties import escalate, of_subject, overdue
from mizan.ledger.models import Duty, DutyState
from mizan.ledger.record import record
from mizan.sealing.context import Purpose
from mizan.sealing.errors import OpenError
from mizan.sealing.wraps import release

SUBJECT = Report._meta.label_lower


@dataclass(frozen=True)
class Ticked:
    """What one tick did. `stuck`: overdue duties that nobody further outward can take today."""

    moved: int = 0
    stuck: int = 0


@sight(keeper=True)
def tick(ground: Ground, secret: bytes) -> Ticked:
    """Move what is overdue on the ground's day. `secret`: the clock's key, 32 bytes. Idempotent."""
    actor, moved, stuck = system("clock", world=ground.world), 0, 0
    for pk in list(_missed(ground)):
        with acting(actor):
            done = _move(actor, pk, ground, secret)
        moved, stuck = moved + done, stuck + (not done)
    return Ticked(moved, stuck)


def _missed(ground: Ground) -> Iterator[UUID]:
    """Overdue duties toward reports that are open and not held, the longest overdue first."""
    running = Report.objects.filter(world=ground.world, state=Report.State.OPEN, held_on=None)
    wanted = {str(pk) for pk in running.values_list("pk", flat=True)}
    rows = overdue(ground.today).filter(world=ground.world, subject_kind=SUBJECT, kind__in=CLOCK_OF)
    yield from (row.pk for row in rows.order_by("due_on", "number", "id") if row.subject_id in wanted)


def _move(actor: Actor, pk: UUID, ground: Ground, secret: bytes) -> bool:
    """One duty to its next rung, if there is one; and where the last day for finishing passed, the monthly report."""
    duty = Duty.objects.get(pk=pk)
    report = locked(Report(pk=UUID(duty.subject_id)))
    duty.refresh_from_db()
    if not _still_missed(duty, report, ground.today):
        return False
    rung = next(_rungs(report, duty, ground, secret), None)
    if rung is None:
        _begin_months(actor, report, duty, ground)
        return False
    body, step = rung
    moved = escalate(duty, on=ground.today, owner=body, due_on=due_by(ground, CLOCK_OF[duty.kind], ground.today))
    if _owes_months(report, duty):
        begin(report, "monthly", moved, ground)
    record(actor, act_verbs.MOVED, report, step=step)
    return True


def _still_missed(duty: Duty, report: Report, today: date) -> bool:
    running = report.state == Report.State.OPEN and report.held_on is None
    return running and duty.state == DutyState.OPEN and duty.due_on < today


def _rungs(report: Report, duty: Duty, ground: Ground, secret: bytes) -> Iterator[tuple[str, int]]:
    """The nearest rung beyond the body that missed the duty, opened: the pack's first body there, and its step. A body
    without computers gets its copy on the way, and answers for the duty only where nobody further out can."""
    places = places_of(report)
    owner = places.get(duty.owner, Place())
    rows = LaterWrap.objects.filter(report=report, withdrawn_on=None).select_related("keys")
    beyond = [row for row in rows if _place(row) > owner and _can_read(row, ground)]
    carried: list[tuple[str, int]] = []
    for place in sorted({_place(row) for row in beyond}):
        opened = [row for row in beyond if _place(row) == place and _release(row, report, ground.today, secret)]
        acting_here = [row for row in opened if not row.keys.age]
        if acting_here:
            yield _first(acting_here, ground), place.step
        elif opened:
            carried.append((_first(opened, ground), place.step))
    yield from _reached_before(report, owner, ground)
    yield from carried


def _first(rows: list[LaterWrap], ground: Ground) -> str:
    return min({row.keys.institution_id for row in rows}, key=_seats(ground))


def _reached_before(report: Report, owner: Place, ground: Ground) -> Iterator[tuple[str, int]]:
    """Rungs further out that a session has used up already: their people hold wraps of their own."""
    reading = report.wraps.filter(until=None).exclude(keys=None).values_list("institution_id", flat=True)
    places = places_of(report)
    out = {body: places[body] for body in set(reading) if body in places and places[body] > owner}
    seats = _seats(ground)
    yield from ((body, out[body].step) for body in sorted(out, key=lambda body: (out[body], seats(body))))


def _place(row: LaterWrap) -> Place:
    return Place(ORDER[row.rung], row.step)


def _can_read(row: LaterWrap, ground: Ground) -> bool:
    """A body on paper is no reader: it is passed over while it is not routable."""
    enrolled = ground.rosters.enrolled.get(row.keys.institution_id)
    return enrolled is not None and enrolled.is_routable(ground.today, ground.policy.key_proof_days)


def _release(row: LaterWrap, report: Report, today: date, secret: bytes) -> bool:
    """Take the outer box off, once. A box that does not open stops nothing else and is told on stderr."""
    if row.released_on:
        return True
    epoch = Epoch.objects.get(report=report, number=row.epoch)
    try:
        inner = release(secret, sealed_of(report, epoch), bytes(row.box), Purpose.RUNG, bytes(row.keys.public))
    except OpenError:
        print(f"clock: rung {row.pk} does not open", file=sys.stderr, flush=True)
        return False
    row.released, row.released_on = inner, today
    row.save(update_fields=["released", "released_on"])
    return True


def _seats(ground: Ground):  # type: ignore[no-untyped-def]  # a key for sorted()
    """The order of the pack: codes never decide who comes first."""
    order = [seat.body for rung in ground.policy.rungs for seat in rung.seats]
    return lambda body: (order.index(body) if body in order else len(order), body)


def _owes_months(report: Report, duty: Duty) -> bool:
    monthly = of_subject(report).filter(kind=MONTHLY.code)
    return CLOCK_OF[duty.kind] == "finish" and not monthly.exists()


def _begin_months(actor: Actor, report: Report, duty: Duty, ground: Ground) -> None:
    """On the last rung too: who could not finish reports each month."""
    if _owes_months(report, duty):
        begin(report, "monthly", duty, ground)
        record(actor, act_verbs.MONTH_BEGAN, report)
