"""A guard that is gone is noticed: in tests, by the check at start-up, and after SQLite's rebuild of a table."""

from __future__ import annotations

import sqlite3

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection, models
from django.db.backends.sqlite3.base import DatabaseWrapper

from mizan.ledger import guards
from mizan.ledger.models import Event

GUARDS = {"sqlite": ("update", "delete", "replace"), "postgresql": ("update", "delete", "truncate")}


def errors() -> list[str]:
    return [error.msg for error in run_checks(tags=[Tags.database], databases=["default"]) if error.id == "ledger.E001"]


@pytest.mark.django_db
def test_a_migrated_database_has_every_guard() -> None:
    assert guards.required()
    assert guards.missing(connection) == []
    assert errors() == []


@pytest.mark.django_db
@pytest.mark.parametrize("which", [0, 1, 2])
def test_each_missing_guard_is_found_and_stops_the_start(which: int) -> None:
    name = f"framework_assessment_no_{GUARDS[connection.vendor][which]}"
    on = "" if connection.vendor == "sqlite" else " ON framework_assessment"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert guards.missing(connection) == [f"framework_assessment: {name}"]
    assert errors() == [f"append-only guard missing: framework_assessment: {name}"]


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_guard_that_was_only_switched_off_is_missing_too() -> None:
    """SQLite has no such switch."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE framework_assessment DISABLE TRIGGER framework_assessment_no_delete")
    assert guards.missing(connection) == ["framework_assessment: framework_assessment_no_delete"]


def test_the_loss_by_a_rebuild_of_an_sqlite_table_is_found(new_house: DatabaseWrapper) -> None:
    assert guards.missing(new_house) == []
    wider = models.CharField(max_length=81, blank=True)
    wider.set_attributes_from_name("target_id")
    with new_house.schema_editor() as editor:
        editor.alter_field(Event, Event._meta.get_field("target_id"), wider, strict=True)
    names = [f"ledger_event_no_{what}" for what in sorted(GUARDS["sqlite"])]
    assert guards.missing(new_house) == [f"ledger_event: {name}" for name in names]
    assert errors() == [f"append-only guard missing: ledger_event: {name}" for name in names]


def test_a_database_that_nobody_migrated_yet_is_no_fault(new_house: DatabaseWrapper) -> None:
    with new_house.cursor() as cursor:
        cursor.execute("DROP TABLE django_migrations")
        cursor.execute("DROP TRIGGER ledger_event_no_update")
    assert errors() == []


def test_guards_go_and_come_back_with_their_migration(new_house: DatabaseWrapper) -> None:
    operation = guards.append_only("ledger_event")
    with new_house.schema_editor() as editor:
        operation.reverse_code(None, editor)  # type: ignore[misc]
    assert len(guards.missing(new_house)) == 3
    with new_house.schema_editor() as editor:
        operation.code(None, editor)  # type: ignore[arg-type]
    assert guards.missing(new_house) == []


def test_rows_cannot_be_replaced_by_a_program_that_knows_nothing_of_our_settings(new_house: DatabaseWrapper) -> None:
    """REPLACE fires no DELETE trigger on a plain connection: the guard on INSERT stands alone there."""
    event = Event.objects.create(
        at="2026-01-01T00:00:00Z", verb="x.y", target_kind="a", target_id="1", consequential=False
    )
    plain = sqlite3.connect(str(new_house.settings_dict["NAME"]))
    try:
        assert plain.execute("PRAGMA recursive_triggers").fetchone() == (0,)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            plain.execute("INSERT OR REPLACE INTO ledger_event SELECT * FROM ledger_event")
    finally:
        plain.close()
    assert Event.objects.get() == event
