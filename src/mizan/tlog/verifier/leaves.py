"""Bundles of leaves: their hashes, and the duties they speak of. The hot path of a verification.

A bundle of 256 leaves of version 1 is 256 times 106 bytes (length, then leaf), so it is judged in columns first and
leaf by leaf only where it has to be. Anything else in a bundle is a fault, but is still hashed.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from hashlib import sha256

from mizan.tlog.errors import TileError
from mizan.tlog.leaf import SIZE, VERSION
from mizan.tlog.merkle import leaf_hash
from mizan.tlog.tiles import WIDTH, TileAddress, parse_bundle
from mizan.tlog.verifier.duties import FILLER_IS_TAG, ZEROS, Book
from mizan.tlog.verifier.tree import Read, Tell, offset_of, read_wide

STRIDE = 2 + SIZE  # bytes of one leaf in a bundle
_PARTS = struct.Struct(">10x32s32s32s")  # commitment, tag, nonce
_SPOKEN = struct.Struct(">3xB6s32x32s32s")  # flags, kind with due day, tag, nonce
_CLOCK = struct.Struct(">HI")  # kind, due day
NO_DUTY = bytes(6)  # kind and due day of a leaf without flags


class Leaves:
    """Reads bundle after bundle into a book of duties; `tell` hears of every leaf that makes no sense."""

    def __init__(self, read: Read, book: Book, tell: Tell) -> None:
        self._read = read
        self._book = book
        self._tell = tell

    def bundle(self, address: TileAddress) -> tuple[str, list[bytes] | None]:
        """The file of a bundle, and its leaf hashes; None, and told, where it cannot be read."""
        try:
            data, path = read_wide(self._read, address)
            if path != address.path:
                data = _first(data, address.width)
            if _is_regular(data, address.width):
                hashes = _hashes(data, address.width)
                self._scan(data, path, address.index * 256)
            else:
                hashes = self._irregular(data, path, address)
        except TileError as error:
            self._tell(address.path, offset_of(error), error.reason)
            return address.path, None
        return path, hashes

    def _irregular(self, data: bytes, path: str, address: TileAddress) -> list[bytes]:
        """A bundle with entries that are no leaves of version 1; the leaves in it still count. Raises `TileError`."""
        hashes, offset = [], 0
        for number, entry in enumerate(parse_bundle(data, address.width)):
            hashes.append(sha256(b"\0" + entry).digest())
            if len(entry) != SIZE:
                self._tell(path, offset, f"an entry of {len(entry)} bytes is no leaf")
            elif entry[0] != VERSION:
                self._tell(path, offset, f"a leaf of version {entry[0]} is unknown")
            else:
                self._scan(data[offset : offset + STRIDE], path, address.index * 256 + number, offset)
            offset += 2 + len(entry)
        return hashes

    def _scan(self, data: bytes, path: str, index: int, offset: int = 0) -> None:
        """Leaves of version 1, one after the other, the first of them `index` of the log."""
        add, tags, clock_of = self._book.add, self._book.tags, _CLOCK.unpack
        for number, (flags, clock, tag, nonce) in enumerate(_SPOKEN.iter_unpack(data)):
            if flags:
                kind, due_day = clock_of(clock)
                reasons = add(index + number, flags, kind, due_day, tag, nonce)
            elif tag in tags:
                reasons = FILLER_IS_TAG
            elif clock != NO_DUTY:
                reasons = ("it has a kind or a due day, but no flags",)
            else:
                continue
            for reason in reasons:
                self._tell(path, offset + number * STRIDE, f"leaf: {reason}")
        if ZEROS in data:
            self._zeros(data, path, offset)

    def _zeros(self, data: bytes, path: str, offset: int) -> None:
        """Commitment, tag and nonce are random or hashes: 32 zero bytes were never drawn."""
        for parts in _PARTS.iter_unpack(data):
            if ZEROS in parts:
                self._tell(path, offset, "leaf: its commitment, tag or nonce is all zeros")
            offset += STRIDE


def _is_regular(data: bytes, width: int) -> bool:
    """Whether the bundle is `width` leaves of version 1 and nothing else, judged in columns."""
    return (
        len(data) == STRIDE * width
        and data[::STRIDE] == bytes(width)
        and data[1::STRIDE] == bytes([SIZE]) * width
        and data[2::STRIDE] == bytes([VERSION]) * width
    )


def _hashes(data: bytes, width: int) -> list[bytes]:
    """Leaf hashes of a regular bundle: the low byte of each length becomes the 0x00 that stands before a leaf."""
    prefixed = bytearray(data)
    prefixed[1::STRIDE] = bytes(width)
    return [state.digest() for state in map(sha256, _cutter(width).unpack(prefixed))]


@lru_cache(maxsize=WIDTH)
def _cutter(width: int) -> struct.Struct:
    """Cuts the hashes' inputs out of a bundle of `width` leaves, each behind the high byte of its length."""
    return struct.Struct(f"x{1 + SIZE}s" * width)


def hash_bundle(data: bytes, width: int) -> list[bytes]:
    """The leaf hashes of a bundle of `width` entries of any kind. Raises `TileError`."""
    return _hashes(data, width) if _is_regular(data, width) else [leaf_hash(one) for one in parse_bundle(data, width)]


def read_first(read: Read, address: TileAddress, width: int) -> bytes:
    """The first `width` hashes or entries of a tile or bundle that has more. Raises `TileError`."""
    data = read_wide(read, address)[0]
    return _first(data, width) if address.level is None else data[: 32 * width]


def _first(data: bytes, width: int) -> bytes:
    """The first `width` entries of a bundle that has more. Raises `TileError`."""
    offset = 0
    for _ in range(width):
        if offset + 2 > len(data):
            raise TileError("cut in the length of an entry", f"byte {offset}")
        offset += 2 + int.from_bytes(data[offset : offset + 2], "big")
    return data[:offset]
