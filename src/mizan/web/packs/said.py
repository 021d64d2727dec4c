"""Append-only kinds of a pack: what a source said. A changed statement is a new row that supersedes the old one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from mizan.kit.clock import TICK
from mizan.web.packs.sync import Tally


@dataclass(frozen=True)
class Said:
    """One statement: the key under which the pack knows it, and its fields."""

    key: str
    fields: Mapping[str, Any]


def sync_said(
    model: type[Model], key_field: str, pack: str, lines: Iterable[Said], tally: Tally, *, now: datetime
) -> None:
    """Add new statements; where one changed, add it anew and mark the old row retired; retire what is gone.

    `key_field` holds the pack's key; a later version of a key is `key@2`, `key@3` ... Of two new statements about one
    thing the one further down in the file is the newer.
    """
    wanted = {line.key: line for line in lines}
    current: dict[str, Any] = {}
    versions: dict[str, int] = {}
    for row in model._default_manager.filter(pack=pack):
        base, _, version = getattr(row, key_field).partition("@")
        versions[base] = max(versions.get(base, 0), int(version or 1))
        if getattr(row, "retired_at", None) is None:
            current[base] = row
    same = {key for key, line in wanted.items() if key in current and _same(current[key], line)}
    keys = {key: _next_key(key, versions) for key in wanted if key not in same}
    made = [
        model(**{key_field: new}, pack=pack, recorded_at=now + order * TICK, **wanted[key].fields,
              **_link(model, current.get(key)))
        for order, (key, new) in enumerate(keys.items())
    ]  # fmt: skip
    model._default_manager.bulk_create(made, batch_size=500)
    for key, row in current.items():
        if key not in same:
            row.retired_at = now
            row.save(update_fields=["retired_at"])
    tally.added += sum(key not in current for key in wanted)
    tally.changed += sum(key in current and key not in same for key in wanted)
    tally.retired += sum(key not in wanted for key in current)


def _link(model: type[Model], old: Model | None) -> dict[str, Model]:
    """The old statement that a changed one supersedes, where the table keeps that link."""
    links = {field.name for field in model._meta.get_fields() if not field.auto_created}
    return {"supersedes": old} if old is not None and "supersedes" in links else {}


def _same(row: Any, line: Said) -> bool:
    return all(getattr(row, name) == value for name, value in line.fields.items())


def _next_key(key: str, versions: Mapping[str, int]) -> str:
    version = versions.get(key, 0) + 1
    return key if version == 1 else f"{key}@{version}"
