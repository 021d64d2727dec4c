"""What was erased is neither in SQLite's file nor in the journal beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler

from mizan.kit.journal import empty_journal
from mizan.web.settings.database import sqlite

SECRET = b"a key that must not be found again"


@pytest.fixture
def doors(tmp_path: Path, django_db_blocker: Any) -> Iterator[tuple[Any, Any]]:
    """Two processes' connections to one file of their own, both kept open."""
    handler = ConnectionHandler({"default": sqlite(tmp_path / "house"), "worker": sqlite(tmp_path / "house")})
    both = handler["default"], handler["worker"]
    with django_db_blocker.unblock():
        yield both
        for one in both:
            one.close()


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("house*"))


def ask(database: Any, sql: str, *values: object) -> None:
    with database.cursor() as cursor:
        cursor.execute(sql, values)


def erased(door: Any) -> None:
    ask(door, "CREATE TABLE keys (one BLOB)")
    ask(door, "INSERT INTO keys VALUES (%s)", SECRET)
    ask(door, "DELETE FROM keys")


def test_an_erased_key_is_gone_from_file_and_journal_after_the_worker_came_by(
    doors: tuple[Any, Any], tmp_path: Path
) -> None:
    door, worker = doors
    erased(door)
    ask(worker, "SELECT count(*) FROM keys")
    assert SECRET in on_disk(tmp_path)  # the journal remembers what the table forgot
    assert empty_journal(worker)
    assert SECRET not in on_disk(tmp_path)


def test_a_long_reader_is_told_of_and_outlived(doors: tuple[Any, Any], tmp_path: Path) -> None:
    door, worker = doors
    erased(door)
    door.ensure_connection()
    door.connection.execute("BEGIN")
    door.connection.execute("SELECT count(*) FROM keys").fetchall()
    ask(worker, "INSERT INTO keys VALUES (%s)", b"later")
    assert not empty_journal(worker)
    door.connection.execute("COMMIT")
    assert empty_journal(worker)
    assert SECRET not in on_disk(tmp_path)


def test_a_long_writer_is_told_of_and_stops_no_worker(doors: tuple[Any, Any], tmp_path: Path) -> None:
    door, worker = doors
    erased(door)
    door.connection.execute("BEGIN IMMEDIATE")
    door.connection.execute("INSERT INTO keys VALUES (1)")
    assert not empty_journal(worker)
    door.connection.execute("COMMIT")
    assert empty_journal(worker)
    assert SECRET not in on_disk(tmp_path)


def test_the_worker_waits_as_long_for_a_lock_afterwards_as_before(doors: tuple[Any, Any]) -> None:
    _door, worker = doors
    empty_journal(worker)
    with worker.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == 20_000
