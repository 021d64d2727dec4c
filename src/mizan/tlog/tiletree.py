"""A tree read from its tiles: any hash, the root and proofs, with a bounded memory of tiles.

Tiles are believed as read; what is proved with them must be checked against a signed root.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from mizan.tlog import merkle
from mizan.tlog.errors import TileError
from mizan.tlog.tiles import HEIGHT, WIDTH, TileAddress, split_tile, tile_of

Read = Callable[[str], bytes]
KEPT = 256  # tiles in memory, about 20 kB each


class TileTree:
    """`read(path)` gives a tile's bytes or raises `TileError`, `OSError` or `LookupError`; `size` is the checkpoint's.

    A partial tile may be gone once the full one is there (tlog-tiles, "Partial Tiles"): then that one is cut to size.
    """

    def __init__(self, read: Read, size: int) -> None:
        self.size = size
        self._read = read
        self._tile = lru_cache(maxsize=KEPT)(self._read_tile)

    def subtree(self, level: int, index: int) -> bytes:
        """Hash of a perfect subtree. Raises `TileError` if the tree has none there."""
        if (index + 1) << level > self.size:
            raise TileError(f"a tree of {self.size} has no subtree {index} at level {level}")
        tile_level, above = divmod(level, HEIGHT)
        first = index << above
        tile, start = self._tile(tile_level, first // WIDTH), first % WIDTH
        row = tile[start : start + (1 << above)]
        if len(row) != 1 << above:
            raise TileError(f"the tile of level {tile_level} is too narrow")
        while len(row) > 1:
            row = merkle.parents(row)
        return row[0]

    def root(self) -> bytes:
        """Root over all leaves."""
        return merkle.range_hash(0, self.size, self.subtree) if self.size else merkle.EMPTY_ROOT

    def frontier(self) -> merkle.Frontier:
        """The right edge, to append to."""
        peaks = [self.subtree(level, (self.size >> level) - 1) for level in _ones(self.size)]
        return merkle.Frontier(self.size, peaks)

    def inclusion(self, index: int) -> list[bytes]:
        """Audit path of a leaf. Raises `ProofError` or `TileError`."""
        return merkle.inclusion_proof(index, self.size, self.subtree)

    def consistency(self, old: int) -> list[bytes]:
        """Proof that this tree extends the one of `old` leaves. Raises `ProofError` or `TileError`."""
        return merkle.consistency_proof(old, self.size, self.subtree)

    def _read_tile(self, level: int, tile: int) -> list[bytes]:
        address = tile_of(level, tile * WIDTH, self.size)
        try:
            return self._hashes(address)
        except TileError as error:
            return self._cut(address, error)

    def _cut(self, partial: TileAddress, missing: TileError) -> list[bytes]:
        """The first hashes of the full tile that took a partial one's place; without it `missing` stands."""
        try:
            return self._hashes(TileAddress(partial.level, partial.index))[: partial.width]
        except TileError:
            raise missing from None

    def _hashes(self, address: TileAddress) -> list[bytes]:
        try:
            return split_tile(self._read(address.path), address.width)
        except TileError as error:
            raise TileError(error.reason, address.path) from error
        except (OSError, LookupError) as error:
            raise TileError("the tile is missing", address.path) from error


def _ones(size: int) -> list[int]:
    """Positions of the 1 bits, highest first."""
    return [level for level in range(size.bit_length() - 1, -1, -1) if size >> level & 1]
