"""The log's public folder: files that a power cut leaves old or new, never half, and one point to fail at everywhere.

A file is written beside its name, synced, renamed into place, and its folder synced: only then is it there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from mizan.tlog.errors import TileError
from mizan.tlog.tiles import TileAddress

Reached = Callable[[str], None]


def nothing(_step: str) -> None:
    """Called after every step that a crash may divide; tests put a crash here."""


class Disk:
    """Everything below `root`. `reached(step)` is called before each write, sync, rename and folder sync."""

    def __init__(self, root: Path, reached: Reached = nothing) -> None:
        self.root = root
        self.reached = reached

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises `TileError`."""
        try:
            return (self.root / path).read_bytes()
        except OSError as error:
            raise TileError(f"the file cannot be read: {error.strerror}", path) from None

    def find(self, path: str) -> bytes | None:
        """The bytes of a file, None where there is none. Any other trouble raises `OSError`."""
        try:
            return (self.root / path).read_bytes()
        except FileNotFoundError:
            return None

    def tile(self, address: TileAddress) -> bytes:
        """The bytes of a tile or bundle. Raises `TileError`."""
        return self.read(address.path)

    def write(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Put files in place, in order, all of them durable when this returns."""
        folders: dict[Path, None] = {}
        halves: list[tuple[Path, Path]] = []
        for path, data in files:
            target = self.root / path
            folders.update(dict.fromkeys(self._made(target.parent)))
            half = target.with_name(f".{target.name}.half")
            self._write_half(half, data)
            halves.append((half, target))
            folders[target.parent] = None
        for half, target in halves:
            self.reached(f"rename {target.name}")
            half.replace(target)
        for folder in folders:
            self.reached(f"sync folder {folder.name}")
            _sync(folder)

    def _write_half(self, half: Path, data: bytes) -> None:
        self.reached(f"write {half.name}")
        with half.open("wb") as file:
            file.write(data[: len(data) // 2])
            self.reached(f"write the rest of {half.name}")
            file.write(data[len(data) // 2 :])
            file.flush()
            self.reached(f"sync {half.name}")
            os.fsync(file.fileno())

    def _made(self, folder: Path) -> list[Path]:
        """Make a folder with those above it; returns the folders whose content changed by that."""
        missing: list[Path] = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for one in reversed(missing):
            self.reached(f"make the folder {one.name}")
            one.mkdir()
        return [one.parent for one in missing]


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
