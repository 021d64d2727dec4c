"""Rows that are older than the log: the migrations give them one founding event, and the guards are back afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.backends.sqlite3.base import DatabaseWrapper

from mizan.ledger import guards
from mizan.ledger.auditing import audit
from mizan.ledger.models import FOUNDING, Event
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
