"""SQLite's journal: what was erased in the file still stands there until the journal is emptied."""

from __future__ import annotations

from typing import Any

PATIENCE = 1_000  # milliseconds that the writers of a busy moment wait for us


def empty_journal(database: Any) -> bool:
    """Bring the journal of a Django connection into its file and leave nothing in it. False: somebody was reading, so
    that it has to be asked again. PostgreSQL keeps its journal in its own way (docs/threat-model.md)."""
    if database.vendor != "sqlite":
        return True
    with database.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")
    return not busy
