"""Read everything of the log again and hold files and database against each other, byte for byte.

Source of truth: the database's sequenced leaves and head. Whatever differs is named by file and byte offset.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from mizan.ledger.sequencing.disk import Disk
from mizan.ledger.sequencing.growth import root_of_full
from mizan.ledger.sequencing.outbox import Head, entries_of
from mizan.ledger.sequencing.publishing import CHECKPOINT, opened
from mizan.tlog import history
from mizan.tlog.checkpoint import open_checkpoint
from mizan.tlog.errors import TlogError
from mizan.tlog.merkle import Frontier, leaf_hash
from mizan.tlog.policy import Policy
from mizan.tlog.tiles import WIDTH, TileAddress, encode_bundle


@dataclass(frozen=True)
class Fault:
    """Something that does not fit. `file` is relative to the public folder, or `database`."""

    file: str
    offset: int
    reason: str


def fsck(disk: Disk, head: Head, policy: Policy) -> list[Fault]:
    """Every fault, in the order of the log. An empty list: files, database and checkpoints are one history."""
    faults: list[Fault] = []
    roots: dict[int, bytes] = {}
    wanted = _signed_sizes(disk, policy, faults)
    rows: dict[int, list[bytes]] = {}
    edge = Frontier()
    for number, block in enumerate(_blocks(head)):
        faults += _compare(disk, TileAddress(None, number, len(block)), encode_bundle(block))
        hashes = [leaf_hash(one) for one in block]
        for size in (one for one in wanted if edge.size < one <= edge.size + len(block)):
            part = Frontier(edge.size, edge.peaks)
            part.extend(hashes[: size - edge.size])
            roots[size] = part.root()
        edge.extend(hashes)
        faults += _tile(disk, rows, 0, number, hashes)
    faults += [fault for level, row in rows.items() if row for fault in _edge(disk, level, row, head.size)]
    if (edge.size, edge.root()) != (head.size, head.root):
        faults.append(Fault("database", 0, f"the rows make {edge.size} leaves, not the head's {head.size} and root"))
    faults += _head_note(head, policy)
    for size, (root, file, offset) in wanted.items():
        if roots.get(size) != root:
            faults.append(Fault(file, offset, f"its root is not that of the first {size} leaves"))
    return faults


def _head_note(head: Head, policy: Policy) -> list[Fault]:
    """The head's own note must be the log's signature on its size and root: it is what witnesses are asked with."""
    if head.size == 0:
        return []
    try:
        signed, _note = open_checkpoint(head.note, policy.log.key)
    except TlogError as error:
        return [Fault("database", 0, f"the head's note: {error}")]
    if (signed.size, signed.root) == (head.size, head.root):
        return []
    return [Fault("database", 0, "the head's note is about another size or root")]


def _blocks(head: Head) -> Iterator[list[bytes]]:
    """The log's leaves by index, 256 at a time; a gap ends the log there."""
    leaves = entries_of(head)
    while block := list(islice(leaves, WIDTH)):
        yield block


def _tile(disk: Disk, rows: dict[int, list[bytes]], level: int, number: int, hashes: list[bytes]) -> list[Fault]:
    faults = _compare(disk, TileAddress(level, number, len(hashes)), b"".join(hashes))
    if len(hashes) == WIDTH:
        above = rows.setdefault(level + 1, [])
        above.append(root_of_full(hashes))
        if len(above) == WIDTH:
            faults += _tile(disk, rows, level + 1, number // WIDTH, above)
            rows[level + 1] = []
    return faults


def _edge(disk: Disk, level: int, row: list[bytes], size: int) -> list[Fault]:
    return _compare(disk, TileAddress(level, (size >> 8 * level) // WIDTH, len(row)), b"".join(row))


def _compare(disk: Disk, address: TileAddress, expected: bytes) -> list[Fault]:
    try:
        found = disk.tile(address)
    except TlogError as error:
        return [Fault(address.path, 0, error.reason)]
    if found == expected:
        return []
    differing = (at for at, (one, other) in enumerate(zip(found, expected, strict=False)) if one != other)
    offset = next(differing, min(len(found), len(expected)))
    return [Fault(address.path, offset, "the file does not hold what the database does")]


def _signed_sizes(disk: Disk, policy: Policy, faults: list[Fault]) -> dict[int, tuple[bytes, str, int]]:
    """(root, file, offset) by size of everything that witnesses cosigned and we publish."""
    notes: list[tuple[bytes, str, int]] = []
    if note := disk.find(CHECKPOINT):
        notes.append((note, CHECKPOINT, 0))
    try:
        records = history.parse_history(disk.find(history.NAME) or history.HEADER)
        notes += [(record.note, history.NAME, record.offset) for record in records]
    except TlogError as error:
        faults.append(Fault(history.NAME, 0, str(error)))
    sizes: dict[int, tuple[bytes, str, int]] = {}
    for note, file, offset in notes:
        try:
            checkpoint = opened(note, policy).checkpoint
        except TlogError as error:
            faults.append(Fault(file, offset, str(error)))
            continue
        if checkpoint.size:
            sizes[checkpoint.size] = (checkpoint.root, file, offset)
    return sizes
