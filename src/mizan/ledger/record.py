"""`record()`: the one way in which something becomes an event.

Called inside the transaction of the change it records. The transparency log attaches here (`on_record`): its own
issue adds the leaf in the same transaction, without any caller changing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.db.models import Model

from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.facts import World
from mizan.ledger.models import Event
from mizan.ledger.verbs import Verb

Listener = Callable[[Event, Verb], None]
_LISTENERS: list[Listener] = []


def on_record(listener: Listener) -> Listener:
    """Call `listener(event, verb)` in the recording transaction: the seam for leaves and notices."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)
    return listener


def record(actor: Actor, verb: Verb, target: Model, *, at: datetime | None = None, **facts: object) -> Event:
    """Write the one event of a change. Raises `PayloadError` on undeclared facts; refuses to run outside a
    transaction, since an event without its change (or the reverse) would be a lie."""
    if not connection.in_atomic_block:
        raise RuntimeError("record() outside a transaction")
    event = Event.objects.create(
        at=at or now(),
        verb=verb.name,
        actor=actor.id or actor.system,
        body=actor.body,
        side=actor.side or "",
        target_kind=target._meta.label_lower,
        target_id=str(target.pk),
        payload=verb.payload(facts),
        world=_world(actor, target),
    )
    for listener in _LISTENERS:
        listener(event, verb)
    return event


def _world(actor: Actor, target: Model) -> str:
    """An event is real only if nothing of it is exercise: both worlds answer the same real obligations."""
    worlds = {actor.world, getattr(target, "world", actor.world)}
    return str(World.EXERCISE if World.EXERCISE in worlds else World.REAL)
