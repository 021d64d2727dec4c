"""The pepper that hides the rows of reporters: on two sheets, of which each alone says nothing.

    sheet 1 = 32 random bytes; sheet 2 = pepper XOR sheet 1; each on paper with its check letter (`paper`)

A lost pepper loses the way from codewords to rows, not what was sealed. Source: DESIGN section 9.
"""

from __future__ import annotations

import secrets

from mizan.sealing.errors import KeyRefused
from mizan.sealing.paper import read, write

SIZE = 32


def split(pepper: bytes) -> tuple[str, str]:
    """Two codes to print, one for each custodian."""
    if len(pepper) != SIZE:
        raise KeyRefused("a pepper has 32 bytes")
    one = secrets.token_bytes(SIZE)
    return write(one), write(_xor(pepper, one))


def join(one: str, other: str) -> bytes:
    """The pepper of two sheets, in any order. Raises `KeyRefused` for a slip or twice the same sheet."""
    pepper = _xor(read(one, SIZE), read(other, SIZE))
    if not any(pepper):
        raise KeyRefused("this is twice the same sheet")
    return pepper


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
