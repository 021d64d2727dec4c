"""Tiles and bundles (tlog-tiles v0.1.0, C2SP 5ba5ee8): their paths, and which ones a growing tree needs.

A tile holds up to 256 hashes of one level of tiles: tile level L holds the hashes of tree level 8 * L. Only full tiles
are hashed upward. Bundles hold the entries themselves, each after its length as a big-endian u16.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from mizan.tlog.errors import TileError

HEIGHT = 8
WIDTH = 1 << HEIGHT
MAX_ENTRY = 2**16 - 1
MAX_LEVEL = 63  # the specification's bound; a tree of 2**63 leaves needs 8
_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")
_LENGTH = struct.Struct(">H")


@dataclass(frozen=True)
class TileAddress:
    """Tile `index` of a level (None: the bundle of entries), with `width` 1 to 256 hashes or entries."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Path under the log's prefix, e.g. `tile/0/x001/x234/067` or `tile/entries/000.p/12`."""
        kind = "entries" if self.level is None else str(self.level)
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{kind}/{_groups(self.index)}{partial}"

    @property
    def is_full(self) -> bool:
        return self.width == WIDTH


def _groups(index: int) -> str:
    groups = [f"{index % 1000:03d}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03d}")
    return "/".join(groups)


def parse_path(path: str) -> TileAddress:
    """The address of a path. Raises `TileError`; every address has exactly one path."""
    match = _PATH.fullmatch(path)
    if not match:
        raise TileError("no path of a tile", path[:80])
    kind, groups, width = match.groups()
    level = None if kind == "entries" else int(kind)
    index = int(groups.replace("x", "").replace("/", ""))
    address = TileAddress(level, index, int(width or WIDTH))
    if address.path != path or address.width > WIDTH or (level or 0) > MAX_LEVEL:
        raise TileError("no path of a tile", path[:80])
    return address


def tiles_for(old: int, new: int) -> list[TileAddress]:
    """Every tile and bundle that a tree of `new` leaves has and one of `old` had not, lowest level first.

    Partial tiles included; bundles come last, so that a bundle that is there has its hashes there too.
    """
    if not 0 <= old <= new:
        raise TileError(f"a tree cannot grow from {old} to {new}")
    addresses: list[TileAddress] = []
    level = 0
    while new >> (HEIGHT * level):
        addresses += _grown(level, old >> HEIGHT * level, new >> HEIGHT * level)
        level += 1
    return addresses + _grown(None, old, new)


def _grown(level: int | None, old: int, new: int) -> list[TileAddress]:
    """Tiles of one level between `old` and `new` hashes."""
    if old == new:
        return []
    full = [TileAddress(level, index) for index in range(old // WIDTH, new // WIDTH)]
    rest = new % WIDTH
    return [*full, TileAddress(level, new // WIDTH, rest)] if rest else full


def all_tiles(size: int) -> list[TileAddress]:
    """Every tile and bundle that a reader of a tree of `size` needs."""
    return tiles_for(0, size)


def tile_of(level: int, index: int, size: int) -> TileAddress:
    """The widest tile of a tree of `size` that holds hash `index` of tile level `level`."""
    count = size >> HEIGHT * level
    if not 0 <= index < count:
        raise TileError(f"a tree of {size} has no hash {index} at tile level {level}")
    return TileAddress(level, index // WIDTH, min(WIDTH, count - index // WIDTH * WIDTH))


def split_tile(data: bytes, width: int) -> list[bytes]:
    """The `width` (1 to 256) hashes of a tile. Raises `TileError`."""
    if not 0 < width <= WIDTH:
        raise TileError(f"a tile holds 1 to {WIDTH} hashes, not {width}")
    if len(data) != 32 * width:
        raise TileError(f"a tile of {width} hashes has {32 * width} bytes, not {len(data)}")
    return [data[at : at + 32] for at in range(0, len(data), 32)]


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    """Bytes of a bundle of 1 to 256 entries. Raises `TileError`."""
    if not 0 < len(entries) <= WIDTH:
        raise TileError(f"a bundle holds 1 to {WIDTH} entries, not {len(entries)}")
    if any(len(entry) > MAX_ENTRY for entry in entries):
        raise TileError(f"an entry has at most {MAX_ENTRY} bytes")
    return b"".join(_LENGTH.pack(len(entry)) + entry for entry in entries)


def parse_bundle(data: bytes, width: int) -> list[bytes]:
    """Exactly `width` (1 to 256) entries of a bundle; `where` of the `TileError` is the byte offset."""
    if not 0 < width <= WIDTH:
        raise TileError(f"a bundle holds 1 to {WIDTH} entries, not {width}")
    entries: list[bytes] = []
    at = 0
    while at < len(data) and len(entries) < width:
        if at + 2 > len(data):
            raise TileError("cut in the length of an entry", f"byte {at}")
        end = at + 2 + _LENGTH.unpack_from(data, at)[0]
        if end > len(data):
            raise TileError("cut in an entry", f"byte {at}")
        entries.append(data[at + 2 : end])
        at = end
    if len(entries) != width:
        raise TileError(f"{len(entries)} entries where {width} belong", f"byte {at}")
    if at != len(data):
        raise TileError("bytes after the last entry", f"byte {at}")
    return entries
