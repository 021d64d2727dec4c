"""Writing the tiles of a growing copy: bundles come in order, hash tiles follow from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mizan.tlog.durable import flush_all, write_later
from mizan.tlog.merkle import root_of
from mizan.tlog.tiles import HEIGHT, WIDTH, TileAddress, split_tile
from mizan.tlog.verifier.leaves import hash_bundle


class TileWriter:
    """Adds bundles to a copy in a folder; the tiles of the leaves that are there already must be there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: dict[int, list[bytes]] = {}  # by tile level from 1 up: hashes not yet in a full tile
        self._counts: dict[int, int] = {}  # full tiles so far
        self._written: list[Path] = []

    def add(self, address: TileAddress, bundle: bytes) -> None:
        """The next bundle. Raises `TileError` if it is none."""
        hashes = hash_bundle(bundle, address.width)
        self._write(address, bundle)
        self._write(TileAddress(0, address.index, address.width), b"".join(hashes))
        if address.is_full:
            self._up(1, root_of(hashes), address.index)

    def finish(self) -> None:
        """The partial tiles of the right edge; then everything is on the disk."""
        for level, row in self._rows.items():
            if row:
                self._write(TileAddress(level, self._counts[level], len(row)), b"".join(row))
        flush_all(self._written)

    def _up(self, level: int, node: bytes, index: int) -> None:
        """Hash `index` of tile level `level`."""
        if level not in self._rows:
            self._counts[level], width = divmod(index, WIDTH)
            self._rows[level] = self._stored(TileAddress(level, self._counts[level], width)) if width else []
        row = self._rows[level]
        row.append(node)
        if len(row) == WIDTH:
            self._write(TileAddress(level, self._counts[level]), b"".join(row))
            self._rows[level] = []
            self._counts[level] += 1
            self._up(level + 1, root_of(row), self._counts[level] - 1)

    def _stored(self, address: TileAddress) -> list[bytes]:
        return split_tile((self._folder / address.path).read_bytes(), address.width)

    def _write(self, address: TileAddress, data: bytes) -> None:
        write_later(self._folder / address.path, data)
        self._written.append(self._folder / address.path)


def edge(size: int) -> Iterator[TileAddress]:
    """The partial tiles and the partial bundle of a tree of `size` leaves."""
    level, count = 0, size
    while count:
        index, width = divmod(count, WIDTH)
        if width:
            yield TileAddress(level, index, width)
            if level == 0:
                yield TileAddress(None, index, width)
        level, count = level + 1, count >> HEIGHT
