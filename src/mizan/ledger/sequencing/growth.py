"""What a tree of tiles needs to grow by some entries, as bytes to be written. Pure: reading is passed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mizan.tlog.errors import TileError
from mizan.tlog.merkle import Frontier, leaf_hash, parents
from mizan.tlog.tiles import HEIGHT, WIDTH, TileAddress, encode_bundle, parse_bundle, parse_path, split_tile, tiles_for
from mizan.tlog.tiletree import TileTree

Read = Callable[[TileAddress], bytes]


@dataclass(frozen=True)
class Growth:
    """A grown tree: `files` are (path, bytes), lowest tiles first, bundles last; `frontier` is its right edge."""

    size: int
    root: bytes
    files: tuple[tuple[str, bytes], ...]
    frontier: Frontier


def grow(frontier: Frontier, entries: Sequence[bytes], read: Read) -> Growth:
    """Append `entries` to the tree whose right edge is `frontier`. `read` gives the tiles that were partly filled."""
    old = frontier.size
    hashes = [leaf_hash(entry) for entry in entries]
    edge = Frontier(old, frontier.peaks)
    edge.extend(hashes)
    files: list[tuple[str, bytes]] = []
    level, row = 0, hashes
    while row:
        added, row = _level(level, old >> HEIGHT * level, row, read)
        files += added
        level += 1
    files += _bundles(old, entries, read)
    return Growth(edge.size, edge.root(), tuple(files), edge)


def _level(level: int, count: int, fresh: list[bytes], read: Read) -> tuple[list[tuple[str, bytes]], list[bytes]]:
    """Files of one tile level that had `count` hashes, and the hashes that its newly full tiles send upward."""
    first, kept = divmod(count, WIDTH)
    row = split_tile(read(TileAddress(level, first, kept)), kept) if kept else []
    row += fresh
    files: list[tuple[str, bytes]] = []
    upward: list[bytes] = []
    for at in range(0, len(row), WIDTH):
        tile = row[at : at + WIDTH]
        files.append((TileAddress(level, first + at // WIDTH, len(tile)).path, b"".join(tile)))
        if len(tile) == WIDTH:
            upward.append(root_of_full(tile))
    return files, upward


def _bundles(count: int, entries: Sequence[bytes], read: Read) -> list[tuple[str, bytes]]:
    first, kept = divmod(count, WIDTH)
    row = parse_bundle(read(TileAddress(None, first, kept)), kept) if kept else []
    row += entries
    return [
        (TileAddress(None, first + at // WIDTH, len(row[at : at + WIDTH])).path, encode_bundle(row[at : at + WIDTH]))
        for at in range(0, len(row), WIDTH)
    ]


def root_of_full(tile: Sequence[bytes]) -> bytes:
    """The hash of a full tile."""
    row = list(tile)
    while len(row) > 1:
        row = parents(row)
    return row[0]


def check_files(old: int, new: int, root: bytes, read: Read) -> None:
    """Hash again what is on the disk of a tree grown from `old` to `new`. Raises `TileError` with the file.

    A bit that flipped in memory or on the way to the disk must be found before the log signs it.
    """
    for address in tiles_for(old, new):
        if address.level is None:
            continue
        hashes = split_tile(read(address), address.width)
        if hashes != _from_below(address, read):
            raise TileError("the hashes are not those of what lies below", address.path)
    if TileTree(lambda path: read(parse_path(path)), new).root() != root:
        raise TileError("the tiles do not lead to the root")


def _from_below(address: TileAddress, read: Read) -> list[bytes]:
    if address.level == 0:
        return [
            leaf_hash(entry)
            for entry in parse_bundle(read(TileAddress(None, address.index, address.width)), address.width)
        ]
    below = (address.level or 0) - 1
    first = address.index * WIDTH
    return [
        root_of_full(split_tile(read(TileAddress(below, first + number)), WIDTH)) for number in range(address.width)
    ]
