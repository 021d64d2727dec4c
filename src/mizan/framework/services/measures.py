"""Figures that people enter, and targets."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import uuid4

from mizan.clocks import ClockFault
from mizan.framework import verbs
from mizan.framework.models import Indicator, Reading, Target
from mizan.framework.queries.adding import span
from mizan.framework.rules import allowed
from mizan.framework.services._tools import allow, same_world
from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.facts import Grade
from mizan.kit.refusal import Refused
from mizan.kit.texts import TextMap
from mizan.ledger.record import record
from mizan.places.models import Place


@dataclass(frozen=True)
class NewReading:
    """One figure as a body gives it: an exact value, or bounds ("<5" is low 0 and high 4), or neither (unknown)."""

    indicator: Indicator
    period: str
    scope: TextMap
    source: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    place: Place | None = None
    supersedes: Reading | None = None


def add_reading(actor: Actor, new: NewReading) -> Reading:
    """Enter a figure under the indicator's counting rule; a correction supersedes the body's own older figure."""
    allow(allowed.to_enter_figures(side=actor.side, roles=actor.roles))
    _check(actor, new)
    with acting(actor):
        row = Reading.objects.create(
            code=f"{new.indicator.code[:40]}.{uuid4().hex[:16]}", indicator=new.indicator, value=new.value, low=new.low,
            high=new.high, period=new.period, scope=dict(new.scope), place=new.place,
            counting_rule=new.indicator.counting_rule, definition_version=new.indicator.definition_version,
            side=actor.side or "", author_body_id=actor.body, source=new.source, grade=Grade.PRIMARY,
            supersedes=new.supersedes, recorded_at=now(), world=actor.world,
        )  # fmt: skip
        old = new.supersedes
        record(actor, verbs.READING_ADDED, row, indicator=new.indicator.code, supersedes=old.code if old else None)
    return row


def _check(actor: Actor, new: NewReading) -> None:
    if new.low is not None and new.high is not None and new.low > new.high:
        raise Refused("framework.bounds_crossed", where="low")
    known = [amount for amount in (new.low, new.value, new.high) if amount is not None]
    if known != sorted(known):
        raise Refused("framework.value_outside_bounds", where="value")
    _check_period(new.period)
    if not new.source.strip():
        raise Refused("framework.source_needed", where="source")
    if new.supersedes is not None:
        _check_superseded(actor, new.supersedes)


def _check_period(written: str) -> None:
    try:
        span(written)
    except ClockFault as fault:
        raise Refused("framework.period_unreadable", where="period") from fault


def _check_superseded(actor: Actor, old: Reading) -> None:
    same_world(actor, old)
    if old.author_body_id != actor.body:
        raise Refused("framework.not_your_figure")
    if Reading.objects.filter(supersedes=old).exists():
        raise Refused("framework.superseded_before")


def set_target(actor: Actor, indicator: Indicator, *, value: Decimal, due: str) -> Target:
    """What an indicator should reach, by when, as the body says."""
    allow(allowed.to_enter_figures(side=actor.side, roles=actor.roles))
    with acting(actor):
        row = Target.objects.create(
            indicator=indicator, value=value, due=due, author_body_id=actor.body, world=actor.world
        )
        record(actor, verbs.TARGET_SET, row, indicator=indicator.code, due=due)
    return row
