"""The database as a door has it: connected by the door's own role, with the rights of docs/operations.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper

GUIDE = Path(__file__).parents[2] / "docs" / "operations.md"


def rights() -> str:
    """What the guide tells the operator to grant."""
    return re.findall(r"```sql\n(-- Rights.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[0]


def grant() -> None:
    with connection.cursor() as cursor:
        cursor.execute(rights())


@contextmanager
def door_of(role: str) -> Iterator[DatabaseWrapper]:
    """Inside, this thread is connected as `role`, and nobody looks on."""
    outer = connections["default"]
    inner = DatabaseWrapper(outer.settings_dict | {"USER": role}, "default")
    connections["default"] = inner
    try:
        yield inner
    finally:
        inner.close()
        connections["default"] = outer
