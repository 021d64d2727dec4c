"""Opening and closing duties, inside the transaction and the one event of the room's own verb.

Rooms name their kinds at start-up (`duty_kind`) and whether a kind is public: a public one shows its clock on a leaf of
the transparency log. Which leaf is settled here, while the verb runs; `record()` builds it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError
from django.db.models import Model, QuerySet

from mizan.kit import act
from mizan.kit.refusal import Refused
from mizan.ledger import rules
from mizan.ledger.leaves import Ride
from mizan.ledger.models import Duty, DutyState


@dataclass(frozen=True)
class DutyKind:
    """One kind of duty. `number` is the public number in the log, 1 to 8 as DESIGN section 9 lists them (None = not
    public); `rungs` who is asked in turn."""

    code: str
    number: int | None = None
    rungs: int = 1


PUBLIC_NUMBERS = range(1, 9)
_KINDS: dict[str, DutyKind] = {}
DutyListener = Callable[[Duty], None]
_LISTENERS: list[DutyListener] = []


def duty_kind(code: str, *, number: int | None = None, rungs: int = 1) -> DutyKind:
    """Name a kind of duty once, at start-up."""
    if number is not None and number not in PUBLIC_NUMBERS:
        raise ValueError(f"{number} is no public number of a duty")
    kind = DutyKind(code, number, rungs)
    if _KINDS.setdefault(code, kind) != kind:
        raise ValueError(f"duty kind {code} is named twice")
    return kind


def kind_of(duty: Duty) -> DutyKind:
    """The kind of a duty; a row of an unknown kind is broken, not refused."""
    return _KINDS[duty.kind]


def on_duty(listener: DutyListener) -> DutyListener:
    """Call `listener(duty)` whenever a duty opens or closes: the seam for notices."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)
    return listener


def open_duty(kind: DutyKind, *, owner: str, subject: Model, opened_on: date, due_on: date, rung: int = 0) -> Duty:
    """A body owes something from now on."""
    return open_duties({kind: due_on}, owner=owner, subject=subject, opened_on=opened_on, rung=rung)[0]


def open_duties(
    due: Mapping[DutyKind, date], *, owner: str, subject: Model, opened_on: date, rung: int = 0
) -> list[Duty]:
    """A body owes several things from now on: kinds with their due days, on one subject."""
    duties = [
        Duty(
            kind=_KINDS[kind.code].code,
            number=kind.number or 0,
            owner=owner,
            subject_kind=subject._meta.label_lower,
            subject_id=str(subject.pk),
            rung=rung,
            opened_on=opened_on,
            due_on=due_on,
            world=getattr(subject, "world", "real"),
        )
        for kind, due_on in due.items()
    ]
    return _open(*((duty, _ride(duty, opens=True)) for duty in duties))


def discharge(duty: Duty, *, on: date) -> Duty:
    """The body did what it owed, in time or late."""
    duty = _locked(duty)
    close = _asked(lambda: rules.discharge(facts(duty), on), duty, on)
    return _close(duty, close, on, ride=_ride(duty, closes=True))


def extend(duty: Duty, *, on: date, due_on: date, reason: str) -> Duty:
    """Close as extended and open the successor with the later due day. Returns the successor."""
    duty = _locked(duty)
    close = _asked(lambda: rules.extend(facts(duty), on, due_on), duty, on, due=due_on.isoformat())
    ride = _ride(duty, closes=True, opens=True)
    _close(duty, close, on, reason, ride=ride)
    return _successor(duty, ride, owner=duty.owner, rung=duty.rung, opened_on=duty.opened_on, due_on=due_on)


def escalate(duty: Duty, *, on: date, owner: str, due_on: date) -> Duty:
    """Close as escalated and open the successor with the next rung's body. Returns the successor."""
    duty = _locked(duty)
    close = _asked(lambda: rules.escalate(facts(duty), on, kind_of(duty).rungs), duty, on)
    ride = _ride(duty, closes=True, opens=True)
    _close(duty, close, on, ride=ride)
    return _successor(duty, ride, owner=owner, rung=duty.rung + 1, opened_on=on, due_on=due_on)


def of_subject(subject: Model) -> QuerySet[Duty]:
    """All duties toward one object, in order of their due days."""
    return Duty.objects.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk))


def overdue(today: date) -> QuerySet[Duty]:
    """Open duties whose due day has passed."""
    return Duty.objects.filter(state=DutyState.OPEN, due_on__lt=today)


def facts(duty: Duty) -> rules.DutyFacts:
    """What the pure rules need of a row."""
    return rules.DutyFacts(
        opened_on=duty.opened_on,
        due_on=duty.due_on,
        is_open=duty.state == DutyState.OPEN,
        rung=duty.rung,
        extended_before=_extended_on_this_rung(duty),
    )


def _extended_on_this_rung(duty: Duty) -> bool:
    before = duty.follows
    return before is not None and before.state == DutyState.EXTENDED and before.rung == duty.rung


def _locked(duty: Duty) -> Duty:
    return Duty.objects.select_for_update(of=("self",)).select_related("follows").get(pk=duty.pk)


def _asked(rule: Callable[[], rules.Close], duty: Duty, on: date, **more: object) -> rules.Close:
    try:
        return rule()
    except rules.DutyFault as fault:
        raise Refused(fault.code, state=duty.get_state_display(), on=on.isoformat(), **more) from fault


def _ride(duty: Duty, *, opens: bool = False, closes: bool = False) -> Ride | None:
    """The leaf of this move. A plain closing and a plain opening of one subject share a leaf; extension and escalation
    have one of their own, with the successor. None: the kind is not public, or nothing is acting."""
    current = act.current()
    if current is None or not duty.number:
        return None
    subject = (duty.subject_kind, duty.subject_id)
    for ride in current.leaves if opens != closes else ():
        if ride.subject == subject and ride.opens != opens and ride.closes != closes:
            ride.opens = ride.closes = True
            return ride
    current.leaves.append(Ride(subject, opens=opens, closes=closes))
    return current.leaves[-1]


def _open(*opened: tuple[Duty, Ride | None]) -> list[Duty]:
    """Insert rows of one subject with its next ordinals. Of two at once on PostgreSQL the second is refused."""
    duties = [duty for duty, _ride in opened]
    taken = Duty.objects.filter(subject_kind=duties[0].subject_kind, subject_id=duties[0].subject_id).count()
    for ordinal, (duty, ride) in enumerate(opened, taken):
        duty.leaf_id, duty.ordinal = ride.id if ride else None, ordinal
    try:
        Duty.objects.bulk_create(duties)
    except IntegrityError as error:
        if _constraint_of(error) == "one_nonce_per_duty":
            raise Refused("ledger.duty_opened_meanwhile") from error
        raise
    return [_told(duty) for duty in duties]


def _constraint_of(error: IntegrityError) -> str:
    """The name of the constraint that PostgreSQL held up; SQLite has one writer, and names none."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


def _close(duty: Duty, close: rules.Close, on: date, reason: str = "", *, ride: Ride | None) -> Duty:
    duty.state, duty.closed_on, duty.reason = DutyState(close), on, reason
    duty.closing_leaf_id = ride.id if ride else None
    Duty._meta.get_field("closed_in").take(duty)
    duty.save(update_fields=["state", "closed_on", "reason", "closing_leaf", "closed_in"])
    return _told(duty)


def _successor(duty: Duty, ride: Ride | None, *, owner: str, rung: int, opened_on: date, due_on: date) -> Duty:
    successor = Duty(
        kind=duty.kind,
        number=duty.number,
        owner=owner,
        subject_kind=duty.subject_kind,
        subject_id=duty.subject_id,
        rung=rung,
        opened_on=opened_on,
        due_on=due_on,
        follows=duty,
        world=duty.world,
    )
    return _open((successor, ride))[0]


def _told(duty: Duty) -> Duty:
    for listener in _LISTENERS:
        listener(duty)
    return duty
