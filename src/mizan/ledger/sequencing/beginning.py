"""The first tree of a log that continues another: its own first leaf, then every row that the old log had and we know.

The indices of the rows stay; the log's are one higher (`LogHead.shift`). What the old log had and the database does not
know any more is not invented: the statement says how many such leaves there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from mizan.ledger.models import Leaf
from mizan.ledger.sequencing.disk import Disk
from mizan.ledger.sequencing.growth import check_files, grow
from mizan.tlog.merkle import Frontier

AT_ONCE = 65_536  # leaves written and hashed again in one go


def known() -> int:
    """How many leaves of the log the database has, without a gap. Raises `ValueError` where there is one."""
    rows = Leaf.objects.exclude(idx=None)
    count = rows.count()
    if rows.filter(idx__gte=count).exists():
        raise ValueError("the sequenced leaves have a gap")
    return count


def write_tree(disk: Disk, first: bytes) -> Frontier:
    """Write the tiles of `first` and all sequenced rows into an empty folder, hashed again; returns the tree's edge."""
    leaves, edge = _leaves(first), Frontier()
    while block := list(islice(leaves, AT_ONCE)):
        grown = grow(edge, block, disk.tile)
        disk.write(grown.files)
        check_files(edge.size, grown.size, grown.root, disk.tile)
        edge = grown.frontier
    return edge


def _leaves(first: bytes) -> Iterator[bytes]:
    yield first
    rows = Leaf.objects.exclude(idx=None).order_by("idx").values_list("data", flat=True)
    yield from (bytes(data) for data in rows.iterator(chunk_size=2048))
