"""The only two ways to hold a transaction.

`reading(actor)` gives one consistent view; `acting(actor)` may write. Both tell PostgreSQL who acts (row-level
security reads `mizan.actor`); only `acting` takes SQLite's write lock at once, so that two writers queue instead of
failing half-way. Key stretching, hashing of files and network calls stay outside both.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from mizan.kit import act
from mizan.kit.actors import Actor


@contextmanager
def reading(actor: Actor) -> Iterator[None]:
    """One consistent, read-only view for `actor`."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            _execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        _tell_who_acts(actor)
        yield


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """One transaction that may write, for `actor`. A `Refused` inside rolls everything back.

    It draws the id of the event that will record it (`kit.act`).
    """
    with act.begun(), _write_lock_at_once(), transaction.atomic():
        _tell_who_acts(actor)
        yield


@contextmanager
def _write_lock_at_once() -> Iterator[None]:
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    before = connection.transaction_mode
    connection.transaction_mode = "IMMEDIATE"
    try:
        yield
    finally:
        connection.transaction_mode = before


def _tell_who_acts(actor: Actor) -> None:
    if connection.vendor != "postgresql":
        return
    _execute("SELECT set_config('mizan.actor', %s, true)", [actor.id or actor.system])


def _execute(sql: str, parameters: list[str] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
