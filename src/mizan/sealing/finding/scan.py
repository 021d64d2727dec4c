"""The leaves of one report: the opaque one that its codeword finds, and from it every duty that was opened or closed.

Pure but for the reading of files. T = HKDF(root, find) is the tag of the opaque leaf, N its nonce; the thread's key is
N XOR HKDF(root, thread). With it the tag of duty i is that of HMAC(thread key, i), and whoever closed duty i showed
that nonce. Twice through the log: the opaque leaf is logged after the duties it leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from mizan.sealing.reporter import ReporterKeys
from mizan.tlog.history import NAME as HISTORY
from mizan.tlog.leaf import CLOSE, OPEN, SIZE, nonce, tag, unpack_leaf
from mizan.tlog.tiles import WIDTH, TileAddress, parse_bundle
from mizan.tlog.verifier.checkpoints import CHECKPOINT
from mizan.tlog.verifier.duties import Cell, Table, Verdict
from mizan.tlog.verifier.leaves import read_first
from mizan.tlog.verifier.source import FileFault, Source

MOST_DUTIES = 4096  # of one report: five at first, one a month while it lasts, a few for each time it is opened outward
SIGNED = frozenset({CHECKPOINT, HISTORY})
TAG_AT, NONCE_AT = 40, 72  # bytes into a leaf


ENTRIES = "tile/entries/"


class Remembering:
    """A source of which only what was verified is ever used. A server could sign on between two reads, or lie at the
    second one: what was signed (`checkpoint`, `history`) is read once and kept, and after `close` no bundle of entries
    is given that the verification did not read, nor other bytes of one that it did."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._digests: dict[str, bytes] = {}
        self._kept: dict[str, bytes] = {}
        self._closed = False

    def close(self) -> None:
        """The verification is over: nothing new is read from now on."""
        self._closed = True

    def read(self, path: str) -> bytes:
        if path in SIGNED:
            return self._signed(path)
        if not path.startswith(ENTRIES):
            return self._source.read(path)
        if self._closed and path not in self._digests:
            raise FileFault("the file was not part of what was verified", path)
        data = self._source.read(path)
        digest = sha256(data).digest()
        if self._digests.setdefault(path, digest) != digest:
            raise FileFault("the file is another one than a moment ago", path)
        return data

    def _signed(self, path: str) -> bytes:
        if path not in self._kept:
            if self._closed:
                raise FileFault("the file was not there when the log was verified", path)
            self._kept[path] = self._source.read(path)
        return self._kept[path]

    def listing(self) -> Iterator[str]:
        return self._source.listing()


@dataclass(frozen=True)
class Duty:
    """One duty of the report. `opened_at` and `closed_at` are indices of leaves; `verdict` as in docs/log.md."""

    number: int
    kind: int
    due_day: int
    opened_at: int
    closed_at: int | None
    verdict: Verdict


@dataclass(frozen=True)
class Found:
    """The opaque leaf and the duties of its thread, in the order of their numbers."""

    index: int
    duties: tuple[Duty, ...]


def find(source: Source, size: int, keys: ReporterKeys, table: Table) -> Found | None:
    """What the first `size` leaves hold of the report; None where its opaque leaf is not among them.

    Anybody may log a copy of a leaf that was public before, so the first one counts. Raises `TileError`.
    """
    for index, entry in entries(source, size):
        if entry[TAG_AT:NONCE_AT] == keys.find and unpack_leaf(entry).flags == 0:
            mask = zip(entry[NONCE_AT:], keys.mask, strict=True)
            return Found(index, _duties(source, size, bytes(one ^ other for one, other in mask), table))
    return None


def entries(source: Source, size: int) -> Iterator[tuple[int, bytes]]:
    """Every leaf of version 1 with its index. Entries of another length are none of ours."""
    for first in range(0, size, WIDTH):
        address = TileAddress(None, first // WIDTH, min(WIDTH, size - first))
        data = read_first(source.read, address, address.width)
        for index, entry in enumerate(parse_bundle(data, address.width), first):
            if len(entry) == SIZE:
                yield index, entry


def _duties(source: Source, size: int, thread_key: bytes, table: Table) -> tuple[Duty, ...]:
    secrets = [nonce(thread_key, number) for number in range(MOST_DUTIES)]
    by_tag = {tag(secret): number for number, secret in enumerate(secrets)}
    by_nonce = {secret: number for number, secret in enumerate(secrets)}
    opened: dict[int, tuple[int, int, int]] = {}
    closed: dict[int, tuple[int, int]] = {}
    for index, entry in entries(source, size):
        flags = entry[1]
        if flags & OPEN and (number := by_tag.get(entry[TAG_AT:NONCE_AT])) is not None:
            leaf = unpack_leaf(entry)
            opened.setdefault(number, (leaf.kind, leaf.due_day, index))
        if flags & CLOSE and (number := by_nonce.get(entry[NONCE_AT:])) is not None:
            closed.setdefault(number, (index, flags))
    return tuple(_duty(number, opened[number], closed.get(number), table) for number in sorted(opened))


def _duty(number: int, opening: tuple[int, int, int], closing: tuple[int, int] | None, table: Table) -> Duty:
    kind, due_day, index = opening
    cell = Cell(kind, due_day, table.limit(due_day), table.doubt(due_day), opened=1)
    if closing is None:
        cell.standing = 1
    else:
        cell.close(*closing)
    verdict = next(one for one, count in cell.counts.items() if count)
    return Duty(number, kind, due_day, index, closing[0] if closing else None, verdict)
