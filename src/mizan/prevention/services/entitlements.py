"""Entitlements: written down with their day, delivered, paid in part, withdrawn by the person.

None of these verbs asks what she told whom: what is owed is owed (Trafficking Protocol, article 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mizan.institutions.models import Institution
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.ledger.duties import discharge, open_duty
from mizan.ledger.record import record
from mizan.prevention import verbs
from mizan.prevention.kinds import ENTITLEMENT
from mizan.prevention.models import Entitlement, EntitlementKind, EntitlementStart, EntitlementStep, Programme
from mizan.prevention.models.people import new_code
from mizan.prevention.notices import tell_owed
from mizan.prevention.queries.terms import entitlement_due
from mizan.prevention.rules import owing as rules
from mizan.prevention.rules.listing import WORKERS
from mizan.prevention.services._tools import allow, locked, open_duty_of, same_world, today_of
from mizan.prevention.services.queue import Someone


def keep_clock(actor: Actor, kind: EntitlementKind, *, keeps: bool = True) -> EntitlementStart:
    """A body says that it keeps the clock of a kind from today on, or no longer. What runs goes on running."""
    if not actor.roles & (WORKERS | {"owner", "co_lead", "coordinator"}) or actor.side is None:
        raise Refused("prevention.role_needed")
    with acting(actor):
        made = EntitlementStart.objects.create(
            body_id=actor.body, kind=kind, keeps=keeps, since=today_of(actor), at=now(), world=actor.world
        )
        body = Institution.objects.get(pk=actor.body)
        record(actor, verbs.STARTED, body, kind=kind.pk, keeps=keeps, since=made.since)
    return made


@dataclass(frozen=True)
class NewEntitlement:
    """What somebody is owed, by whom, and since when. `programme`: the one that helps her to it."""

    someone: Someone
    kind: EntitlementKind
    owed_by: Institution
    awarded_on: date
    programme: Programme | None = None
    amount: Decimal | None = None
    currency: str = ""


def write_down(actor: Actor, new: NewEntitlement) -> Entitlement:
    """A programme worker of either side writes down what is owed; the day follows from the kind, nobody chooses it."""
    keeps = keeps_clock(new.owed_by.pk, new.kind.pk)
    allow(rules.to_open(
        side=str(actor.side or ""), roles=actor.roles, keeps_clock=keeps, awarded_on=new.awarded_on,
        today=today_of(actor),
    ))  # fmt: skip
    same_world(actor, new.owed_by, new.programme)
    if new.kind.is_money != (new.amount is not None):
        raise Refused("prevention.amount_of_money", where="amount")
    with acting(actor):
        due = entitlement_due(new.kind.days, new.awarded_on, actor.world)
        row = Entitlement.objects.create(
            code=new_code("C"), kind=new.kind, owed_by=new.owed_by, asker_id=actor.body, programme=new.programme,
            place=new.someone.place, sex=new.someone.sex, band=new.someone.band, amount=new.amount,
            currency=new.currency if new.kind.is_money else "", awarded_on=new.awarded_on, due_on=due,
            stage_on=new.awarded_on, world=actor.world,
        )  # fmt: skip
        today = today_of(actor)  # what was due before anybody wrote it down is overdue from tomorrow on
        open_duty(ENTITLEMENT, owner=new.owed_by.pk, subject=row, opened_on=today, due_on=max(due, today))
        tell_owed(row.owed_by_id, row)
        record(actor, verbs.OWED, row, kind=new.kind.pk, to=row.owed_by_id, due=due)
    return row


def keeps_clock(body: str, kind: str) -> bool:
    """The body's newest word on the kind."""
    newest = EntitlementStart.objects.filter(body=body, kind=kind).order_by("at", "id").last()
    return newest is not None and newest.keeps


def deliver(
    actor: Actor, entitlement: Entitlement, *, on: date | None = None, amount: Decimal | None = None
) -> EntitlementStep:
    """It arrived. Of money less than is owed is a part, and the clock runs on. Said by whoever owes it or wrote it
    down."""
    with acting(actor):
        row = locked(entitlement)
        day = _may_move(actor, row, {row.owed_by_id, row.asker_id}, on)
        paid = [one for one in row.steps.values_list("amount", flat=True) if one is not None]
        left = rules.still_owed(row.amount, paid)
        given = amount if amount is not None else left
        if given is not None and (left is None or not 0 < given <= left):
            raise Refused("prevention.more_than_owed", where="amount")
        what = "part" if left is not None and given is not None and given < left else "delivered"
        made = _say(actor, row, what, day, amount=given)
        record(actor, verbs.DELIVERED, row, what=what, on=day, late=made.is_late)
    return made


def withdraw_entitlement(actor: Actor, entitlement: Entitlement, *, on: date | None = None) -> EntitlementStep:
    """She does not want it any more: said by another body that wrote it down for her, never by the one that owes
    it: else a debtor could end what it owes."""
    with acting(actor):
        row = locked(entitlement)
        day = _may_move(actor, row, {row.asker_id} - {row.owed_by_id}, on)
        made = _say(actor, row, "withdrawn", day)
        record(actor, verbs.DELIVERED, row, what="withdrawn", on=day, late=made.is_late)
    return made


def answer_delivery(actor: Actor, entitlement: Entitlement, *, arrived: bool) -> EntitlementStep:
    """Whoever wrote it down says whether what the owing body calls delivered arrived (I-18). The clock was stopped by
    the claim; a disputed one is shown as such and counted apart."""
    with acting(actor):
        row = locked(entitlement)
        same_world(actor, row)
        claimed = row.steps.filter(what="delivered", body=row.owed_by_id).exclude(body=row.asker_id).exists()
        if row.asker_id != actor.body or not actor.roles & WORKERS or not claimed:
            raise Refused("prevention.not_your_queue")
        if row.steps.filter(what__in=("confirmed", "disputed")).exists():
            raise Refused("prevention.answered_before")
        what = "confirmed" if arrived else "disputed"
        made = _step(actor, row, what, today_of(actor))
        tell_owed(row.owed_by_id, row)
        record(actor, verbs.DELIVERED, row, what=what, on=made.on, late=False)
    return made


def _may_move(actor: Actor, row: Entitlement, allowed: set[str], on: date | None) -> date:
    same_world(actor, row)
    if not actor.roles & WORKERS:
        raise Refused("prevention.role_needed")
    day, today = on or today_of(actor), today_of(actor)
    allow(rules.to_move(
        stage=row.stage, body=actor.body, allowed=allowed, on=day, today=today, since=row.awarded_on
    ))  # fmt: skip
    return day


def _say(actor: Actor, row: Entitlement, what: str, day: date, *, amount: Decimal | None = None) -> EntitlementStep:
    """The step; unless it was a part, the end of the clock and where it stands."""
    duty, today = open_duty_of(row), today_of(actor)
    made = _step(actor, row, what, day, amount=amount, is_late=duty is not None and today > duty.due_on)
    if what != "part":
        if duty is not None:
            discharge(duty, on=today)
        row.stage, row.stage_on = what, day
        row.save(update_fields=["stage", "stage_on"])
    other = row.asker_id if actor.body == row.owed_by_id else row.owed_by_id
    tell_owed(other, row)
    return made


def _step(actor: Actor, row: Entitlement, what: str, day: date, **more: object) -> EntitlementStep:
    columns: dict[str, object] = {
        "entitlement": row, "what": what, "on": day, "body_id": actor.body, "at": now(), **more,
    }  # fmt: skip
    return EntitlementStep.objects.create(**columns)
