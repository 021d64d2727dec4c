"""The link from a row to the event that recorded it, which no code has to remember.

`made_in = EventOf()` takes the id of the event to come when the row is inserted, one by one or in bulk. The column is
NOT NULL and its foreign key is checked at COMMIT: a row outside `acting`, or a verb that forgot `record()`, is refused
by the database. Which columns the event's leaf commits to is said here too: all of them but `but`, or `only` some.

What a later verb moves once has a link of its own, `ended_in = EventOf(only=("until",), null=True)`:
`move(row, until=today)` sets both, and the leaf of that verb commits to the columns and to the key of their row.
What moves again and again, and must not be kept (a box under an older passphrase), is `told`: each event that sets it
names its SHA-256, and the audit holds the column against the newest.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import models

from mizan.kit import act


class EventOf(models.ForeignKey[Any, Any]):
    """A foreign key to `ledger.Event`. A nullable one is set by its own verb (a duty's closing), not at the insert."""

    def __init__(
        self, *, but: tuple[str, ...] = (), only: tuple[str, ...] = (), told: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        self.but, self.only, self.told = (*but, *told), only, told
        kwargs |= {"to": "ledger.Event", "on_delete": models.PROTECT, "editable": False, "related_name": "+"}
        super().__init__(**kwargs)

    def deconstruct(self):  # type: ignore[no-untyped-def]  # Django's own signature is untyped
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        """At an insert: the id of the event to come."""
        if add and not self.null:
            self.take(instance)
        return super().pre_save(instance, add)

    def take(self, instance: models.Model) -> None:
        """Link a row to the event of the current act; outside one nothing is linked, and the database refuses."""
        current = act.current()
        if current is not None:
            setattr(instance, self.attname, current.event)
            current.touched[self] = None

    def committed(self) -> list[models.Field[Any, Any]]:
        """The columns whose values the event's leaf commits to."""
        fields = [field for field in self.model._meta.concrete_fields if field.name not in {self.name, *self.but}]
        # The key too: else what was moved on one row could be laid on another one.
        return [field for field in fields if field.primary_key or field.name in self.only] if self.only else fields

    def moved(self) -> list[models.Field[Any, Any]]:
        """The columns that only its verb moves; without its event each holds its default."""
        return [field for field in self.committed() if not field.primary_key] if self.only else []

    @property
    def label(self) -> str:
        """`framework.assessment.made_in`"""
        return f"{self.model._meta.label_lower}.{self.name}"


def told(row: models.Model) -> dict[str, str]:
    """The facts that an event names which sets columns of the row that are told: their SHA-256, by name."""
    names = [name for field in row._meta.concrete_fields if isinstance(field, EventOf) for name in field.told]
    return {name: sha256(bytes(getattr(row, name))).hexdigest() for name in names}


def move(row: models.Model, **columns: object) -> None:
    """Set columns that move once, with the event of the current act, and save them. Raises `ValueError` where no link
    of the row commits to exactly these."""
    found = [field for field in row._meta.concrete_fields if isinstance(field, EventOf) and field.only]
    [link] = [field for field in found if {column.name for column in field.moved()} == set(columns)]
    for name, value in columns.items():
        setattr(row, name, value)
    link.take(row)
    row.save(update_fields=[*columns, link.name])


def links() -> Iterator[EventOf]:
    """Every such link of the house, in a fixed order."""
    found = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    yield from sorted((field for field in found if isinstance(field, EventOf)), key=lambda field: field.label)
