"""What an event's leaf commits to beside the event itself: the rows that were written under it.

The digest is taken of the rows as the database gives them back, at the event and at every later audit alike: an
edited, deleted or added row changes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from mizan.ledger.canonical import digest, plain
from mizan.ledger.fields import EventOf

Rows = dict[UUID, list[dict[str, object]]]


def rows_digest(links: Iterable[EventOf], event: UUID) -> str:
    """The digest of the rows of one event; "" where it has none."""
    found: Rows = {event: []}
    for link in links:
        for key, rows in rows_of(link, [event]).items():
            found[key] += rows
    return digest_of(found[event])


def digest_of(rows: Sequence[dict[str, object]]) -> str:
    """The digest of rows in any order; "" of none."""
    return digest(sorted(rows, key=digest)) if rows else ""


def rows_of(link: EventOf, events: Sequence[UUID] | None = None) -> Rows:
    """The rows that hang on `link`, by event; of all events where none is named."""
    rows, names = link.model._base_manager.order_by(), [field.attname for field in link.committed()]
    is_asked = {f"{link.attname}__isnull": False} if events is None else {f"{link.attname}__in": events}
    chosen = rows.filter(**is_asked)
    related = _related(link, events)
    found: Rows = {}
    for key, pk, *values in chosen.values_list(link.attname, "pk", *names):
        row: dict[str, object] = {"in": link.label, "row": plain(dict(zip(names, values, strict=True)))}
        if pk in related:
            row["with"] = related[pk]
        found.setdefault(key, []).append(row)
    return found


def _related(link: EventOf, events: Sequence[UUID] | None) -> dict[Any, dict[str, list[str]]]:
    """The many-to-many partners of the rows: they have no link of their own, so their row answers for them."""
    found: dict[Any, dict[str, list[str]]] = {}
    for relation in link.model._meta.local_many_to_many if not link.only else ():
        here, there = relation.m2m_column_name(), relation.m2m_reverse_name()
        pairs = relation.remote_field.through._base_manager.all()
        if events is not None:
            pairs = pairs.filter(**{f"{relation.m2m_field_name()}__{link.attname}__in": events})
        for row, partner in pairs.values_list(here, there):
            found.setdefault(row, {}).setdefault(relation.name, []).append(str(partner))
    return {pk: {name: sorted(keys) for name, keys in names.items()} for pk, names in found.items()}
