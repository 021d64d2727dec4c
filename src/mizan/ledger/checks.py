"""Start-up checks of the ledger: a required guard that is missing stops the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from mizan.ledger import guards


@register(Tags.database)
def guards_are_present(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """One error per missing trigger in each database that has been migrated."""
    faults: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if not MigrationRecorder(connection).has_table():
            continue
        faults += [Error(f"append-only guard missing: {name}", id="ledger.E001") for name in guards.missing(connection)]
    return faults
