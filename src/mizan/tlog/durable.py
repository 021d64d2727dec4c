"""Files that are whole or not there at all: written aside, flushed to the disk, renamed into place."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mizan.tlog.errors import TlogError

try:
    import fcntl
except ImportError:  # Windows: readers work there, and nothing keeps two writers apart
    fcntl = None  # type: ignore[assignment]

ASIDE = ".aside"  # a name that is no path of a tile, so that a half-written file is never taken for one


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path`, replacing what was there in one step. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ASIDE)
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    flush(path.parent)


def write_later(path: Path, data: bytes) -> None:
    """As `write_whole`, but durable only after `flush_all`: for many files that one later file makes valid."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ASIDE)
    aside.write_bytes(data)
    aside.replace(path)


def flush_all(paths: Iterable[Path]) -> None:
    """Make files written by `write_later`, and their names, durable. Raises `OSError`."""
    folders: dict[Path, None] = {}
    for path in paths:
        flush(path)
        folders[path.parent] = None
    for folder in folders:
        flush(folder)


def flush(path: Path) -> None:
    """Make the names in a folder, or the bytes of a file, durable. Raises `OSError`."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def one_run(folder: Path) -> Iterator[None]:
    """Hold a folder, which is made if need be, against another run. The lock is on the folder itself and ends with the
    process. Raises `TlogError` at once where another run holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TlogError("another run is at work in this folder", str(folder)) from None
        yield
    finally:
        os.close(descriptor)
