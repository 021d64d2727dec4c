"""What a reporter, or an NGO on her behalf, does with public files alone: promises, watching, finding.

A promise is a signed note (C2SP signed-note v1.0.0 at 5ba5ee8) whose text is

    mizan/promise/v1
    <origin of the log>
    <base64 of the leaf hash>
    <unix seconds: in the log by then>

A blind receipt is nothing but the promise: it tells its holder no content. A promise whose leaf is not in a checkpoint
that a quorum cosigned at or after its time proves that the leaf was suppressed.

KNOWN GAP: whoever downloads single tiles shows interest in them; take whole bundles, as `find_leaf` does.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from mizan.tlog.errors import LeafError, NoteError
from mizan.tlog.leaf import Leaf, unpack_leaf
from mizan.tlog.merkle import HASH_SIZE, leaf_hash
from mizan.tlog.note import Signer, Verifier, decode64, is_name, open_note, sign_note
from mizan.tlog.tiles import WIDTH, TileAddress, parse_bundle

HEAD = "mizan/promise/v1"
Read = Callable[[str], bytes]


@dataclass(frozen=True)
class Promise:
    """ "This leaf is in the log of `origin` by `in_log_by`" (unix seconds)."""

    origin: str
    leaf_hash: bytes
    in_log_by: int

    def text(self) -> str:
        """The note's text."""
        return f"{HEAD}\n{self.origin}\n{b64encode(self.leaf_hash).decode()}\n{self.in_log_by}\n"


class State(StrEnum):
    """What became of a promise."""

    LOGGED = "logged"
    WAITING = "waiting"
    BROKEN = "broken"


@dataclass(frozen=True)
class Watched:
    """`index` of the leaf where it was found, else None."""

    state: State
    index: int | None = None


def sign_promise(promise: Promise, signer: Signer) -> bytes:
    """The signed note. Raises `NoteError` if a field does not fit."""
    parse_promise(promise.text())
    return sign_note(promise.text(), [signer])


def open_promise(data: bytes, key: Verifier) -> Promise:
    """The promise of a signed note. Raises `NoteError` unless `key` signed it."""
    opened = open_note(data, [key])
    return parse_promise(opened.text)


def parse_promise(text: str) -> Promise:
    """The promise of a note's text. Raises `NoteError`."""
    lines = text.split("\n")
    if len(lines) != 5 or lines[0] != HEAD or lines[4] or not is_name(lines[1]):
        raise NoteError("no promise", repr(text[:60]))
    digest = decode64(lines[2])
    if len(digest) != HASH_SIZE or not _is_count(lines[3]):
        raise NoteError("a promise names a leaf hash and a time", lines[1])
    return Promise(lines[1], digest, int(lines[3]))


def watch(promise: Promise, read: Read, *, size: int, seen_at: int) -> Watched:
    """Whether the promise was kept, from a checkpoint of `size` that a quorum cosigned at `seen_at` (both verified
    before, together with the bundles: `verifier`). Raises `TileError` or `LookupError` where a bundle is missing."""
    for index, entry in entries(read, size):
        if leaf_hash(entry) == promise.leaf_hash:
            return Watched(State.LOGGED, index)
    return Watched(State.BROKEN if seen_at >= promise.in_log_by else State.WAITING)


def find_leaf(read: Read, size: int, tag: bytes) -> tuple[int, Leaf] | None:
    """The first leaf with tag `tag` (32 bytes), without asking anybody for it by name. Entries that are no leaves are
    passed over."""
    for index, entry in entries(read, size):
        try:
            leaf = unpack_leaf(entry)
        except LeafError:
            continue
        if leaf.tag == tag:
            return index, leaf
    return None


def thread_key(leaf: Leaf, mask: bytes) -> bytes:
    """The thread key that an opaque leaf carries: N = thread key XOR mask, where the mask comes from the codeword
    (HKDF of its root, label `mizan/thread/v1`). 32 bytes; the same call makes N from a key."""
    if len(mask) != HASH_SIZE:
        raise LeafError("a mask has 32 bytes")
    return bytes(one ^ other for one, other in zip(leaf.nonce, mask, strict=True))


def entries(read: Read, size: int) -> Iterator[tuple[int, bytes]]:
    """Every entry with its index, bundle by bundle."""
    for first in range(0, size, WIDTH):
        address = TileAddress(None, first // WIDTH, min(WIDTH, size - first))
        yield from enumerate(parse_bundle(read(address.path), address.width), first)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 15 and (text == "0" or not text.startswith("0"))
