"""What a witness must never forget: for each log the latest checkpoint it cosigned. One SQLite table.

The check against the latest checkpoint and the writing of the new one are one transaction that holds the write lock
from before the check, and is on the disk (`synchronous=FULL`) before anybody sees the cosignature. So of two requests
at once one sees the other's result, also from two processes on one file.

Trusted for: the promise that this witness cosigns one history only. Whoever can write here, or put an older copy of
the file back, can make it cosign a second one. It is created once, by `init`; `serve` refuses to start without it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mizan.tlog.checkpoint import Checkpoint, parse_checkpoint
from mizan.tlog.errors import WitnessError
from mizan.tlog.note import parse_note

LOCK_WAIT = 10  # seconds a request waits for another one's transaction
TABLE = "CREATE TABLE cosigned (origin TEXT PRIMARY KEY, note BLOB NOT NULL) STRICT"


def create(path: Path) -> None:
    """A new, empty store. Raises `WitnessError` if something is there already."""
    if path.exists():
        raise WitnessError("there is a file already, and it is never overwritten", str(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(TABLE)


class Store:
    """The latest cosigned checkpoint of each origin, as the note that was given back (all its signatures included)."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise WitnessError("the witness's memory is missing; `init` makes it, once", str(path))
        self._path = path

    def latest(self, origin: str) -> bytes | None:
        """The latest cosigned note of a log, or None."""
        with self._connection() as connection:
            return _note(connection, origin)

    def advance(self, origin: str, decide: Callable[[Checkpoint | None], bytes]) -> None:
        """Replace the latest note by `decide(latest)`, atomically; whatever `decide` raises leaves all as it was."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                stored = _note(connection, origin)
                latest = None if stored is None else parse_checkpoint(parse_note(stored).text)
                connection.execute("INSERT OR REPLACE INTO cosigned VALUES (?, ?)", (origin, decide(latest)))
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """One connection for one request: no state is shared between threads."""
        with closing(sqlite3.connect(self._path, isolation_level=None, timeout=LOCK_WAIT)) as connection:
            connection.execute("PRAGMA synchronous=FULL")
            yield connection


def _note(connection: sqlite3.Connection, origin: str) -> bytes | None:
    row = connection.execute("SELECT note FROM cosigned WHERE origin = ?", (origin,)).fetchone()
    return None if row is None else bytes(row[0])
