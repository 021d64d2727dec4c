"""A small log as it lies on a web server: tiles, bundles, history, a cosigned checkpoint, and its policy."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mizan.tlog.checkpoint import Checkpoint
from mizan.tlog.cosignature import CosignatureSigner
from mizan.tlog.history import HEADER, encode_record
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.leaf import CLOSE, ESCALATED, EXTENDED, OPEN, Leaf
from mizan.tlog.leaf import tag as tag_of
from mizan.tlog.merkle import leaf_hash, root_of
from mizan.tlog.note import add_signatures, sign_note
from mizan.tlog.policy import Policy, parse_policy
from mizan.tlog.proof import TlogProof
from mizan.tlog.tiles import WIDTH, TileAddress, encode_bundle, tiles_for
from mizan.tlog.tiletree import TileTree

DAY = 86_400
FIRST = 20_000  # the day of the first checkpoint
ORIGIN = "log.example/mizan"
LOG = Ed25519Signer(ORIGIN, b"l" * 32)
WITNESSES = [CosignatureSigner(f"w{n}.example/mizan", bytes([n]) * 32) for n in (1, 2, 3)]


def policy_text(witnesses: Sequence[CosignatureSigner] = WITNESSES, quorum: int = 2) -> str:
    lines = [f"log {LOG.vkey}", *(f"witness w{n} {signer.vkey}" for n, signer in enumerate(witnesses, 1))]
    names = " ".join(f"w{n}" for n in range(1, len(witnesses) + 1))
    return "\n".join([*lines, f"group civil {quorum} {names}", "quorum civil", ""])


POLICY: Policy = parse_policy(policy_text().encode())


def secret(number: int) -> bytes:
    return sha256(b"nonce %d" % number).digest()


def filler(number: int) -> bytes:
    return sha256(b"filler %d" % number).digest()


def leaf(
    number: int, *, opens: int | None = None, closes: int | None = None, how: int = 0, kind: int = 0, due: int = 0
) -> bytes:
    """One leaf; `opens` and `closes` number duties."""
    flags = (OPEN if opens is not None else 0) | (CLOSE if closes is not None else 0) | how
    shown = filler(2 * number) if opens is None else tag_of(secret(opens))
    revealed = filler(2 * number + 1) if closes is None else secret(closes)
    return Leaf(flags, kind, due, sha256(b"commitment %d" % number).digest(), shown, revealed).pack()


def busy(size: int) -> list[bytes]:
    """Leaves of which about half open and close duties of all kinds, some late, some extended, some never closed."""
    leaves, standing = [], dict[int, tuple[int, int]]()
    for number in range(size):
        kind, due = 1 + number // 4 % 8, FIRST - 2 + number // 150
        if number % 4 == 0:
            leaves.append(leaf(number, opens=number, kind=kind, due=due))
            standing[number] = (kind, due)
        elif number % 4 == 1 and number % 5 and standing:
            closed = min(standing) if number % 3 else max(standing)
            kind, due = standing.pop(closed)
            if number % 7 == 0:
                leaves.append(leaf(number, opens=number, closes=closed, how=EXTENDED, kind=kind, due=due + 2))
                standing[number] = (kind, due + 2)
            elif number % 11 == 0:
                leaves.append(leaf(number, opens=number, closes=closed, how=ESCALATED, kind=2, due=due + 5))
                standing[number] = (2, due + 5)
            else:
                leaves.append(leaf(number, closes=closed, kind=kind, due=due))
        else:
            leaves.append(leaf(number))
    return leaves


def cosigned(
    entries: Sequence[bytes], size: int, time: int, witnesses: Sequence[CosignatureSigner] = WITNESSES
) -> bytes:
    """The checkpoint of the first `size` entries, cosigned by each witness a second after the one before."""
    text = Checkpoint(ORIGIN, size, root_of([leaf_hash(entry) for entry in entries[:size]])).text
    return add_signatures(sign_note(text, [LOG]), [w.cosign(text, time + n) for n, w in enumerate(witnesses)])


@dataclass
class SmallLog:
    """A log in a folder, with the time of its last checkpoint."""

    folder: Path
    entries: list[bytes]
    now: int

    def read(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    def write(self, path: str, data: bytes) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(data)

    def files(self) -> list[str]:
        return sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file())

    def proof(self, index: int) -> bytes:
        tree = TileTree(self.read, len(self.entries))
        return TlogProof(index, tuple(tree.inclusion(index)), self.read("checkpoint"), self.entries[index]).encode()


def write_tiles(log: SmallLog, old: int, new: int) -> None:
    """The tiles by which a tree of `old` leaves grows to `new`."""
    rows = {0: [leaf_hash(entry) for entry in log.entries[:new]]}
    for level in range(1, 8):
        rows[level] = [root_of(rows[level - 1][i : i + WIDTH]) for i in range(0, new >> 8 * level << 8, WIDTH)]
        rows[level] = rows[level][: new >> 8 * level]
    for address in tiles_for(old, new):
        log.write(address.path, _content(log, rows, address))


def _content(log: SmallLog, rows: dict[int, list[bytes]], address: TileAddress) -> bytes:
    first = address.index * WIDTH
    if address.level is None:
        return encode_bundle(log.entries[first : first + address.width])
    return b"".join(rows[address.level][first : first + address.width])


def publish(folder: Path, entries: list[bytes], sizes: Sequence[int]) -> SmallLog:
    """A log that grew to sizes[0] just after midnight of the first day, to sizes[1] after the next, and so on."""
    log = SmallLog(folder, entries, 0)
    history, old = HEADER, 0
    for day, size in enumerate(sizes):
        write_tiles(log, old, size)
        note = cosigned(entries, size, (FIRST + day) * DAY + 30)
        history += encode_record(note)
        old, log.now = size, (FIRST + day) * DAY + 90
    log.write("history", history)
    log.write("checkpoint", note)
    log.write("policy", policy_text().encode())
    return log


def copy(log: SmallLog, folder: Path) -> SmallLog:
    shutil.copytree(log.folder, folder)
    return SmallLog(folder, log.entries, log.now)
