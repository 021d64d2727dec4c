"""Pure rules of duties and their leaves: when one is late, what may close it, what the log shows of it and when.

Sources: DESIGN section 5 (I-3, I-4) and section 9 ("When leaves appear", "Rungs and escrow", "Rows").
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from mizan.tlog import leaf as v1

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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


class PublicDuty(Protocol):
    """What a leaf shows of a duty: the public number of its kind, its due day, and how it was closed."""

    @property
    def number(self) -> int: ...
    @property
    def due_on(self) -> date: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True)
class LeafClock:
    """The public clock on a leaf; all zero on one without a duty."""

    flags: int
    kind: int
    due_day: int


def leaf_clock(opens: PublicDuty | None, closes: PublicDuty | None) -> LeafClock:
    """Kind and due day are those of the duty that is opened, else of the one that is closed."""
    shown = opens or closes
    if shown is None:
        return LeafClock(0, 0, 0)
    flags = (v1.OPEN if opens else 0) | (v1.CLOSE if closes else 0)
    if closes is not None:
        flags |= {Close.EXTENDED.value: v1.EXTENDED, Close.ESCALATED.value: v1.ESCALATED}.get(closes.state, 0)
    return LeafClock(flags, shown.number, v1.day_number(shown.due_on))


def slot(now: datetime, *, minutes: int) -> datetime:
    """The first slot after `now`; slots lie `minutes` apart, counted from 1970-01-01 UTC (1440: each midnight)."""
    width = timedelta(minutes=minutes)
    passed = (now - _EPOCH) // width
    return _EPOCH + (passed + 1) * width


def day_start(moment: datetime) -> datetime:
    """Midnight UTC at the beginning of the day: rows that must not tell the hour hold this."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


ERASURE_BASES = frozenset({"consent_withdrawn", "retention_ended", "court_order", "unlawful_processing"})
CONTEST_FINDINGS = frozenset({"closing_false", "closing_stands", "inadmissible"})


@dataclass(frozen=True)
class Consent:
    """One person's agreement to an erasure."""

    person: str
    body: str
    is_oversight: bool


def may_erase(consents: Sequence[Consent], person: str) -> str:
    """Two persons and, from another body than theirs, oversight; the one who acts is among them. "" or a refusal."""
    askers = {consent.person: consent.body for consent in consents if not consent.is_oversight}
    overseers = {consent.body for consent in consents if consent.is_oversight}
    if person not in {consent.person for consent in consents}:
        return "ledger.erasure_not_yours"
    if len(askers) < 2:
        return "ledger.erasure_two_persons"
    return "" if overseers - set(askers.values()) else "ledger.erasure_oversight"


def challenged(root: bytes, audit_id: str, number: int, size: int) -> int:
    """The leaf that draw `number` of an audit asks for: SHA-256(root || audit id || u32 number) mod `size`.

    `root` is that of a checkpoint cosigned after the audit was announced, so that nobody could know it before.
    """
    drawn = sha256(root + audit_id.encode() + number.to_bytes(4, "big")).digest()
    return int.from_bytes(drawn, "big") % size


def opens(data: bytes, salt: bytes, payload: bytes) -> bool:
    """Whether salt (32 bytes) and payload are what a leaf (104 bytes) commits to: what a judge of an audit checks."""
    return hmac.compare_digest(v1.unpack_leaf(data).commitment, v1.commit(salt, payload))


def promised_by(slot: datetime, hours: int) -> datetime:
    """By when a leaf of a slot is promised to be in the log: some hours for sequencing and for witnesses to answer."""
    return slot + timedelta(hours=hours)
