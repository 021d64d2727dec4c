"""The outbox against the published files: what was sequenced must be there, byte for byte, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mizan.ledger.auditing.report import Report
from mizan.ledger.models import Leaf
from mizan.tlog.errors import TlogError
from mizan.tlog.tiles import WIDTH, TileAddress, parse_bundle


def compare(report: Report, read: Callable[[str], bytes], size: int, shift: int = 0) -> None:
    """Each published entry with the leaf of its index. `shift`: entries of a log that continues another which stand
    before its first row; they are the business of `mizan log fsck`."""
    for first in range(0, size, WIDTH):
        width = min(WIDTH, size - first)
        found = Leaf.objects.filter(idx__gte=first - shift, idx__lt=first - shift + width).values_list("idx", "data")
        rows = {index + shift: data for index, data in found}
        for index, entry in _entries(report, read, first, width):
            if index < shift:
                continue
            if index not in rows:
                report.fault("published_leaf_missing", "ledger_leaf", f"index {index}")
            elif bytes(rows[index]) != entry:
                report.fault("published_leaf_differs", "ledger_leaf", f"index {index}")


def _entries(report: Report, read: Callable[[str], bytes], first: int, width: int) -> Iterator[tuple[int, bytes]]:
    address = TileAddress(None, first // WIDTH, width)
    try:
        yield from enumerate(parse_bundle(read(address.path), width), first)
    except (OSError, TlogError):
        report.fault("bundle_unreadable", "file", address.path)
