"""Attachments: sealed in frames while they stream in, so that plain bytes are never on a disk.

    4 "MZF1" | 24 header of the stream | frames of 65,553 bytes each                       (libsodium's secretstream)
    a frame holds 65,536 bytes: u32 used | `used` bytes of the file | zeros; its context is authenticated with it
    the last frame carries the final tag and holds the file's whole length (u64) instead of bytes of it

The number of frames, the last one included, is a bucket: a power of two up to 256 (16 MiB), above that a multiple of
256. The key is the file's own, 32 random bytes, and stands with its name and type in a record that is sealed to the
report (`FileRecord`).

An opener must not use what it yields before it ended: only the last frame proves that nothing was cut off.
"""

from __future__ import annotations

import json
import secrets
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from nacl import bindings as sodium

from mizan.sealing.boxes import KEY_SIZE
from mizan.sealing.context import Context, Purpose, key_id
from mizan.sealing.errors import OpenError, SealingError
from mizan.sealing.reports import Report, ReportKey

MAGIC = b"MZF1"
PLAIN, MANY = 1 << 16, 256  # bytes of a frame; frames from which buckets grow by steps
FRAME = PLAIN + sodium.crypto_secretstream_xchacha20poly1305_ABYTES
HEAD = len(MAGIC) + sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
MAX_NAME = 255  # characters
_USED, _TOTAL = struct.Struct(">I"), struct.Struct(">Q")
_ROOM = PLAIN - _USED.size
_MESSAGE = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL


def frames(size: int) -> int:
    """How many frames a file of `size` bytes fills, padding and last frame included."""
    needed = -(-size // _ROOM) + 1
    return -(-needed // MANY) * MANY if needed > MANY else 1 << (needed - 1).bit_length()


@dataclass(frozen=True)
class FileRecord:
    """What tells a file's name, type and key: sealed to the report under the file's number."""

    name: str
    kind: str
    size: int
    key: bytes = field(repr=False)

    def seal(self, report: Report, number: int) -> bytes:
        """Sealed to the report. Raises `SealingError` if the name is too long."""
        if len(self.name) > MAX_NAME or len(self.kind) > MAX_NAME:
            raise SealingError("the name of a file is too long")
        facts = {"name": self.name, "kind": self.kind, "size": self.size, "key": self.key.hex()}
        return report.seal(Purpose.FILE, json.dumps(facts, sort_keys=True).encode(), number)


def open_record(key: ReportKey, sealed: bytes, number: int) -> FileRecord:
    """The record of file `number`. Raises `OpenError`."""
    try:
        facts = json.loads(key.open(Purpose.FILE, sealed, number))
        record = FileRecord(facts["name"], facts["kind"], facts["size"], bytes.fromhex(facts["key"]))
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise OpenError("no record of a file") from error
    if not (isinstance(record.name, str) and isinstance(record.kind, str) and type(record.size) is int):
        raise OpenError("no record of a file")
    return record


class FileSealer:
    """Seals one file of a report as it streams in: `head`, then `add` for each piece, then `finish`."""

    def __init__(self, report: Report, number: int) -> None:
        self.key = secrets.token_bytes(KEY_SIZE)
        self.size = 0
        self._bound = _bound(report, number)
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        self._rest = bytearray()
        self._written = 0
        self._done = False
        self.head = MAGIC + sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, self.key)

    def add(self, piece: bytes) -> bytes:
        """The frames that are full now, perhaps none."""
        if self._done:
            raise SealingError("the file is finished")
        self.size += len(piece)
        self._rest += piece
        full = len(self._rest) // _ROOM * _ROOM
        out = b"".join(self._frame(bytes(self._rest[at : at + _ROOM])) for at in range(0, full, _ROOM))
        del self._rest[:full]
        return out

    def finish(self) -> Iterator[bytes]:
        """The remaining frames, padding and last frame, one by one."""
        if self._done:
            raise SealingError("the file is finished")
        self._done = True
        if self._rest:
            yield self._frame(bytes(self._rest))
        for _ in range(frames(self.size) - self._written - 1):
            yield self._frame(b"")
        yield self._frame(_TOTAL.pack(self.size), _FINAL)

    def _frame(self, content: bytes, tag: int = _MESSAGE) -> bytes:
        self._written += 1
        plain = (_USED.pack(len(content)) + content).ljust(PLAIN, b"\0")
        return sodium.crypto_secretstream_xchacha20poly1305_push(self._state, plain, self._bound, tag)


def open_file(report: Report, number: int, key: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The file's bytes from its sealed bytes in pieces of any size. Raises `OpenError`, also for a missing end."""
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    blocks = _blocks(pieces)
    _start(state, key, next(blocks, b""))
    bound, size, ended = _bound(report, number), 0, False
    for block in blocks:
        if ended:
            raise OpenError("bytes after the last frame")
        content, tag = _pull(state, block, bound)
        ended = tag == _FINAL
        if ended:
            if content != _TOTAL.pack(size):
                raise OpenError("the file has another length")
        elif content:
            size += len(content)
            yield content
    if not ended:
        raise OpenError("the end of the file is missing")


def _bound(report: Report, number: int) -> bytes:
    return Context(report.id, Purpose.FILE, number, report.epoch).pack(key_id(report.public))


def _start(state: sodium.crypto_secretstream_xchacha20poly1305_state, key: bytes, head: bytes) -> None:
    if len(key) != KEY_SIZE or len(head) != HEAD or head[: len(MAGIC)] != MAGIC:
        raise OpenError("no sealed file")
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, head[len(MAGIC) :], key)


def _pull(state: sodium.crypto_secretstream_xchacha20poly1305_state, block: bytes, bound: bytes) -> tuple[bytes, int]:
    """Content and tag of one frame."""
    if len(block) != FRAME:
        raise OpenError("a frame is cut off")
    try:
        plain, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, block, bound)
    except RuntimeError as error:
        raise OpenError("a frame does not open") from error
    (used,) = _USED.unpack_from(plain)
    content, rest = plain[_USED.size : _USED.size + used], plain[_USED.size + used :]
    if len(content) != used or rest.count(0) != len(rest) or tag not in (_MESSAGE, _FINAL):
        raise OpenError("a frame has another form")
    return content, tag


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The head, then blocks of one frame; the last may be shorter."""
    rest, size = bytearray(), HEAD
    for piece in pieces:
        rest += piece
        while len(rest) >= size:
            yield bytes(rest[:size])
            del rest[:size]
            size = FRAME
    if rest:
        yield bytes(rest)
