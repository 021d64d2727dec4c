"""Sealed files beside the database: one file per attachment, named by its id, ciphertext only.

Written to a name of its own, synced, then renamed, before the row commits: a row always has its file. A file without a
row is ciphertext whose key nobody has; `sweep` removes what is older than a day. Times are set to the beginning of the
day, of the folder too (DESIGN section 9, "Rows").

Trusted for: availability. Whoever can write here can destroy attachments, and the digest in the row shows that he did;
he cannot read or forge one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from django.conf import settings

from mizan.kit.clock import now
from mizan.ledger.rules import day_start

PIECE = 1 << 16
FILE_RESERVE, TEXT_RESERVE = 1 << 30, 1 << 26  # bytes that stay free: below, no more files; below that, no more text


def folder() -> Path:
    """Where sealed files lie."""
    return Path(settings.SEALED)


def room_for_files() -> bool:
    """Whether attachments are still taken: they are declined long before text is."""
    return _free() >= FILE_RESERVE


def room_for_text() -> bool:
    """Whether reports and messages are still taken."""
    return _free() >= TEXT_RESERVE


def _free() -> int:
    here = folder()
    here.mkdir(mode=0o700, parents=True, exist_ok=True)
    return shutil.disk_usage(here).free


class Writer:
    """One file being written. `keep` names it by its id; whatever is not kept is removed."""

    def __init__(self) -> None:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = folder() / f".part-{uuid4()}"
        self.size, self._digest = 0, sha256()
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file: BinaryIO = os.fdopen(handle, "wb")

    def add(self, sealed: bytes) -> None:
        self._file.write(sealed)
        self._digest.update(sealed)
        self.size += len(sealed)

    def close(self) -> bytes:
        """Synced to the disk. The digest of the ciphertext, 32 bytes."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return self._digest.digest()

    def keep(self, pk: UUID) -> None:
        """Under its own name from now on, with no hour on it."""
        target = folder() / str(pk)
        os.link(self.path, target)
        self.path.unlink()
        _without_hour(target)
        _sync(folder())

    def discard(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)


def remove(pk: UUID) -> None:
    """A file whose row did not come."""
    (folder() / str(pk)).unlink(missing_ok=True)


def pieces(pk: UUID) -> Iterator[bytes]:
    """The sealed bytes."""
    with (folder() / str(pk)).open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def sweep(known: set[str]) -> int:
    """Remove files older than a day that no row knows: uploads that were cut off. Returns how many."""
    removed, before = 0, (now() - timedelta(days=1)).timestamp()
    for path in folder().glob("*") if folder().exists() else ():
        if path.name not in known and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _without_hour(path: Path) -> None:
    moment = day_start(datetime.now(UTC)).timestamp()
    os.utime(path, (moment, moment))
    with suppress(OSError):
        os.utime(path.parent, (moment, moment))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
