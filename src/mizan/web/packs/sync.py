"""Make the rows of a table match the rows of a pack: add, change, retire; never delete what others may point to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model


@dataclass
class Tally:
    """What a load did, or would do."""

    added: int = 0
    changed: int = 0
    retired: int = 0

    @property
    def total(self) -> int:
        return self.added + self.changed + self.retired


@dataclass(frozen=True)
class Line:
    """One row as the pack has it: its key, plain fields, and the keys of its many-to-many relations."""

    key: str
    fields: Mapping[str, Any]
    many: Mapping[str, Sequence[str]] = field(default_factory=dict)


def sync(model: type[Model], pack: str, lines: Iterable[Line], tally: Tally, *, now: datetime) -> None:
    """Rows of `pack` in `model` become exactly `lines`; a row gone from the pack is retired where that exists."""
    wanted = {line.key: line for line in lines}
    relations = sorted({name for line in wanted.values() for name in line.many})
    existing = {
        str(row.pk): row
        for row in model._default_manager.filter(pack=pack).prefetch_related(*relations)  # type: ignore[misc]
    }
    fresh = [line for key, line in wanted.items() if key not in existing]
    made = [model(pk=line.key, pack=pack, **line.fields) for line in fresh]
    model._default_manager.bulk_create(made)
    _relate(model, fresh)
    tally.added += len(fresh)
    tally.changed += sum(_change(existing[key], line) for key, line in wanted.items() if key in existing)
    tally.retired += sum(_retire(row, now) for key, row in existing.items() if key not in wanted)


def _relate(model: type[Model], lines: Sequence[Line]) -> None:
    """The many-to-many rows of new lines, one insert per relation."""
    for name in sorted({name for line in lines for name in line.many}):
        relation = getattr(model, name)
        through, here, there = (
            relation.through,
            relation.field.m2m_field_name(),
            relation.field.m2m_reverse_field_name(),
        )
        pairs = [(line.key, other) for line in lines for other in dict.fromkeys(line.many.get(name, ()))]
        through._default_manager.bulk_create(
            [through(**{f"{here}_id": key, f"{there}_id": other}) for key, other in pairs]
        )


def _change(row: Any, line: Line) -> bool:
    """Write what differs; a row that was retired and is back counts as changed."""
    fields = {**line.fields, **({"retired_at": None} if hasattr(row, "retired_at") else {})}
    differing = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in differing:
        setattr(row, name, fields[name])
    if differing:
        row.save(update_fields=differing)
    moved = [name for name, keys in line.many.items() if {str(o.pk) for o in getattr(row, name).all()} != set(keys)]
    for name in moved:
        getattr(row, name).set(line.many[name])
    return bool(differing or moved)


def _retire(row: Any, now: datetime) -> bool:
    if not hasattr(row, "retired_at") or row.retired_at is not None:
        return False
    row.retired_at = now
    row.save(update_fields=["retired_at"])
    return True
