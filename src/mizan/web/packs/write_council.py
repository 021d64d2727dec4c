"""Committees of a pack, their seats, and proposals. Who sits, and who answered, is never a pack's to say."""

from __future__ import annotations

from datetime import datetime

from mizan.council.models import Committee, Proposal, Seat
from mizan.web.packs import rows, rows_council
from mizan.web.packs.bundle import Bundle
from mizan.web.packs.common import sourced, whole_day
from mizan.web.packs.sync import Line, Tally, sync
from mizan.web.packs.words import TextOf


def write_council(bundle: Bundle, pack: rows.PackInfo, text: TextOf, tally: Tally, *, now: datetime) -> None:
    """Committees from the top down, then their seats, then what was proposed."""
    mine = top_down([row for row in bundle.committees if row.pack == pack.code])
    sync(Committee, pack.code, [_committee(row, text) for row in mine], tally, now=now)
    seats = [_seat(row, seat, text) for row in mine for seat in row.seats]
    sync(Seat, pack.code, seats, tally, now=now)
    sides = {row.code: row.side.value for row in bundle.institutions}
    asked = [_proposal(row, sides, text) for row in bundle.proposals if row.pack == pack.code]
    sync(Proposal, pack.code, asked, tally, now=now)


def top_down(committees: list[rows_council.Committee]) -> list[rows_council.Committee]:
    """Every committee after the one that it names as its parent; a circle ends (`references` names it as a fault)."""
    waiting, placed = list(committees), list[rows_council.Committee]()
    while waiting:
        names = {row.code for row in waiting}
        ready = [row for row in waiting if row.parent not in names] or waiting
        placed += ready
        waiting = [row for row in waiting if row not in ready]
    return placed


def _committee(row: rows_council.Committee, text: TextOf) -> Line:
    quorum = row.quorum or rows_council.Quorum()
    return Line(row.code, {
        "name": text(row.name), "remit": text(row.remit), "level": row.level.value, "place_id": row.place,
        "parent_id": row.parent, "rhythm_days": row.rhythm_days, "notice_days": row.notice_days,
        "term_days": row.term_days, "quorum_state": quorum.state, "quorum_society": quorum.society,
        "verified": bool(row.verified), **sourced(row, text),
    })  # fmt: skip


def _seat(row: rows_council.Committee, seat: rows_council.Seat, text: TextOf) -> Line:
    return Line(f"{row.code}:{seat.side}:{seat.number}", {
        "committee_id": row.code, "side": seat.side.value, "number": seat.number, "part": seat.part.value,
        "body_id": seat.body, **sourced(row, text) | {"note": {}},
    })  # fmt: skip


def _proposal(row: rows_council.Proposal, sides: dict[str, str], text: TextOf) -> Line:
    return Line(row.code, {
        "kind": row.kind.value, "text": text(row.text), "reason": text(row.reason), "proposed_by_id": row.proposed_by,
        "proposed_side": sides[row.proposed_by], "addressed_to_id": row.addressed_to, "committee_id": row.committee,
        "action_id": row.action, "pillar_id": row.pillar, "unit": row.unit.value if row.unit else "",
        "indicator_id": row.indicator, "made_on": whole_day(row.made), **sourced(row, text),
    })  # fmt: skip
