"""Committees that are well formed but could not meet fairly."""

from __future__ import annotations

from collections.abc import Iterator

from mizan.web.packs import rows, rows_council
from mizan.web.packs.files import Fault
from mizan.web.packs.world import World, fault

Said = Iterator[tuple[str, str]]  # key, reason
ONE_EACH = (rows_council.Part.CHAIR, rows_council.Part.CO_CHAIR, rows_council.Part.SECRETARY)


def council_faults(world: World) -> Iterator[Fault]:
    """Faults of meaning in every committee."""
    for pack, row in world.rows_of("committees", rows_council.Committee):
        for key, reason in (*_seats(row, world), *_chairs(row)):
            yield fault(pack, row, key, reason)


def _seats(row: rows_council.Committee, world: World) -> Said:
    met: set[tuple[str, int]] = set()
    for seat in row.seats:
        if seat.side is rows.Side.INTERNATIONAL:
            yield "seats", "A seat belongs to the state or to society."
        if (seat.side, seat.number) in met:
            yield "seats", f"The seat {seat.side} {seat.number} stands twice."
        met.add((seat.side, seat.number))
        body = world.institutions.get(seat.body) if seat.body else None
        if body is not None and body.side is not seat.side:
            yield "seats", f'"{body.code}" is of the other side than its seat.'


def _chairs(row: rows_council.Committee) -> Said:
    """Chair and co-chair sit on opposite sides; of each part but member there is one at most."""
    by_part = {part: [seat for seat in row.seats if seat.part is part] for part in ONE_EACH}
    for part, seats in by_part.items():
        if len(seats) > 1:
            yield "seats", f'There is more than one seat of the part "{part}".'
    chairs = [seat.side for part in ONE_EACH[:2] for seat in by_part[part]]
    if len(chairs) == 2 and chairs[0] is chairs[1]:
        yield "seats", "Chair and co-chair sit on opposite sides."
