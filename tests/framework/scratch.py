"""A house of its own on an SQLite file, beside the test database: for what no transaction around a test allows.

    with house_at(path): ...     # inside, Django's default connection of this thread is that file

The migrated template is made once per session; a test takes a copy.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from mizan.web.settings.database import sqlite


@contextmanager
def house_at(path: Path) -> Iterator[DatabaseWrapper]:
    """This thread's default connection leads to the file, with the settings of a real house."""
    outer = connections["default"]
    inner = DatabaseWrapper(connections.configure_settings({"default": sqlite(path)})["default"], "default")
    connections["default"] = inner
    try:
        yield inner
    finally:
        inner.close()
        connections["default"] = outer


@pytest.fixture(scope="session")
def empty_house(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated house without content, to be copied."""
    path = tmp_path_factory.mktemp("house") / "empty.sqlite3"
    with django_db_blocker.unblock():
        tables = _tables() if connections["default"].vendor == "sqlite" else []
        with house_at(path) as house:
            if not tables:
                call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
            with house.cursor() as cursor:
                for statement in tables:
                    cursor.execute(statement)
    return path


def _tables() -> list[str]:
    """How the migrated test database was made, tables first: quicker than migrating once more."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type <> 'table'"
        )
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def new_house(empty_house: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[DatabaseWrapper]:
    """Inside the test, the default connection is a house of its own."""
    path = tmp_path / "mizan.sqlite3"
    shutil.copy(empty_house, path)
    with django_db_blocker.unblock(), house_at(path) as connection:
        yield connection
