"""Menu entries: rooms on upper floors name their pages at start-up, so that no lower floor knows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from mizan.kit.actors import Actor, Role


class Door(StrEnum):
    PUBLIC = "public"
    DESK = "desk"


@dataclass(frozen=True)
class Entry:
    """One link of the menu. `roles` empty: everyone of the door sees it."""

    door: Door
    label: Promise | str
    url_name: str
    order: int
    roles: frozenset[Role] = frozenset()


_ENTRIES: dict[tuple[Door, str], Entry] = {}


def entry(door: Door, label: Promise | str, url_name: str, *, order: int, roles: frozenset[Role] = frozenset()) -> None:
    """Name a page of the menu; naming it again is harmless (start-up may run twice in one process)."""
    _ENTRIES[door, url_name] = Entry(door, label, url_name, order, roles)


def entries(door: Door, actor: Actor) -> list[Entry]:
    """What `actor` sees in the menu of a door, in order."""
    visible = (one for one in _ENTRIES.values() if one.door == door and (not one.roles or actor.roles & one.roles))
    return sorted(visible, key=lambda one: one.order)
