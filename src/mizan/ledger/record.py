"""`record()`: the one way in which something becomes an event, and an event a leaf of the transparency log.

Called inside the transaction of the change it records, after its rows are written: the leaf commits to them. It costs
the event's own INSERT and exactly one more, for its leaves (and one for the key of a thread that is new).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Model

from mizan.kit import act
from mizan.kit.act import Act
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.facts import World
from mizan.ledger import rules
from mizan.ledger.committed import rows_digest
from mizan.ledger.ids import new_id
from mizan.ledger.leaves import (
    NOTHING,
    Carried,
    Draft,
    build,
    carried,
    payload_of_duty,
    payload_of_event,
    slot_of,
    unsalted,
)
from mizan.ledger.models import Event, Leaf
from mizan.ledger.verbs import Verb

Listener = Callable[[Event, Verb], None]
_LISTENERS: list[Listener] = []


def on_record(listener: Listener) -> Listener:
    """Call `listener(event, verb)` in the recording transaction: the seam for notices."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)
    return listener


def record(actor: Actor, verb: Verb, target: Model, *, at: datetime | None = None, **facts: object) -> Event:
    """Write the one event of a change and its leaf. Raises `PayloadError` on undeclared facts; refuses to run outside
    a transaction, since an event without its change (or the reverse) would be a lie."""
    if not connection.in_atomic_block:
        raise RuntimeError("record() outside a transaction")
    current = act.current() or Act()
    moment = at or now()
    event = Event(
        id=current.event,
        at=rules.day_start(moment) if verb.day_only else moment,
        verb=verb.name,
        actor=actor.id or actor.system,
        body=actor.body,
        side=actor.side or "",
        target_kind=target._meta.label_lower,
        target_id=str(target.pk),
        payload=verb.payload(facts),
        world=_world(actor, target),
        consequential=verb.consequential,
    )
    _write(event, verb, current)
    current.renew()
    for listener in _LISTENERS:
        listener(event, verb)
    return event


def _write(event: Event, verb: Verb, current: Act) -> None:
    if not verb.consequential:
        if current.touched or current.opaque or current.public:
            raise RuntimeError(f"{verb.name} wrote rows that need a leaf, and is declared to have none")
        event.save(force_insert=True)
        return
    drafts = _drafts(event, current)
    event.leaf_id = drafts[0].id
    event.save(force_insert=True)
    Leaf.objects.bulk_create([*build(drafts), *current.public])


def _drafts(event: Event, current: Act) -> list[Draft]:
    """The event's own leaf first, with its first duties, then one for each further leaf that duties asked for."""
    duties = carried(current.leaves)
    if current.opaque and duties:
        raise RuntimeError("an opaque leaf carries no duty")
    first, *others = list(duties.items()) or [(new_id(), NOTHING)]
    rows = rows_digest(current.touched, event.pk)
    return [_own(event, *first, rows=rows, opaque=current.opaque), *(_further(event.pk, *one) for one in others)]


def _own(event: Event, leaf: UUID, duties: Carried, *, rows: str, opaque: tuple[bytes, bytes] | None) -> Draft:
    slot = slot_of(now(), duties)
    subject = duties.subject if duties else (event.target_kind, event.target_id)
    return Draft(leaf, subject, payload_of_event(event, rows, slot, duties), slot, duties, opaque)


def _further(event: UUID, leaf: UUID, duties: Carried) -> Draft:
    slot = slot_of(now(), duties)
    return Draft(leaf, duties.subject, payload_of_duty(event, slot, duties), slot, duties)


def opaque(tag: bytes, nonce: bytes) -> None:
    """Give the leaf of the coming event these T and N (32 bytes each): a message to whoever knows how to find it.

    The reporter's thread key travels so: T = HKDF(root, find), N = thread key XOR HKDF(root, thread) (DESIGN section
    9). Raises `RuntimeError` outside `acting`.
    """
    current = act.current()
    if current is None or len(tag) != 32 or len(nonce) != 32:
        raise RuntimeError("an opaque leaf needs an act, and 32 bytes each")
    current.opaque = (tag, nonce)


def commit_in_public(digest: bytes) -> str:
    """Add an unsalted leaf to the coming event, whose commitment is the SHA-256 (32 bytes) of a file that is published
    anyway. Returns the leaf's hash: the event names it as its fact `leaf`, or the audit finds a leaf of nobody."""
    current = act.current()
    if current is None or len(digest) != 32:
        raise RuntimeError("a public commitment needs an act, and 32 bytes")
    leaf = unsalted(digest, slot_of(now(), NOTHING))
    current.public.append(leaf)
    return leaf.hash.hex()


def _world(actor: Actor, target: Model) -> str:
    """An event is real only if nothing of it is exercise: both worlds answer the same real obligations."""
    worlds = {actor.world, getattr(target, "world", actor.world)}
    return str(World.EXERCISE if World.EXERCISE in worlds else World.REAL)
