"""Finding one report among a million leaves by its codeword: `python benches/log_find.py [LEAVES]`.

The log of `benches/verify.py`, with the report's five opening leaves and its opaque leaf in the middle, as they come.
What `mizan log find` does after the codeword is typed: stretch, verify the whole log, scan twice. In one process.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from verify import DAY, DAYS, FIRST, POLICY, Maker, make, peak

from mizan.sealing.codeword import Codeword
from mizan.sealing.finding.scan import Remembering, find
from mizan.sealing.reporter import keys_of, stretch
from mizan.tlog.leaf import OPEN, Leaf, nonce, tag
from mizan.tlog.policy import parse_policy
from mizan.tlog.verifier import DirectorySource, verify
from mizan.tlog.verifier.run import table_under

LEAVES = 1_000_000
THREAD, SALT = bytes(range(32)), bytes(16)
PLACES = (5, 6, 7, 13, 14, 15)  # of leaves that neither open nor close a duty in that world
T = TypeVar("T")


class MakerWithReport(Maker):
    """The same world, with six leaves of one report in the middle."""

    keys = keys_of(stretch(Codeword(bytes(11)), SALT))

    def leaf(self, number: int) -> bytes:
        leaf, place = super().leaf(number), number - self.size // 2 // 8 * 8
        if place not in PLACES:
            return leaf
        draw, n = self.random.randbytes, PLACES.index(place)
        if n == 5:
            return Leaf(0, 0, 0, draw(32), *self.keys.leaf_fields(THREAD)).pack()
        return Leaf(OPEN, n + 1, FIRST + DAYS, draw(32), tag(nonce(THREAD, n)), draw(32)).pack()


def timed(what: str, act: Callable[[], T]) -> T:
    wall, cpu = time.perf_counter(), time.process_time()
    found = act()
    print(f"{what}: CPU {time.process_time() - cpu:.2f} s, wall {time.perf_counter() - wall:.2f} s", flush=True)
    return found


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else LEAVES
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), size, MakerWithReport)
        policy, source = parse_policy(POLICY.encode()), Remembering(DirectorySource(Path(folder)))
        keys = timed("stretching the codeword", lambda: keys_of(stretch(Codeword(bytes(11)), SALT)))
        report = timed("verifying the log", lambda: verify(source, policy, now=(FIRST + DAYS + 1) * DAY))
        assert report.holds, report.faults[:3]
        _size, table = table_under(source, policy)
        found = timed("finding the report", lambda: find(source, size, keys, table))
        assert found is not None
        assert (found.index, len(found.duties)) == (size // 2 // 8 * 8 + 15, 5)
        print(f"{size:,} leaves, highest memory {peak():.0f} MB (the maker's own counted in)")


if __name__ == "__main__":
    main()
