"""The tree, built again from the entries: every hash tile compared, and the root at any size on the way.

Memory: at most 256 hashes for each of the eight levels of tiles, however large the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mizan.tlog.errors import ProofError, TileError
from mizan.tlog.merkle import EMPTY_ROOT, HASH_SIZE, parents, root_of, verify_inclusion
from mizan.tlog.tiles import WIDTH, TileAddress, parse_path
from mizan.tlog.tiletree import TileTree

Tell = Callable[[str, int, str], None]  # file, byte offset, reason
Read = Callable[[str], bytes]


def read_wide(read: Read, address: TileAddress) -> tuple[bytes, str]:
    """A tile or bundle and the path it came from: of a partial one that was deleted, the full one that replaced it.

    The bytes may then be longer than the partial file was. Raises `TileError`.
    """
    try:
        return read(address.path), address.path
    except TileError as error:
        if address.is_full:
            raise
        missing = error
    full = TileAddress(address.level, address.index).path
    try:
        return read(full), full
    except TileError:
        raise missing from None


def read_tile(read: Read, address: TileAddress) -> bytes:
    """Exactly the hashes of a hash tile. Raises `TileError` with the offset in `where`."""
    data, path = read_wide(read, address)
    length = HASH_SIZE * address.width
    if len(data) < length or (len(data) > length and path == address.path):
        raise TileError(f"the tile has {len(data)} bytes, not {length}", f"byte {min(len(data), length)}")
    return data[:length]


class Growth:
    """A tree growing bundle by bundle to `size`; `tell` hears of each file that differs from what was signed.

    `wanted`: the sizes whose roots are to be kept, in `roots`.
    """

    def __init__(self, read: Read, size: int, root: bytes, tell: Tell, wanted: Iterable[int] = ()) -> None:
        self.roots = {0: EMPTY_ROOT}
        self._read = read
        self._size = size
        self._root = root
        self._tell = tell
        self._wanted = sorted(set(wanted) - {0}, reverse=True)
        self._rows: list[list[bytes]] = []  # by tile level, from 1 up: hashes not yet in a full tile
        self._counts: list[int] = []  # full tiles so far, likewise

    def add(self, index: int, bundle: str, hashes: Sequence[bytes] | None, width: int) -> None:
        """Take the leaf hashes of bundle `index`, read from the file `bundle`; None where it could not be read.

        Where bundle and tile disagree, the tile is believed only if it is proved to be in the signed root: so the
        fault is laid at the file that was changed, and the rest of the log is read against true hashes.
        """
        address = TileAddress(0, index, width)
        stored = self._stored(address)
        computed = None if hashes is None else b"".join(hashes)
        if stored is not None and stored != computed:
            if self._proved(address, stored):
                if computed is not None:
                    self._blame_bundle(bundle, computed, stored)
                hashes = _split(stored)
            elif computed is not None:
                self._blame_tile(address, stored, computed)
        row = hashes or _split(stored or EMPTY_ROOT * width)
        if self._wanted and self._wanted[-1] <= index * WIDTH + width:
            self._keep_roots(index, row)
        if width == WIDTH:
            self._up(0, _perfect(row))

    def finish(self) -> None:
        """Compare the partial tiles of the right edge."""
        for level, (row, count) in enumerate(zip(self._rows, self._counts, strict=True), 1):
            if row:
                self._compare(TileAddress(level, count, len(row)), row)

    def _keep_roots(self, index: int, row: Sequence[bytes]) -> None:
        """The wanted roots that fall into this bundle."""
        first = index * WIDTH
        while self._wanted and self._wanted[-1] <= first + len(row):
            size = self._wanted.pop()
            self.roots[size] = self._root_with(row[: size - first])

    def _root_with(self, partial: Sequence[bytes]) -> bytes:
        """The root over all before and these leaf hashes: each level's row ends in the root of the one below."""
        node = root_of(partial)
        for row in self._rows:
            node = root_of([*row, node])
        return node

    def _up(self, above: int, node: bytes) -> None:
        """One more hash for the tile level `above` + 1."""
        if above == len(self._rows):
            self._rows.append([])
            self._counts.append(0)
        row = self._rows[above]
        row.append(node)
        if len(row) == WIDTH:
            self._compare(TileAddress(above + 1, self._counts[above]), row)
            self._counts[above] += 1
            self._rows[above] = []
            self._up(above + 1, _perfect(row))

    def _compare(self, address: TileAddress, row: list[bytes]) -> None:
        stored, computed = self._stored(address), b"".join(row)
        if stored is not None and stored != computed:
            self._blame_tile(address, stored, computed)

    def _stored(self, address: TileAddress) -> bytes | None:
        """The bytes of a tile file; None, and told, where it cannot be read or is not of its length."""
        try:
            return read_tile(self._read, address)
        except TileError as error:
            self._tell(address.path, offset_of(error), error.reason)
            return None

    def _proved(self, address: TileAddress, stored: bytes) -> bool:
        """Whether a tile of leaf hashes is in the signed root: the path of its first hash runs over all of them."""
        first = address.index * WIDTH
        try:
            path = TileTree(lambda name: read_tile(self._read, parse_path(name)), self._size).inclusion(first)
            verify_inclusion(stored[:HASH_SIZE], first, self._size, path, self._root)
        except (TileError, ProofError):
            return False
        return True

    def _blame_bundle(self, bundle: str, computed: bytes, stored: bytes) -> None:
        data, offset = self._read(bundle), 0
        for one, two in zip(_split(computed), _split(stored), strict=True):
            if one != two:
                self._tell(bundle, offset, "the entry is not the one that was signed")
            offset += 2 + int.from_bytes(data[offset : offset + 2], "big")

    def _blame_tile(self, address: TileAddress, stored: bytes, computed: bytes) -> None:
        offset = next(at for at, (one, two) in enumerate(zip(stored, computed, strict=True)) if one != two)
        self._tell(address.path, offset, "the tile is not what the entries give")


def _perfect(row: Sequence[bytes]) -> bytes:
    """The root over the 256 hashes of a tile, level by level."""
    while len(row) > 1:
        row = parents(row)
    return row[0]


def _split(data: bytes) -> list[bytes]:
    return [data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)]


def offset_of(error: TileError) -> int:
    """The byte that an error names, 0 where it names none."""
    return int(error.where.removeprefix("byte ")) if error.where.startswith("byte ") else 0
