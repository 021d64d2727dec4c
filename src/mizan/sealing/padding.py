"""Padded sizes: what is sealed shows only its bucket.

The rule: the next power of two from 1 KiB up to 16 MiB, above that the next multiple of 16 MiB. The content stands
behind its length (u32, big-endian) and before zeros; zeros that are not zero are refused, so that one content has one
padded form.
"""

from __future__ import annotations

import struct

from mizan.sealing.errors import OpenError, SealingError

SMALLEST, STEP = 1 << 10, 1 << 24  # bytes
MAX_CONTENT = 1 << 20  # bytes of one sealed text; what is larger is a file and streams
_LENGTH = struct.Struct(">I")


def bucket(size: int) -> int:
    """The padded size of `size` bytes."""
    if size > STEP:
        return -(-size // STEP) * STEP
    return max(SMALLEST, 1 << max(size - 1, 0).bit_length())


def pad(content: bytes, head: int = 0) -> bytes:
    """Length, content, zeros, so that with `head` bytes before them a bucket is full. Raises `SealingError`."""
    if len(content) > MAX_CONTENT:
        raise SealingError(f"a sealed text has at most {MAX_CONTENT} bytes")
    plain = _LENGTH.pack(len(content)) + content
    return plain.ljust(bucket(head + len(plain)) - head, b"\0")


def unpad(padded: bytes) -> bytes:
    """The content. Raises `OpenError`."""
    if len(padded) < _LENGTH.size:
        raise OpenError("no padded content")
    (length,) = _LENGTH.unpack_from(padded)
    content, rest = padded[_LENGTH.size : _LENGTH.size + length], padded[_LENGTH.size + length :]
    if len(content) != length or rest.count(0) != len(rest):
        raise OpenError("length and padding do not fit")
    return content
