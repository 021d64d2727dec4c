"""The effects of acts: duties met, begun again, extended; readers brought in, or gone. Inside the act's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mizan.clocks import Unit, due_day
from mizan.institutions.rules.routing import Reader, RungKind, Why
from mizan.integrity.keys import begin_epoch
from mizan.integrity.kinds import CLOCK_OF, CLOCKS
from mizan.integrity.models import LaterWrap, Report
from mizan.integrity.opened import ORDER, Opened, places_of
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.acts import Place
from mizan.integrity.services.tidying import bring_in, candidates, end_wraps, reading_of, refill
from mizan.integrity.wall import within
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger.duties import discharge, extend, open_duty
from mizan.ledger.models import Duty

MONTH = 30  # days between two reports on an inquiry that missed its last day


@dataclass(frozen=True)
class Change:
    """What an effect may need. `duty` is the one that the act is about."""

    actor: Actor
    report: Report
    found: Opened
    ground: Ground
    code: str
    body: str
    duty: Duty | None
    duties: Mapping[str, Duty]

    @property
    def owed(self) -> Duty:
        if self.duty is None:
            raise Refused("integrity.nothing_owed")
        return self.duty


def meet(change: Change) -> None:
    """The duty is done."""
    discharge(change.owed, on=change.ground.today)


def meet_and_begin_again(change: Change) -> None:
    """Done for this time; the next one begins at once, for whoever owed this one."""
    done = discharge(change.owed, on=change.ground.today)
    begin(change.report, CLOCK_OF[done.kind], done, change.ground)


def begin(report: Report, clock: str, like: Duty, ground: Ground) -> None:
    """A duty of this clock, for the body and on the rung of another one."""
    due = due_by(ground, clock, ground.today)
    open_duty(CLOCKS[clock], owner=like.owner, subject=report, opened_on=ground.today, due_on=due, rung=like.rung)


def due_by(ground: Ground, clock: str, start: date) -> date:
    """The due day of a term that begins on a day, by the pack's clock; the monthly report has none there."""
    if clock == "monthly":
        return due_day(start, MONTH, Unit.DAYS, ground.terms.calendar)
    return ground.terms.due(clock, start)


def extend_duty(change: Change) -> None:
    """One more term, counted from the old due day or from today, whichever is later."""
    duty, ground = change.owed, change.ground
    due = due_by(ground, CLOCK_OF[duty.kind], max(duty.due_on, ground.today))
    extend(duty, on=ground.today, due_on=due, reason=change.code)


def finish(change: Change) -> None:
    """The inquiry ends with whatever was still running of it."""
    _end(change, Report.State.FINISHED)


def close(change: Change) -> None:
    """Closed as inadmissible: every open duty is met by those two persons, and the log counts it."""
    _end(change, Report.State.INADMISSIBLE)


def _end(change: Change, state: Report.State) -> None:
    for duty in change.duties.values():
        discharge(duty, on=change.ground.today)
    change.report.state = state
    change.report.save(update_fields=["state"])


def step_down(change: Change) -> None:
    """Everybody who is needed comes in first; then the one who steps down loses his wraps, and a new epoch begins."""
    report, found, ground = change.report, change.found, change.ground
    gone = frozenset({change.actor.id})
    refill(report, found.keys, found, ground, without=gone)
    if not reading_of(report, without=gone):
        raise Refused("integrity.last_reader_stays")
    end_wraps(report, gone, ground.today)
    begin_epoch(report, found.keys, ground)


def bring_in_body(change: Change) -> None:
    """A body that today's routing names, or a colleague of one that reads already."""
    reader = next((one for one in _possible(change) if one.body == change.body), None)
    if reader is None:
        raise Refused("integrity.not_to_this_body", where="body")
    if not bring_in(change.report, change.found.keys, reader, change.ground):
        raise Refused("integrity.nobody_new", where="body")


@within("found")
def possible_bodies(found: Opened, report: Report, ground: Ground) -> list[Reader]:
    """Whom a reader may bring in today: named by routing, or reading already with somebody else free."""
    reading = reading_of(report)
    rosters = ground.rosters.enrolled
    own = [
        Reader(body, RungKind(rung), rosters[body].staff - found.kept_out, Why.LATER)
        for body, rung in sorted(reading.items())
        if body in rosters and body not in found.kept_out
    ]
    return own + [one for one in candidates(found) if one.body not in reading]


def _possible(change: Change) -> list[Reader]:
    return possible_bodies(change.found, change.report, change.ground)


def show_further_out(change: Change) -> None:
    """More time is granted by a rung further out, which must be able to read what it grants time for: it is brought in
    now, before its clock would have done it."""
    report, found = change.report, change.found
    places = places_of(report)
    owner = places.get(change.owed.owner, Place())
    if any(places.get(body, Place()) > owner for body in reading_of(report)):
        return
    reader = _next_out(change, owner)
    if reader is None or not bring_in(report, found.keys, reader, change.ground):
        raise Refused("integrity.nobody_further")


def _next_out(change: Change, owner: Place) -> Reader | None:
    """The nearest rung of this report beyond a place whose body may read today."""
    rows = LaterWrap.objects.filter(report=change.report, withdrawn_on=None, released_on=None).select_related("keys")
    for row in sorted(rows, key=lambda row: (ORDER[row.rung], row.step, row.keys.institution_id)):
        body = row.keys.institution_id
        enrolled = change.ground.rosters.enrolled.get(body)
        free = enrolled.staff - change.found.kept_out if enrolled else frozenset()
        acts_here = enrolled is not None and not enrolled.offline  # time is granted at the desk
        if acts_here and Place(ORDER[row.rung], row.step) > owner and body not in change.found.kept_out and free:
            return Reader(body, RungKind(row.rung), free, Why.LATER)
    return None
