"""Pure rules of duties: when one is late, what may close it, where it goes when nobody answers.

Sources: DESIGN section 5 (I-3, I-4) and section 9 ("When leaves appear", "Rungs and escrow").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Close(StrEnum):
    """How a duty ends. Extended and escalated are never counted as met."""

    MET = "met"
    LATE = "late"
    EXTENDED = "extended"
    ESCALATED = "escalated"


class DutyFault(ValueError):
    """A change that the rules of duties do not allow; `code` is the refusal's code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class DutyFacts:
    """What the rules need of one duty. `extended_before` is true anywhere along the chain on the same rung."""

    opened_on: date
    due_on: date
    is_open: bool
    rung: int
    extended_before: bool = False


def is_overdue(duty: DutyFacts, today: date) -> bool:
    """Open and past its due day. The due day itself is still in time."""
    return duty.is_open and today > duty.due_on


def discharge(duty: DutyFacts, on: date) -> Close:
    """Met when done by the end of the due day, else late: it is discharged all the same."""
    _must_be_open(duty, on)
    return Close.MET if on <= duty.due_on else Close.LATE


def extend(duty: DutyFacts, on: date, new_due: date) -> Close:
    """One extension, to a later day. Who may grant it (the next rung) is the caller's rule."""
    _must_be_open(duty, on)
    if duty.extended_before:
        raise DutyFault("ledger.extended_once")
    if new_due <= duty.due_on:
        raise DutyFault("ledger.extension_not_later")
    return Close.EXTENDED


def escalate(duty: DutyFacts, on: date, rungs: int) -> Close:
    """Move an overdue duty one rung outward. On the last rung it stays open and overdue for ever (I-4)."""
    _must_be_open(duty, on)
    if not is_overdue(duty, on):
        raise DutyFault("ledger.not_overdue")
    if duty.rung + 1 >= rungs:
        raise DutyFault("ledger.last_rung")
    return Close.ESCALATED


def _must_be_open(duty: DutyFacts, on: date) -> None:
    if not duty.is_open:
        raise DutyFault("ledger.duty_closed")
    if on < duty.opened_on:
        raise DutyFault("ledger.closed_before_opened")
