"""The recovery sheet: 160 bits on paper, in groups that can be typed again, and what they lock.

    code:  20 bytes as `paper` writes them: 32 letters in groups of four and a check letter
    copy:  keyed box under HKDF(20 bytes, "mizan/recovery/v1") of (32 secret, 32 seed),
           bound to "mizan/recovery/v1\\n" | 32 public key | 32 verify key

The sheet says whose it is by fingerprints and holds no name, so that a sheet found in a drawer does not tell who reads
reports. The code is printed once and never stored.
"""

from __future__ import annotations

import secrets

from mizan.sealing.boxes import lock, unlock
from mizan.sealing.ceremony import fingerprint
from mizan.sealing.hkdf import derive
from mizan.sealing.paper import read, write
from mizan.sealing.readers import PublicKeys, ReaderKeys, unpack

BYTES = 20
HEAD = b"mizan/recovery/v1\n"


def draw_code() -> str:
    """A new code as it is printed: `XXXX XXXX ... XXXX X`."""
    return write(secrets.token_bytes(BYTES))


def lock_copy(keys: ReaderKeys, code: str) -> bytes:
    """The second copy of a reader's keys, which the code on the sheet opens."""
    return lock(_key(code), _bound(keys.public), keys.pack())


def unlock_copy(copy: bytes, code: str, public: PublicKeys) -> ReaderKeys:
    """The keys. Raises `KeyRefused` for a mistyped code, `OpenError` for a wrong one or another reader's copy."""
    return unpack(unlock(_key(code), _bound(public), copy), public)


def sheet(code: str, public: PublicKeys) -> str:
    """The lines to print, without a word of any language but the product's name: the door says what to do with them."""
    groups = code.split()
    rows = ["    " + "  ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
    marks = [f"    {' '.join(fingerprint(key))}" for key in (public.public, public.verify)]
    return "\n".join(["MIZAN / RECOVERY / 1", "", *rows, "", *marks, ""])


def _key(code: str) -> bytes:
    return derive(read(code, BYTES), "mizan/recovery/v1")


def _bound(public: PublicKeys) -> bytes:
    return HEAD + public.public + public.verify
