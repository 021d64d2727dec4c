"""Services that are well formed but would mislead whoever needs them."""

from __future__ import annotations

from collections.abc import Iterator

from mizan.prevention.rules.hours import HoursFault, read_hours
from mizan.prevention.rules.serving import LANGUAGES
from mizan.web.packs import rows_help
from mizan.web.packs.files import Fault
from mizan.web.packs.rows_help import ServiceKind
from mizan.web.packs.world import World, fault

Said = Iterator[tuple[str, str]]  # key, reason


def help_faults(world: World) -> Iterator[Fault]:
    """Faults of meaning in every service."""
    for pack, row in world.rows_of("services", rows_help.Service):
        for key, reason in (*_hours(row), *_whom(row)):
            yield fault(pack, row, key, reason)


def _hours(row: rows_help.Service) -> Said:
    for key, line in (("staffed", row.staffed), ("opens", row.opens)):
        try:
            if line is not None:
                read_hours(line)
        except HoursFault as unread:
            yield key, f'"{unread.part}" says no hours. Write "mon-fri 09:00-17:00; sat 09:00-13:00", or "24/7".'
    if row.checked_on is not None and len(row.checked_on) != 10:
        yield "checked_on", "A day on which somebody checked it is a whole day."


def _whom(row: rows_help.Service) -> Said:
    if row.kind is ServiceKind.SHELTER and row.address is not None:
        yield "address", "The address of a shelter is never published."
    if row.age_from is not None and row.age_to is not None and row.age_to < row.age_from:
        yield "age_to", 'The highest age lies below "age_from".'
    for code in row.languages:
        if code not in LANGUAGES:
            yield "languages", f'The language "{code}" has no name here.'
