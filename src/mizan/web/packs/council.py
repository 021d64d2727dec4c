"""Committees that could not meet fairly, and proposals that nobody could answer."""

from __future__ import annotations

from collections.abc import Iterator

from mizan.web.packs import rows, rows_council
from mizan.web.packs.choices import UnitKind
from mizan.web.packs.files import Fault
from mizan.web.packs.world import World, fault

Said = Iterator[tuple[str, str]]  # key, reason
ONE_EACH = (rows_council.Part.CHAIR, rows_council.Part.CO_CHAIR, rows_council.Part.SECRETARY)
ACCOUNTABLE = (UnitKind.INTERNAL_AFFAIRS, UnitKind.ANTI_CORRUPTION)


def council_faults(world: World) -> Iterator[Fault]:
    """Faults of meaning in every committee and proposal."""
    for pack, row in world.rows_of("committees", rows_council.Committee):
        for key, reason in (*_seats(row, world), *_chairs(row)):
            yield fault(pack, row, key, reason)
    for pack, asked in world.rows_of("proposals", rows_council.Proposal):
        for key, reason in (*_sides(asked, world), *_asked(asked)):
            yield fault(pack, asked, key, reason)


def _sides(row: rows_council.Proposal, world: World) -> Said:
    """Proposals go between bodies of the two sides; nobody asks herself."""
    for key, code in (("proposed_by", row.proposed_by), ("addressed_to", row.addressed_to)):
        body = world.institutions.get(code)
        if body is not None and body.side is rows.Side.INTERNATIONAL:
            yield key, f'"{code}" is of neither side.'
    if row.proposed_by == row.addressed_to:
        yield "addressed_to", "Nobody proposes something to itself."


def _asked(row: rows_council.Proposal) -> Said:
    """What each kind must name."""
    if len(row.made) != 10:
        yield "made", "The day of a proposal is a whole day."
    if row.kind is rows_council.ProposalKind.ACTION and not (row.action or row.pillar):
        yield "action", 'A proposal of an action names the "action", or the "pillar" of a new one.'
    if (row.kind is rows_council.ProposalKind.UNIT) != (row.unit in ACCOUNTABLE):
        yield "unit", f'A proposal of a unit, and no other, names one of these as "unit": {", ".join(ACCOUNTABLE)}.'
    if row.kind is rows_council.ProposalKind.FIGURE and not row.indicator:
        yield "indicator", 'A correction of a figure names the "indicator".'


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
