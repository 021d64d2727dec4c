"""The revocation journal: what must not come back with an old backup. One file outside the database.

A line holds a number, a kind, a random id and the hash that chains it to all lines before: nothing about anybody.

    1 key_destroyed 0b9c2c4e-... 5f1d...            hash = SHA-256(hash before || "1 key_destroyed 0b9c2c4e-...")

Lines are appended under a file lock and synced before the transaction commits. A line that a crash cut off was never
acknowledged and is taken away by the next append.

Trusted for: completeness after a restore. Whoever can shorten this file can bring destroyed keys back from a backup;
the database remembers how long it was, so that a door does not open on a shortened one.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

KINDS = ("key_destroyed", "recusal", "withdrawal")
START = bytes(32)


class JournalBroken(RuntimeError):
    """A journal whose chain does not hold: somebody changed it, or the disk did."""


@dataclass(frozen=True)
class Entry:
    """One revocation. `head` is the chain's hash after it (32 bytes)."""

    number: int
    kind: str
    id: UUID
    head: bytes


def entries(path: Path) -> list[Entry]:
    """Every whole line, checked. No file: none. Raises `JournalBroken` with the number of the line."""
    return _read(path.read_bytes())[0] if path.exists() else []


def append(path: Path, kind: str, subject: UUID) -> Entry:
    """Add one line and sync it. Raises `JournalBroken`, and `ValueError` on an unknown kind."""
    if kind not in KINDS:
        raise ValueError(f"{kind} is no kind of revocation")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(path) as handle:
        found, whole = _read(_content(handle))
        entry = _next(found[-1] if found else None, kind, subject)
        os.ftruncate(handle, whole)
        os.lseek(handle, whole, os.SEEK_SET)
        _write(handle, _line(entry))
        os.fsync(handle)
        if not found:
            _sync_folder(path.parent)
    return entry


def _next(last: Entry | None, kind: str, subject: UUID) -> Entry:
    number = last.number + 1 if last else 1
    return Entry(number, kind, subject, _chained(last.head if last else START, number, kind, subject))


def _chained(before: bytes, number: int, kind: str, subject: UUID) -> bytes:
    return sha256(before + f"{number} {kind} {subject}".encode()).digest()


def _line(entry: Entry) -> bytes:
    return f"{entry.number} {entry.kind} {entry.id} {entry.head.hex()}\n".encode()


def _read(content: bytes) -> tuple[list[Entry], int]:
    """The entries, and how many bytes their lines have."""
    whole = content.rfind(b"\n") + 1
    found: list[Entry] = []
    for line in content[:whole].splitlines(keepends=True):
        found.append(_entry(line, found[-1] if found else None))
    return found, whole


def _entry(line: bytes, last: Entry | None) -> Entry:
    """A line is good if it is exactly the one that the chain expects."""
    where = (last.number if last else 0) + 1
    words = line.decode("ascii", "replace").split()
    try:
        entry = _next(last, words[1], UUID(words[2]))
    except (IndexError, ValueError) as error:
        raise JournalBroken(f"line {where} of the revocation journal cannot be read") from error
    if entry.kind not in KINDS or _line(entry) != line:
        raise JournalBroken(f"line {where} of the revocation journal does not follow from the lines before")
    return entry


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def _content(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    return b"".join(iter(lambda: os.read(handle, 1 << 16), b""))


def _write(handle: int, content: bytes) -> None:
    while content:
        content = content[os.write(handle, content) :]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
