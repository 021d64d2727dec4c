"""Speed of the log's core beside plain hashlib and pymerkle, in one run: `nice python benches/tlog.py [LEAVES]`.

Trees and proofs over LEAVES leaf hashes from a seeded stream (default 10 million), tiles on disk in a temporary
folder; one proof with three cosignatures. CPU seconds of one process beside wall.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from pymerkle import InmemoryTree

from mizan.tlog import merkle
from mizan.tlog.checkpoint import Checkpoint
from mizan.tlog.cosignature import CosignatureSigner
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.note import add_signatures, sign_note
from mizan.tlog.policy import parse_policy
from mizan.tlog.proof import TlogProof, check_proof, parse_proof
from mizan.tlog.tiles import WIDTH, TileAddress
from mizan.tlog.tiletree import TileTree

SOME = 200_000
LOG = Ed25519Signer("log.example/mizan", b"L" * 32)
WITNESSES = [CosignatureSigner(f"witness{n}.example/mizan", bytes([n]) * 32) for n in (1, 2, 3)]


class Clock:
    """CPU and wall seconds since it was made, as a row of the table."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def say(self, what: str, count: int) -> None:
        cpu, wall = time.process_time() - self.cpu, time.perf_counter() - self.wall
        print(f"| {what} | {count:,} | {cpu:.2f} | {wall:.2f} | {count / cpu:,.0f} |", flush=True)


def hashing() -> None:
    entries = [n.to_bytes(104, "big") for n in range(SOME)]
    nodes = [b"\1" + bytes(64)] * SOME
    clock = Clock()
    for node in nodes:
        sha256(node).digest()
    clock.say("plain hashlib, 65 bytes ready made", SOME)
    clock = Clock()
    rows = [merkle.leaf_hash(entry) for entry in entries]
    clock.say("leaf hashes of 104 bytes", SOME)
    clock = Clock()
    merkle.parents(rows)
    clock.say("node hashes", SOME // 2)
    for batch in (1, 16, 256):
        frontier, clock = merkle.Frontier(), Clock()
        for at in range(0, SOME, batch):
            frontier.extend(rows[at : at + batch])
            frontier.root()
        clock.say(f"tree with its root at each batch of {batch}", SOME)
    other, clock = InmemoryTree(algorithm="sha256"), Clock()
    for entry in entries[: SOME // 10]:
        other.append_entry(entry)
    clock.say("pymerkle in memory, append", SOME // 10)


def write_tiles(folder: Path, size: int) -> int:
    """Every hash tile of `size` seeded leaf hashes, streamed; the bytes written."""
    draw, written = random.Random(20261125), 0
    left: dict[int, list[bytes]] = {}

    def put(level: int, index: int, row: list[bytes]) -> None:
        nonlocal written
        path = folder / TileAddress(level, index, len(row)).path
        path.parent.mkdir(parents=True, exist_ok=True)
        written += path.write_bytes(b"".join(row))
        if len(row) == WIDTH:
            above = left.setdefault(level + 1, [])
            above.append(merkle.root_of(row))
            if len(above) == WIDTH:
                left[level + 1] = []
                put(level + 1, index // WIDTH, above)

    for index in range(-(-size // WIDTH)):
        stream = draw.randbytes(32 * min(WIDTH, size - index * WIDTH))
        put(0, index, [stream[at : at + 32] for at in range(0, len(stream), 32)])
    for level, row in sorted(left.items()):
        if row:
            put(level, (size >> 8 * level) // WIDTH, row)
    return written


def proofs(size: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clock = Clock()
        written = write_tiles(folder, size)
        clock.say(f"tiles written, {written / 1e6:.0f} MB", size)
        tree = TileTree(lambda path: (folder / path).read_bytes(), size)
        root, draw, taken, used = tree.root(), random.Random(1), [], []
        for index in draw.sample(range(size), 2000):
            begun, cpu = time.perf_counter(), time.process_time()
            path = tree.inclusion(index)
            used.append((time.process_time() - cpu) * 1000)
            taken.append((time.perf_counter() - begun) * 1000)
        print(f"\nInclusion proof from tiles, {size:,} leaves, 2,000 of them, in ms:")
        for kind, times in (("wall", sorted(taken)), ("CPU", sorted(used))):
            print(f"{kind} p50 {times[1000]:.2f}, p99 {times[1980]:.2f}")
        leaf = (folder / TileAddress(0, index // WIDTH, min(WIDTH, size - index // WIDTH * WIDTH)).path).read_bytes()
        at = index % WIDTH * 32
        one_proof(TlogProof(index, tuple(path), b""), leaf[at : at + 32], Checkpoint(LOG.name, size, root).text)


def one_proof(proof: TlogProof, leaf: bytes, text: str) -> None:
    note = add_signatures(sign_note(text, [LOG]), [one.cosign(text, 1_790_000_000) for one in WITNESSES])
    data = TlogProof(proof.index, proof.path, note).encode()
    lines = [f"log {LOG.vkey}", *(f"witness w{n} {one.vkey}" for n, one in enumerate(WITNESSES))]
    policy = parse_policy("\n".join([*lines, "group all all w0 w1 w2", "quorum all", ""]).encode())
    begun = time.process_time()
    for _ in range(500):
        check_proof(parse_proof(data), leaf, policy)
    each = (time.process_time() - begun) * 2
    print(f"One proof with three cosignatures: {len(data)} bytes, checked in {each:.2f} ms of CPU")


if __name__ == "__main__":
    print("| what | count | CPU s | wall s | per CPU s |\n|---|---|---|---|---|")
    hashing()
    proofs(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)
