"""Verifying a whole log of ten million leaves from its files: the roots alone, and everything with the duty scan.

`python benches/verify.py [LEAVES]`. The log is made in a temporary folder (1.4 GB at ten million) from a fixed seed:
of every eight leaves three open a duty, two close one, three are opaque. Each figure is a process of its own, so that
its memory is its own; plain hashlib SHA-256 over as many nodes is measured in the same run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random

from mizan.tlog.checkpoint import Checkpoint
from mizan.tlog.cosignature import CosignatureSigner
from mizan.tlog.history import HEADER, encode_record
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.leaf import CLOSE, OPEN, Leaf
from mizan.tlog.leaf import tag as tag_of
from mizan.tlog.merkle import leaf_hash, root_of
from mizan.tlog.note import add_signatures, sign_note
from mizan.tlog.policy import parse_policy
from mizan.tlog.tiles import WIDTH, TileAddress, encode_bundle
from mizan.tlog.verifier import DirectorySource, verify
from mizan.tlog.verifier.duties import Book, Table
from mizan.tlog.verifier.leaves import Leaves
from mizan.tlog.verifier.tree import Growth

LEAVES = 10_000_000
DAYS = 300  # over which the leaves are spread
DAY = 86_400
FIRST = 20_000
LOG = Ed25519Signer("log.bench/mizan", b"l" * 32)
WITNESSES = [CosignatureSigner(f"w{n}.bench/mizan", bytes([n]) * 32) for n in (1, 2, 3)]
POLICY = "\n".join(
    [
        f"log {LOG.vkey}",
        *(f"witness w{n} {w.vkey}" for n, w in enumerate(WITNESSES)),
        "group g 2 w0 w1 w2",
        "quorum g",
        "",
    ]
)


class Maker:
    """Leaves of a seeded world; a duty is closed about twelve days' worth of leaves after it was opened."""

    def __init__(self, size: int) -> None:
        self.random = Random(1)
        self.size = size
        self.standing: list[tuple[bytes, int, int]] = []
        self.next = 0

    def leaf(self, number: int) -> bytes:
        draw, today = self.random.randbytes, FIRST + number * DAYS // self.size
        if number % 8 < 3:
            nonce, kind, due = draw(32), 1 + number % 7, today + 7 + number % 9
            self.standing.append((nonce, kind, due))
            return Leaf(OPEN, kind, due, draw(32), tag_of(nonce), draw(32)).pack()
        if number % 8 < 5 and len(self.standing) - self.next > self.size // 80:
            nonce, kind, due = self.standing[self.next]
            self.next += 1
            return Leaf(CLOSE, kind, due, draw(32), draw(32), nonce).pack()
        return Leaf(0, 0, 0, draw(32), draw(32), draw(32)).pack()


def make(folder: Path, size: int, maker_of: type[Maker] = Maker) -> None:
    """Write the log: bundles and tiles as they fill, one history record a day."""
    maker, rows, history = maker_of(size), [[] for _ in range(8)], HEADER
    days = {(day + 1) * size // DAYS // WIDTH * WIDTH: FIRST + day + 1 for day in range(DAYS)}
    for first in range(0, size, WIDTH):
        entries = [maker.leaf(number) for number in range(first, min(first + WIDTH, size))]
        write(folder, TileAddress(None, first // WIDTH, len(entries)), encode_bundle(entries))
        rows[0] = [leaf_hash(entry) for entry in entries]
        write(folder, TileAddress(0, first // WIDTH, len(entries)), b"".join(rows[0]))
        if len(entries) == WIDTH:
            grow(folder, rows, first // WIDTH)
            rows[0] = []
        if first + WIDTH in days:
            history += encode_record(signed(first + WIDTH, root(rows), days[first + WIDTH] * DAY + 30))
    for level in range(1, 8):
        if rows[level]:
            address = TileAddress(level, (size >> 8 * level) // WIDTH, len(rows[level]))
            write(folder, address, b"".join(rows[level]))
    (folder / "history").write_bytes(history)
    (folder / "checkpoint").write_bytes(signed(size, root(rows), (FIRST + DAYS + 1) * DAY))


def grow(folder: Path, rows: list[list[bytes]], index: int) -> None:
    """A full tile of level 0 is hashed into the levels above."""
    node = root_of(rows[0])
    for level in range(1, 8):
        rows[level].append(node)
        if len(rows[level]) < WIDTH:
            return
        index //= WIDTH
        write(folder, TileAddress(level, index), b"".join(rows[level]))
        node, rows[level] = root_of(rows[level]), []


def root(rows: list[list[bytes]]) -> bytes:
    node = root_of(rows[0]) if rows[0] else None
    for row in rows[1:]:
        hashes = row if node is None else [*row, node]
        node = root_of(hashes) if hashes else None
    assert node is not None
    return node


def signed(size: int, top: bytes, at: int) -> bytes:
    text = Checkpoint(LOG.name, size, top).text
    return add_signatures(sign_note(text, [LOG]), [witness.cosign(text, at) for witness in WITNESSES])


def write(folder: Path, address: TileAddress, data: bytes) -> None:
    path = folder / address.path
    if address.index % 1000 == 0 or not address.is_full:
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def roots(folder: Path, size: int) -> str:
    """Hash every entry, compare every tile, return the root."""

    def tell(*fault: object) -> None:
        raise AssertionError(fault)

    source = DirectorySource(folder)
    leaves = Leaves(source.read, Book(Table()), tell)
    leaves._scan = lambda *_: None  # type: ignore[method-assign]
    growth = Growth(source.read, size, b"", tell, [size])
    for index in range(-(-size // WIDTH)):
        address = TileAddress(None, index, min(WIDTH, size - index * WIDTH))
        growth.add(index, *leaves.bundle(address), address.width)
    growth.finish()
    return growth.roots[size].hex()


def whole(folder: Path, _: int) -> str:
    report = verify(DirectorySource(folder), parse_policy(POLICY.encode()), now=(FIRST + DAYS + 1) * DAY)
    assert report.holds, report.faults[:3]
    return json.dumps(report.duties)


def hashlib_limit(_: Path, size: int) -> str:
    """As many SHA-256 of leaves and of nodes as the tree has, with the concatenations, and nothing else."""
    leaf, node = bytes(104), bytes(32)
    for _number in range(size):
        sha256(b"\0" + leaf).digest()
        sha256(b"\1" + node + node).digest()
    return "plain hashlib"


PARTS: dict[str, Callable[[Path, int], str]] = {"hashlib": hashlib_limit, "roots": roots, "whole": whole}


def peak() -> float:
    """Highest resident memory of this process, MB. Not `ru_maxrss`: that begins with the parent's."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def part(name: str, folder: str, size: int) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    found = PARTS[name](Path(folder), size)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory = peak()
    rate = size / cpu / 1e6
    print(
        f"{name}: CPU {cpu:.1f} s, wall {wall:.1f} s, {rate:.2f} M leaves per CPU second, {memory:.0f} MB: {found}",
        flush=True,
    )


def main() -> None:
    if len(sys.argv) == 4:
        return part(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    size = int(sys.argv[1]) if len(sys.argv) > 1 else LEAVES
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        make(Path(folder), size)
        print(f"{size:,} leaves made in {time.perf_counter() - started:.0f} s", flush=True)
        for name in PARTS:
            subprocess.run([sys.executable, __file__, name, folder, str(size)], check=True)
    return None


if __name__ == "__main__":
    main()
