"""Leaves that are due, and the one transaction that gives them their indices and moves the head.

Indices are given here and never taken from row ids: transactions commit out of order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count

from mizan.kit.acting import acting
from mizan.kit.actors import system
from mizan.ledger.models import Leaf, LogHead, LogOrigin
from mizan.ledger.sequencing.disk import Reached
from mizan.ledger.sequencing.order import shuffled
from mizan.tlog.merkle import EMPTY_ROOT
from mizan.tlog.origin import first_leaf

# One statement for all: PostgreSQL needs a round and a plan for each otherwise.
_NUMBER_ALL = """UPDATE ledger_leaf SET idx = given.idx FROM unnest(%s::uuid[], %s::bigint[]) AS given (id, idx)
WHERE ledger_leaf.id = given.id AND ledger_leaf.idx IS NULL"""
MOST = 65_536  # leaves of one step, unless a single slot holds more: a slot is never divided


class HeadMoved(SystemExit):
    """Somebody else moved the head: this process must not sign another line, so it ends."""


@dataclass(frozen=True)
class Waiting:
    """A leaf without an index."""

    id: UUID
    data: bytes


@dataclass(frozen=True)
class Head:
    """What the database says of the log; the authority on its size. `shift`: index in the log minus `idx`."""

    origin: str
    size: int
    root: bytes
    note: bytes
    shift: int


def due(now: datetime, most: int = MOST) -> list[Waiting]:
    """Leaves whose slot has come, slot after slot, shuffled within each."""
    waiting = Leaf.objects.filter(idx=None, publish_from__lte=now)
    slots = waiting.values_list("publish_from").annotate(n=Count("pk")).order_by("publish_from")
    taken: list[Waiting] = []
    for slot, count in slots:
        if taken and len(taken) + count > most:
            break
        rows = waiting.filter(publish_from=slot).values_list("id", "data")
        taken += shuffled([Waiting(key, bytes(data)) for key, data in rows])
    return taken


def head_of(origin: str) -> Head:
    """The head of a log; a log that was never written to is empty."""
    row = LogHead.objects.filter(pk=origin).first()
    if row is None:
        return Head(origin, 0, EMPTY_ROOT, b"", 0)
    return Head(origin, row.size, bytes(row.root), bytes(row.note), row.shift)


def successor_of(origin: str) -> str:
    """The log that continues this one, or "": a log that ended is never signed again."""
    return LogOrigin.objects.filter(continues=origin).values_list("origin", flat=True).first() or ""


def entries_of(head: Head) -> Iterator[bytes]:
    """Everything that the database holds of a log, in order: the first leaf of one that continues another, then the
    sequenced rows. A gap ends it."""
    if head.shift:
        yield first_leaf(bytes(LogOrigin.objects.get(origin=head.origin).data))
    rows = Leaf.objects.filter(idx__isnull=False).order_by("idx").values_list("idx", "data")
    for expected, (index, data) in enumerate(rows.iterator(chunk_size=2048)):
        if index != expected or expected >= head.size - head.shift:
            return
        yield bytes(data)


def advance(old: Head, new: Head, rows: Sequence[Waiting], reached: Reached) -> None:
    """Compare and swap the head and give the rows their indices, in one transaction. Raises `HeadMoved`."""
    with acting(system("sequencer")):
        if not _swap(old, new):
            raise HeadMoved("the log's head is not where this process left it: another writer is at work")
        reached("give indices")
        if _number(rows, old.size - old.shift) != len(rows):
            raise HeadMoved("a leaf had an index already: another writer is at work")
        reached("commit")
    reached("committed")


def _swap(old: Head, new: Head) -> bool:
    values = {"size": new.size, "root": new.root, "note": new.note}
    if old.size == 0 and not LogHead.objects.filter(pk=old.origin).exists():
        LogHead.objects.create(origin=old.origin, shift=old.shift, **values)
        return True
    return LogHead.objects.filter(pk=old.origin, size=old.size, root=old.root).update(**values) == 1


def _number(rows: Sequence[Waiting], first: int) -> int:
    """Contiguous indices from `first`, in the rows' order; returns how many rows took one."""
    if not rows:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            given = [row.id for row in rows], list(range(first, first + len(rows)))
            cursor.execute(_NUMBER_ALL, given)
        else:
            pairs = [(index, row.id.hex) for index, row in enumerate(rows, first)]
            cursor.executemany("UPDATE ledger_leaf SET idx = %s WHERE id = %s AND idx IS NULL", pairs)
        return int(cursor.rowcount)
