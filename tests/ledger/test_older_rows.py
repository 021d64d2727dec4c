"""Rows that are older than the log: the migrations give them one founding event, and the guards are back afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.backends.sqlite3.base import DatabaseWrapper

from mizan.institutions.models import BodyKeys, Drill, Tie
from mizan.ledger import guards
from mizan.ledger.auditing import audit
from mizan.ledger.models import FOUNDING, MOVED, Event
from tests.framework.scratch import house_at
from tests.ledger.happening import happening

BEFORE = (("framework", "0003"), ("institutions", "0002"), ("ledger", "0002"))
BODY = """INSERT INTO institutions_institution (code, name, role, kind, side, level, stakeholder_class, industry,
    verified, world, source, as_of, grade, note, pack) VALUES ('B', '{}', '{}', 'lea', 'state', 'national', '', '', 0,
    'real', '', '', '', '{}', '')"""
EVENT = """INSERT INTO ledger_event (id, world, at, verb, actor, body, side, target_kind, target_id, payload)
    VALUES ('00000000000040008000000000000001', 'real', '2026-01-01', 'x.y', '', '', '', 'a', '1', '{}')"""
STATUS = """INSERT INTO institutions_unitstatus (id, world, source, as_of, grade, note, pack, kind, state, recorded_at,
    reporting_line, currency, powers, pack_key, institution_id) VALUES ('00000000000040008000000000000002', 'real', '',
    '', '', '{}', '', 'internal_affairs', 'mandated', '2026-01-01', '{}', '', '[]', '', 'B')"""


@pytest.fixture
def old_house(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[DatabaseWrapper]:
    """A house of its own on SQLite, as the migrations before the log leave it."""
    with django_db_blocker.unblock(), house_at(tmp_path / "old.sqlite3") as house:
        for app, name in BEFORE:
            call_command("migrate", app, name, verbosity=0, skip_checks=True)
        yield house


@pytest.mark.slow
def test_a_house_from_before_the_log_goes_on_with_every_row_and_every_guard(old_house: DatabaseWrapper) -> None:
    with old_house.cursor() as cursor:
        for statement in (BODY, EVENT, STATUS):
            cursor.execute(statement)
    call_command("migrate", verbosity=0, skip_checks=True)
    assert guards.missing(old_house) == []
    assert Event.objects.filter(pk=FOUNDING).count() == 1
    old = Event.objects.get(verb="x.y")
    assert (old.consequential, old.leaf_id) == (False, None)
    report = audit()
    assert (report.before_log, report.faults) == (2, [])
    with happening():
        pass
    assert audit().leaves == 1


BEFORE_MOVES = (("institutions", "0007"), ("ledger", "0013"))
PERSON, KEYS = "00000000000040008000000000000003", "00000000000040008000000000000004"
FIRST, SECOND = "2026-02-01", "2026-01-31"


def insert(house: DatabaseWrapper, table: str, **values: object) -> None:
    """One row as an older house wrote it."""
    places = ", ".join(["%s"] * len(values))
    with house.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", list(values.values()))


def insert_older_keys(house: DatabaseWrapper) -> None:
    """A body's keys with two drills that were met and one that waits; a tie that ended and one that stands."""
    made: dict[str, object] = {"world": "real", "made_in_id": FOUNDING.hex}
    insert(house, "ledger_event", id=FOUNDING.hex, world="real", at=FIRST, verb="ledger.log.founded", actor="", body="",
           side="", target_kind="ledger", target_id="log", payload="{}", consequential=0)  # fmt: skip
    insert(house, "institutions_user", id=PERSON, password="", email="a@old.example", name="A", language="en",
           is_active=1, date_joined=FIRST)  # fmt: skip
    insert(house, "institutions_bodykeys", **made, id=KEYS, institution_id="B", epoch=0, public=bytes(32),
           verify=bytes(32), age="", since=SECOND, proved_on=FIRST)  # fmt: skip
    for number, met_on in enumerate((FIRST, SECOND, None)):
        insert(house, "institutions_drill", **made, id=f"{PERSON[:-2]}1{number}", body_keys_id=KEYS, box=b"b",
               expected=bytes(32), asked_on=SECOND, met_on=met_on)  # fmt: skip
    for number, until in enumerate((FIRST, None)):
        insert(house, "institutions_tie", **made, id=f"{PERSON[:-2]}2{number}", person_id=PERSON, kind="relative",
               body_id="B", since=SECOND, until=until)  # fmt: skip


@pytest.fixture
def house_before_moves(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[DatabaseWrapper]:
    """A house on SQLite whose ends and proofs no leaf commits to."""
    with django_db_blocker.unblock(), house_at(tmp_path / "moves.sqlite3") as house:
        for app, name in BEFORE_MOVES:
            call_command("migrate", app, name, verbosity=0, skip_checks=True)
        yield house


@pytest.mark.slow
def test_ends_and_proofs_from_before_their_links_are_counted_and_guarded(house_before_moves: DatabaseWrapper) -> None:
    with house_before_moves.cursor() as cursor:
        cursor.execute(BODY)
    insert_older_keys(house_before_moves)
    call_command("migrate", verbosity=0, skip_checks=True)
    assert guards.missing(house_before_moves) == []
    assert list(Drill.objects.order_by("id").values_list("met_in", flat=True)) == [MOVED, MOVED, None]
    assert list(Tie.objects.order_by("id").values_list("ended_in", flat=True)) == [MOVED, None]
    assert [str(one.proved_on) for one in BodyKeys.objects.with_proof()] == ["2026-02-01"]
    report = audit()
    assert (report.faults, report.before_log) == ([], 6 + 3)  # rows that the founding made, and the three moves
    assert Event.objects.get(pk=MOVED).leaf is None


def test_a_new_house_has_no_event_for_older_moves(db: None) -> None:
    assert not Event.objects.filter(pk__in=(FOUNDING, MOVED)).exists()
