"""Pure rules of the key store: who may stand on a roster, who begins one, and how long a tie lasts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

READERS = frozenset({"inquiry", "oversight", "monitor"})  # roles whose holders read reports for their body
TIE_LASTS = timedelta(days=365)  # after its end: a tie must not be ended for the sake of one report
PROOF_SOON = 30  # days before a proof lapses in which a new drill is asked for
COURIER_LASTS = 30  # days in which a courier brings the answer of a drill back


def may_read(roles: Collection[str]) -> bool:
    """Whether a post with these roles may stand on its body's roster."""
    return not READERS.isdisjoint(roles)


def why_not_on_roster(*, body: str, member_of: str, roles: Collection[str], has_keys: bool) -> str:
    """Why somebody cannot be put on the roster of `body`. "" allows."""
    if member_of != body:
        return "institutions.not_a_member"
    if not may_read(roles):
        return "institutions.no_reader"
    return "" if has_keys else "institutions.keys_missing"


def is_answerable(asked: date, today: date) -> bool:
    """Whether a courier's drill of that day may still be answered: what it proves is as old as the question."""
    return timedelta(0) <= today - asked <= timedelta(days=COURIER_LASTS)


def still_binds(until: date | None, today: date) -> bool:
    """Whether a tie that ended then (None: it did not) still keeps its people off reports."""
    return until is None or today <= until + TIE_LASTS
