"""Files that are whole or not there at all: written aside, flushed to the disk, renamed into place."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

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
