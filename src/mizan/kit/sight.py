"""Which protected rows the database itself shows: PostgreSQL's row-level security reads what is set here.

`sight(report=...)` and the like hold for the statements inside that name a protected table; each gets them
set for its transaction alone (`set_config(..., true)`), so that nothing lasts on a connection that others use
next. Outside of every sight a protected table shows nothing, whatever a query forgot to ask. A sight inside another
replaces it. On SQLite nothing happens: there is no such wall, and `access.py` stands alone.

KNOWN GAP: the program says what it may see. The wall stops a forgotten filter, not whoever writes SQL of his own; only
`keeper` is bound to a database role (docs/decisions/013).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from uuid import UUID

from django.db import connection, transaction

PROTECTED = ("integrity_",)  # how the names of the tables begin
NAMES = ("mizan.reader", "mizan.report", "mizan.locators", "mizan.keeper", "mizan.courier")
SET = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in NAMES)


@contextmanager
def sight(
    *,
    reader: bytes = b"",
    report: UUID | None = None,
    locators: Iterable[bytes] = (),
    keeper: bool = False,
    courier: str = "",
) -> Iterator[None]:
    """Inside, the database shows reports that the holder of the public key `reader` (32 bytes) can open, the one
    `report`, those that a codeword's `locators` find, those with a sealed copy for the body without computers
    `courier` (its code), or all to the `keeper`: the clock, an audit, a replay."""
    found = ",".join(one.hex() for one in locators)
    values = (reader.hex(), str(report or ""), found, "on" if keeper else "", courier)
    with connection.execute_wrapper(Teller(values)) if connection.vendor == "postgresql" else nullcontext():
        yield


class Teller:
    """Sets the values before each statement on a protected table, in the statement's own transaction."""

    def __init__(self, values: tuple[str, ...]) -> None:
        self.values = values

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not any(name in sql for name in PROTECTED):
            return execute(sql, params, many, context)
        with nullcontext() if context["connection"].in_atomic_block else transaction.atomic():
            context["cursor"].cursor.execute(SET, self.values)  # below Django's count of queries
            return execute(sql, params, many, context)
