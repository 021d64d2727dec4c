"""One writer at a time: a lock on a file of this machine, and on PostgreSQL an advisory lock of the database too.

The compare-and-swap of the head is the last guard; the locks keep two writers from touching the same files before it.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ADVISORY = 0x6D697A616E  # any fixed number; "mizan"


class Busy(RuntimeError):
    """Another process is sequencing now."""


@contextmanager
def one_writer(path: Path) -> Iterator[None]:
    """Hold the log for writing. Raises `Busy` at once when somebody else does."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy("another process is sequencing") from None
        with _advisory():
            yield


@contextmanager
def _advisory() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY])
        if not cursor.fetchone()[0]:
            raise Busy("another process is sequencing on this database")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY])
