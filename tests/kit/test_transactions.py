"""The two ways to hold a transaction: readers cannot write, writers queue instead of failing, all of it or nothing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, connections, transaction

from mizan.kit.acting import acting, reading
from mizan.kit.actors import Actor, Side, system
from mizan.kit.models import Pack
from mizan.kit.refusal import Refused
from tests.framework.scratch import empty_house, house_at, new_house  # noqa: F401  (fixtures)

ACTOR = Actor(id=str(uuid4()), body="B", side=Side.STATE)


def known() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM counter")
        return int(cursor.fetchone()[0])


def put(n: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE counter SET n = %s", [n])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database of one row, in write-ahead mode as in a house."""
    path = tmp_path / "counter.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE counter (n INTEGER)")
        made.execute("INSERT INTO counter VALUES (0)")
    made.close()
    return path


def test_two_writers_on_sqlite_queue_and_neither_is_lost(file: Path, django_db_blocker: Any) -> None:
    """Both read, then write: with a lock taken only at the first write, the second would fail half-way."""
    inside, other_has_read = threading.Event(), threading.Event()
    faults: list[BaseException] = []

    def first() -> None:
        with house_at(file), acting(ACTOR):
            n = known()
            inside.set()
            other_has_read.wait(0.5)  # it cannot while this one holds the lock
            put(n + 1)

    def second() -> None:
        inside.wait(20)
        with house_at(file), acting(ACTOR):
            n = known()
            other_has_read.set()
            put(n + 1)

    def run(part: Any) -> None:
        try:
            part()
        except BaseException as fault:
            faults.append(fault)

    with django_db_blocker.unblock():
        threads = [threading.Thread(target=run, args=(part,)) for part in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert faults == []
        with house_at(file):
            assert known() == 2


def test_a_reader_on_sqlite_never_waits_for_a_writer(file: Path, django_db_blocker: Any) -> None:
    seen: list[int] = []

    def read() -> None:
        with house_at(file), reading(ACTOR):
            seen.append(known())

    with django_db_blocker.unblock(), house_at(file), acting(ACTOR):
        put(7)
        thread = threading.Thread(target=read)
        thread.start()
        thread.join(10)
        assert seen == [0]


def test_the_connection_is_left_as_it_was(new_house: Any) -> None:  # noqa: F811  (a fixture)
    new_house.ensure_connection()
    before = new_house.transaction_mode
    with acting(ACTOR):
        assert new_house.transaction_mode == "IMMEDIATE"
    assert new_house.transaction_mode == before
    with pytest.raises(ZeroDivisionError), acting(ACTOR):
        raise ZeroDivisionError
    assert new_house.transaction_mode == before


@pytest.mark.usefixtures("new_house")
def test_a_refusal_half_way_rolls_everything_back() -> None:
    def half() -> None:
        with acting(ACTOR):
            Pack.objects.create(code="half", loaded_at="2026-01-01T00:00:00Z")
            raise Refused("test.no")

    with pytest.raises(Refused):
        half()
    assert not Pack.objects.exists()


@pytest.mark.usefixtures("new_house")
def test_acting_inside_acting_is_one_transaction() -> None:
    def outer() -> None:
        with acting(ACTOR):
            with acting(system("clock")):
                Pack.objects.create(code="inner", loaded_at="2026-01-01T00:00:00Z")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        outer()
    assert not Pack.objects.exists()


@pytest.fixture
def plain_connection(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The test database outside any test's transaction; whatever is begun here is rolled back here."""
    with django_db_blocker.unblock():
        assert not connections["default"].in_atomic_block
        yield connections["default"]


@pytest.mark.postgres
@pytest.mark.usefixtures("plain_connection")
def test_postgresql_knows_who_acts_and_forgets_it_afterwards() -> None:
    def told() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('mizan.actor', true)")
            return cursor.fetchone()[0] or ""

    for way in (reading, acting):
        with way(ACTOR):
            assert told() == ACTOR.id
        with way(system("clock")):
            assert told() == "clock"
        assert told() == ""


@pytest.mark.postgres
@pytest.mark.usefixtures("plain_connection")
def test_postgresql_refuses_to_write_while_reading() -> None:
    with pytest.raises(DatabaseError, match="read-only"), reading(ACTOR):
        Pack.objects.create(code="sly", loaded_at="2026-01-01T00:00:00Z")
    with transaction.atomic():
        assert not Pack.objects.filter(pk="sly").exists()


@pytest.mark.postgres
@pytest.mark.usefixtures("plain_connection")
def test_postgresql_reads_one_state_of_the_world() -> None:
    with reading(ACTOR), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')")
        assert cursor.fetchone() == ("repeatable read", "on")
