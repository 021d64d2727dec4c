"""A report's own key pair: all that belongs to a report is sealed to it, and its secret is wrapped per reader.

A body's own key (rungs are wrapped to it) and a channel for a body's private notes are the same thing with a random id
of their own, wrapped to members (`Purpose.MEMBER`); when a member leaves, a new epoch begins.

One pair per report and epoch. A recusal starts a new epoch: the one who left keeps no key to what comes later, though
what was read cannot be unread.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace

from nacl.public import PrivateKey

from mizan.sealing.boxes import KEY_SIZE, public_of, seal, unseal
from mizan.sealing.context import ID_SIZE, SIZE, Context, Purpose
from mizan.sealing.padding import pad, unpad


@dataclass(frozen=True)
class Report:
    """What everybody may hold: the random id (16 bytes), the epoch and the public key (32 bytes)."""

    id: bytes
    public: bytes
    epoch: int = 0

    def seal(self, purpose: Purpose, content: bytes, number: int = 0) -> bytes:
        """`content` padded to its bucket and sealed. Raises `SealingError` if it is too long."""
        return seal(self.public, Context(self.id, purpose, number, self.epoch), pad(content, head=SIZE))


@dataclass(frozen=True)
class ReportKey:
    """A report with its secret (32 bytes), which stays in memory and in wraps."""

    report: Report
    secret: bytes = field(repr=False)

    def open(self, purpose: Purpose, sealed: bytes, number: int = 0) -> bytes:
        """What `Report.seal` sealed for the same purpose and number. Raises `OpenError`."""
        context = Context(self.report.id, purpose, number, self.report.epoch)
        return unpad(unseal(self.secret, context, sealed))

    def next_epoch(self) -> ReportKey:
        """A fresh pair of the same report, for all that comes later."""
        fresh = _draw()
        return ReportKey(replace(self.report, public=public_of(fresh), epoch=self.report.epoch + 1), fresh)


def new_report() -> ReportKey:
    """A report with a random id and a fresh pair."""
    secret = _draw()
    return ReportKey(Report(secrets.token_bytes(ID_SIZE), public_of(secret)), secret)


def _draw() -> bytes:
    secret = bytes(PrivateKey.generate())
    assert len(secret) == KEY_SIZE
    return secret
