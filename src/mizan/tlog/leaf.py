"""Leaf version 1: 104 bytes that commit to an event and carry, in public, only a duty's clock.

    u8 version = 1 | u8 flags | u16 duty kind | u32 due day | 32 commitment | 32 tag T | 32 closing nonce N

All integers are big-endian; days count from 1970-01-01 UTC. Unused T and N are random, so that all leaves look alike.
No identifier, agency or place is in a leaf.
"""

from __future__ import annotations

import hmac
import struct
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from mizan.tlog.errors import LeafError

SIZE = 104
VERSION = 1
OPEN, CLOSE, EXTENDED, ESCALATED = 1, 2, 4, 8
_FIXED = struct.Struct(">BBHI32s32s32s")
_EPOCH = date(1970, 1, 1)
# With CLOSE, at most one of EXTENDED and ESCALATED; without it neither: they say how a duty was closed.
FLAGS = frozenset(
    {0, OPEN, CLOSE, OPEN | CLOSE} | {CLOSE | way | more for way in (EXTENDED, ESCALATED) for more in (0, OPEN)}
)


@dataclass(frozen=True)
class Leaf:
    """One entry. `kind` and `due_day` are 0 unless the leaf opens or closes a public duty."""

    flags: int
    kind: int
    due_day: int
    commitment: bytes
    tag: bytes
    nonce: bytes

    def pack(self) -> bytes:
        """The 104 bytes. Raises `LeafError` if a field does not fit."""
        _must_fit(self)
        return _FIXED.pack(VERSION, self.flags, self.kind, self.due_day, self.commitment, self.tag, self.nonce)


def unpack_leaf(data: bytes) -> Leaf:
    """The leaf of 104 bytes. Raises `LeafError`."""
    if len(data) != SIZE:
        raise LeafError(f"a leaf has {SIZE} bytes, not {len(data)}")
    version, *fields = _FIXED.unpack(data)
    if version != VERSION:
        raise LeafError(f"version {version} is unknown")
    leaf = Leaf(*fields)
    _must_fit(leaf)
    return leaf


def _must_fit(leaf: Leaf) -> None:
    if leaf.flags not in FLAGS:
        raise LeafError(f"flags {leaf.flags} are no state of a duty")
    if not (0 <= leaf.kind < 1 << 16 and 0 <= leaf.due_day < 1 << 32):
        raise LeafError("duty kind or due day out of range")
    if (leaf.kind > 0) != (leaf.flags > 0) or (leaf.due_day and not leaf.kind):
        raise LeafError("flags, a duty kind and a due day go together")
    if any(len(part) != 32 for part in (leaf.commitment, leaf.tag, leaf.nonce)):
        raise LeafError("commitment, tag and nonce are 32 bytes each")


def commit(salt: bytes, payload: bytes) -> bytes:
    """Commitment to a payload: HMAC-SHA256 under a salt of 32 random bytes that is never used again."""
    if len(salt) != 32:
        raise LeafError("a salt has 32 bytes")
    return hmac.digest(salt, b"mizan/leaf/v1\n" + payload, "sha256")


def nonce(thread_key: bytes, number: int) -> bytes:
    """The secret of duty `number` (u32) of a thread with its key of 32 bytes; the leaf that closes the duty reveals it.

    Raises `LeafError`.
    """
    if len(thread_key) != 32 or not 0 <= number < 1 << 32:
        raise LeafError("a thread's key has 32 bytes, a duty's number fits 32 bits")
    return hmac.digest(thread_key, b"mizan/duty-nonce/v1\n" + struct.pack(">I", number), "sha256")


def tag(nonce: bytes) -> bytes:
    """The public tag of a duty: whoever holds the nonce of 32 bytes can find it, nobody else can link it.

    Raises `LeafError`.
    """
    if len(nonce) != 32:
        raise LeafError("a nonce has 32 bytes")
    return sha256(b"mizan/duty/v1\n" + nonce).digest()


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """The day of a number; numbers that no calendar holds become the last day."""
    return _EPOCH + timedelta(days=min(number, (date.max - _EPOCH).days))
