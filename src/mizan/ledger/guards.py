"""Triggers that keep rows from being rewritten, the same promise on SQLite and PostgreSQL.

`append_only(table)` gives the migration operation; `require(table)` says at start-up that the guard must be there.
Django rebuilds an SQLite table on some schema changes and drops its triggers: `missing()` finds that, and a start
without a required guard stops. INSERT OR REPLACE deletes without firing DELETE triggers on SQLite, so an insert over
an existing key is refused as well.

KNOWN GAP: whoever owns the database can drop a trigger; only the transparency log outside it shows that afterwards.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_REQUIRED: dict[str, tuple[str, ...]] = {}


def require(table: str, *once: str) -> None:
    """Name a table that must be guarded whenever the program starts, and what in it is set once (`moves_once`)."""
    _REQUIRED[table] = once


def required() -> frozenset[str]:
    """Every table that must be guarded."""
    return frozenset(_REQUIRED)


class AppendOnly(migrations.RunPython):
    """Statements alone: Django renders every model for an ordinary `RunPython`, 40 times over for the guards of a new
    database, and none of them looks at one."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.code(None, schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.reverse_code(None, schema_editor)


def append_only(table: str, *, key: str = "id", open_while: str = "", columns: tuple[str, ...] = ()) -> AppendOnly:
    """Refuse UPDATE, DELETE and TRUNCATE on `table`.

    `open_while` (SQL over OLD and NEW) still lets such a row be updated; `columns` limits the refused updates to these
    columns and the key, so that a pack row can be marked retired without being rewritten.
    """

    def guard(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        lift(_apps, editor)  # a later migration guards the table anew: after a rebuild, or with other columns
        for statement in statements(editor.connection.vendor, table, key=key, open_while=open_while, columns=columns):
            editor.execute(statement, params=None)

    def lift(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in dropping(editor.connection.vendor, table):
            editor.execute(statement, params=None)

    return AppendOnly(guard, lift)


def moves_once(table: str, *columns: str) -> AppendOnly:
    """Refuse to change any of these columns once it is set: an end, a release, an answer is said once."""

    def guard(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        lift(_apps, editor)
        for column in columns:
            for statement in _once(editor.connection.vendor, table, column):
                editor.execute(statement, params=None)

    def lift(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        on = "" if editor.connection.vendor == "sqlite" else f" ON {table}"
        for column in columns:
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_{column}_once{on}", params=None)

    return AppendOnly(guard, lift)


def _once(vendor: str, table: str, column: str) -> list[str]:
    begin = f"CREATE TRIGGER {table}_{column}_once BEFORE UPDATE OF {column} ON {table}"
    again = f"OLD.{column} IS NOT NULL"
    if vendor == "sqlite":
        return [f"{begin} WHEN {again} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"]
    return [
        _POSTGRESQL_FUNCTION,
        f"{begin} FOR EACH ROW WHEN ({again}) EXECUTE FUNCTION mizan_append_only()",
    ]


def unchanged(*columns: str) -> str:
    """SQL for `open_while`: these columns stay as they are in an update that is allowed otherwise."""
    return " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in columns)


def statements(vendor: str, table: str, *, key: str, open_while: str, columns: tuple[str, ...]) -> list[str]:
    """The SQL that guards a table on `vendor`."""
    named = dict.fromkeys((key, *columns))  # PostgreSQL refuses a column that is named twice, SQLite does not
    update = f"UPDATE OF {', '.join(named)}" if columns else "UPDATE"
    return (_sqlite if vendor == "sqlite" else _postgresql)(table, key, open_while, update)


def dropping(vendor: str, table: str) -> list[str]:
    """The SQL that lifts the guard (migrations backwards, and tests that clear their tables)."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _names(table, vendor)]
    return [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name in _names(table, vendor)]


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Required triggers that the database does not have, as `table: trigger`."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    wanted = {table: (*_names(table, connection.vendor), *_onces(table, once)) for table, once in _REQUIRED.items()}
    return sorted(f"{table}: {name}" for table, names in wanted.items() for name in names if name not in present)


def _names(table: str, vendor: str) -> tuple[str, ...]:
    last = "replace" if vendor == "sqlite" else "truncate"
    return tuple(f"{table}_no_{what}" for what in ("update", "delete", last))


def _onces(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{table}_{column}_once" for column in columns)


def _sqlite(table: str, key: str, open_while: str, on_update: str) -> list[str]:
    update, delete, replace = _names(table, "sqlite")
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    when = f"WHEN NOT ({open_while}) " if open_while else ""
    exists = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) "  # noqa: S608  (names of our own tables)
    return [
        f"CREATE TRIGGER {update} BEFORE {on_update} ON {table} {when}{refuse}",
        f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {replace} BEFORE INSERT ON {table} {exists}{refuse}",
    ]


_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION mizan_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _postgresql(table: str, _key: str, open_while: str, on_update: str) -> list[str]:
    update, delete, truncate = _names(table, "postgresql")
    refuse = "EXECUTE FUNCTION mizan_append_only()"
    when = f"WHEN (NOT ({open_while})) " if open_while else ""
    return [
        _POSTGRESQL_FUNCTION,
        f"CREATE TRIGGER {update} BEFORE {on_update} ON {table} FOR EACH ROW {when}{refuse}",
        f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {truncate} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]
