"""Revocations: written to the journal outside the database first, then remembered inside; replayed after a restore.

A room revokes inside its own verb (`revoke`) and says at start-up how a revocation of its kind is done again
(`on_replay`). After a restore the database remembers fewer lines than the journal has: no door opens before `replay`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.sight import sight
from mizan.ledger import journal
from mizan.ledger.models import JournalLine
from mizan.ledger.record import record
from mizan.ledger.verbs import CODE, COUNT, verb

Again = Callable[[Actor, UUID], None]
_AGAIN: dict[str, Again] = {}
REPLAYED = verb(
    "ledger.journal.replayed", _("did a revocation again after a restore"), public=False, kind=CODE, line=COUNT
)


def on_replay(kind: str) -> Callable[[Again], Again]:
    """Say how a revocation of `kind` is done again: `again(actor, id)`, inside one transaction, idempotent."""

    def named(again: Again) -> Again:
        _AGAIN[kind] = again
        return again

    return named


def revoke(kind: str, subject: UUID) -> None:
    """Note a revocation in the journal, inside the verb that does it. If the verb fails after all, the journal is one
    line ahead, and the doors wait for a replay: too careful rather than too late."""
    if not connection.in_atomic_block:
        raise RuntimeError("revoke() outside a transaction")
    _remember(journal.append(path(), kind, subject))


def behind() -> list[journal.Entry]:
    """Lines that the database does not know: after a restore, or of a verb that failed. Raises `JournalBroken` where
    the database knows lines that the journal does not have (it was shortened or replaced)."""
    known = dict(JournalLine.objects.values_list("number", "head"))
    lines = journal.entries(path())
    there = {line.number: line.head for line in lines}
    for number, head in known.items():
        if there.get(number) != bytes(head):
            raise journal.JournalBroken(f"the revocation journal has lost line {number}, which the database remembers")
    return [line for line in lines if line.number not in known]


@sight(keeper=True)
def replay(actor: Actor) -> int:
    """Do again what the journal knows and the database does not; returns how many lines. Stops at a kind that nobody
    knows how to do again."""
    lines = behind()
    for line in lines:
        with acting(actor):
            _AGAIN[line.kind](actor, line.id)
            _remember(line)
            record(actor, REPLAYED, JournalLine(number=line.number), kind=line.kind, line=line.number)
    return len(lines)


def path() -> Path:
    """Where the journal lies."""
    return Path(settings.REVOCATIONS)


def _remember(line: journal.Entry) -> None:
    JournalLine.objects.create(number=line.number, head=line.head)
