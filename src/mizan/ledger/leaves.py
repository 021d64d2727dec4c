"""Leaves: what a verb adds to the transparency log, built inside its transaction and never again (I-6).

One event has one leaf. A duty of a public kind that the verb opens or closes rides on that leaf; where a verb opens or
closes several duties, each further one has a leaf of its own, written by the same INSERT. All leaves look alike.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from mizan.ledger import rules, threads
from mizan.ledger.canonical import canonical
from mizan.ledger.ids import new_id
from mizan.ledger.models import Duty, Event, Leaf
from mizan.tlog import leaf as v1
from mizan.tlog.merkle import leaf_hash


@dataclass
class Ride:
    """A leaf that duties of one subject asked for. At most one is closed on it and one opened."""

    subject: tuple[str, str]
    id: UUID = field(default_factory=new_id)
    closes: bool = False
    opens: bool = False


@dataclass(frozen=True)
class Carried:
    """The duties on one leaf, as their rows are at the end of the verb."""

    opens: Duty | None = None
    closes: Duty | None = None

    @property
    def subject(self) -> tuple[str, str]:
        duty = self.opens or self.closes
        return (duty.subject_kind, duty.subject_id) if duty else ("", "")

    def __bool__(self) -> bool:
        return self.opens is not None or self.closes is not None


NOTHING = Carried()


def carried(rides: Sequence[Ride]) -> dict[UUID, Carried]:
    """What each leaf really carries: rows that a savepoint took back are on none."""
    if not rides:
        return {}
    found = duties_on([ride.id for ride in rides])
    return {ride.id: found[ride.id] for ride in rides if ride.id in found}


def duties_on(leaves: Sequence[UUID] | None = None) -> dict[UUID, Carried]:
    """The duties on the named leaves, or on all."""
    public = Duty.objects.filter(number__gt=0)
    if leaves is not None:
        public = public.filter(Q(leaf__in=leaves) | Q(closing_leaf__in=leaves))
    found: dict[UUID, Carried] = {}
    for duty in public:
        if duty.leaf_id:
            found[duty.leaf_id] = Carried(duty, found.get(duty.leaf_id, NOTHING).closes)
        if duty.closing_leaf_id:
            found[duty.closing_leaf_id] = Carried(found.get(duty.closing_leaf_id, NOTHING).opens, duty)
    return found


def payload_of_event(event: Event, rows: str, slot: datetime, duties: Carried) -> bytes:
    """What the leaf of an event commits to: the event, the digest of its rows, its slot, its duties."""
    return canonical({
        "v": 1, "id": str(event.pk), "at": _moment(event.at), "verb": event.verb, "actor": event.actor,
        "body": event.body, "side": event.side, "world": event.world, "facts": event.payload,
        "target": [event.target_kind, event.target_id], "rows": rows, "slot": _moment(slot), "duties": _named(duties),
    })  # fmt: skip


def payload_of_duty(event: UUID, slot: datetime, duties: Carried) -> bytes:
    """What a further leaf of an event commits to: only its duties."""
    return canonical({"v": 1, "event": str(event), "slot": _moment(slot), "duties": _named(duties)})


def slot_of(now: datetime, duties: Carried) -> datetime:
    """When a leaf may appear: with a duty at the next daily slot, else at the next hourly one."""
    return rules.slot(now, minutes=settings.LEDGER_SLOTS["duty" if duties else "other"])


@dataclass(frozen=True)
class Draft:
    """A leaf to be built: its id, thread, payload and slot, its duties, or the T and N of an opaque one."""

    id: UUID
    subject: tuple[str, str]
    payload: bytes
    slot: datetime
    duties: Carried = NOTHING
    opaque: tuple[bytes, bytes] | None = None


def build(drafts: Sequence[Draft]) -> list[Leaf]:
    """The rows of the outbox, each with a fresh salt, its opening sealed under its thread's data key."""
    keys = {subject: threads.keys_for(*subject) for subject in dict.fromkeys(draft.subject for draft in drafts)}
    return [_built(draft, *keys[draft.subject]) for draft in drafts]


def _built(draft: Draft, thread: threads.Thread, keys: threads.Keys) -> Leaf:
    salt = secrets.token_bytes(32)
    clock = rules.leaf_clock(draft.duties.opens, draft.duties.closes)
    tag, nonce = draft.opaque or public_parts(keys, draft.duties)
    data = v1.Leaf(clock.flags, clock.kind, clock.due_day, v1.commit(salt, draft.payload), tag, nonce).pack()
    digest = leaf_hash(data)
    sealed = threads.seal(keys.data, salt + digest)
    return Leaf(id=draft.id, data=data, hash=digest, publish_from=draft.slot, thread=thread, sealed=sealed)


def unsalted(digest: bytes, slot: datetime) -> Leaf:
    """A leaf whose commitment anyone can compare with a published file."""
    data = v1.Leaf(0, 0, 0, digest, secrets.token_bytes(32), secrets.token_bytes(32)).pack()
    return Leaf(data=data, hash=leaf_hash(data), publish_from=slot)


def public_parts(keys: threads.Keys, duties: Carried) -> tuple[bytes, bytes]:
    """T and N: the tag of what is opened, the nonce of what is closed, random filler where neither is."""
    tag, nonce = secrets.token_bytes(32), secrets.token_bytes(32)
    if duties.opens is not None:
        tag = v1.tag(v1.nonce(keys.thread, duties.opens.ordinal))
    if duties.closes is not None:
        nonce = v1.nonce(keys.thread, duties.closes.ordinal)
    return tag, nonce


def _named(duties: Carried) -> dict[str, str]:
    return {name: str(duty.pk) for name, duty in (("opens", duties.opens), ("closes", duties.closes)) if duty}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
