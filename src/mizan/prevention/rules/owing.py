"""What is owed by a day: who may write it down, deliver it, and what one extension needs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from mizan.prevention.rules.listing import SIDES, WORKERS


def to_open(*, side: str, roles: Collection[str], keeps_clock: bool, awarded_on: date, today: date) -> tuple[str, str]:
    """(refusal code, field), or ("", ""). No clock runs against a body that does not keep one by its own word."""
    if side not in SIDES or not WORKERS & set(roles):
        return "prevention.role_needed", ""
    if not keeps_clock:
        return "prevention.keeps_no_clock", "owed_by"
    if awarded_on > today:
        return "prevention.day_out_of_order", "awarded_on"
    return "", ""


def to_move(*, stage: str, body: str, allowed: Collection[str], on: date, today: date, since: date) -> tuple[str, str]:
    """(refusal code, field): who may end it, and on which day it can have been."""
    if body not in allowed:
        return "prevention.not_your_queue", ""
    if stage != "owed":
        return "prevention.ended_before", ""
    if not since <= on <= today:
        return "prevention.day_out_of_order", "on"
    return "", ""


def still_owed(amount: Decimal | None, paid: Collection[Decimal]) -> Decimal | None:
    """What is left of an amount of money; None where it is no money."""
    return None if amount is None else max(amount - sum(paid, Decimal(0)), Decimal(0))
