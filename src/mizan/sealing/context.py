"""What a sealed thing is for, written inside it, so that the same bytes in another place do not open.

    4 "MZN1" | u8 purpose | u8 0 | u16 epoch | u32 number | 16 report id | 16 key id      (44 bytes, big-endian)

`number` tells apart several things of one purpose (messages, files); `epoch` counts a report's key pairs: a new one
after a recusal. The key id is that of the key it is sealed to.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from mizan.sealing.errors import SealingError

MAGIC = b"MZN1"
ID_SIZE = 16
_FIXED = struct.Struct(">4sBxHI16s16s")
SIZE = _FIXED.size


class Purpose(IntEnum):
    """Contents are below 16; wraps of a report's key from 16 up."""

    BODY = 1
    FROM_REPORTER = 2
    TO_REPORTER = 3
    NOTE = 4
    FILE = 5
    READER = 16
    REPORTER = 17
    RUNG = 18
    ESCROW = 19
    MEMBER = 20
    DRILL = 32


@dataclass(frozen=True)
class Context:
    """Where a sealed thing belongs. `report` is the random id of a report, 16 bytes."""

    report: bytes
    purpose: Purpose
    number: int = 0
    epoch: int = 0

    def pack(self, key: bytes) -> bytes:
        """The 44 bytes for what is sealed to the key with the id `key` (16 bytes). Raises `SealingError`."""
        if len(self.report) != ID_SIZE or len(key) != ID_SIZE:
            raise SealingError("ids have 16 bytes")
        if not (0 <= self.number < 1 << 32 and 0 <= self.epoch < 1 << 16):
            raise SealingError("number or epoch out of range")
        return _FIXED.pack(MAGIC, self.purpose, self.epoch, self.number, self.report, key)


def key_id(public: bytes) -> bytes:
    """16 bytes that name a public key of 32 bytes."""
    return sha256(b"mizan/key/v1\n" + public).digest()[:ID_SIZE]
