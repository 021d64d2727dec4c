"""Secret keys that live outside the database: one file each, 32 bytes as hexadecimal, for its owner alone.

A file is made once and never overwritten: the keys of old openings, promises and checkpoints would be lost with it.

Trusted for: secrecy of openings (instance key), promises (promise key) and the log's signature (log key). Whoever can
read a file can act as it; whoever can write one can make the ledger unreadable, but not rewrite what witnesses saw.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

SIZE = 32
_CONTENT = re.compile(rb"[0-9a-f]{64}\n?")


class KeyMissing(RuntimeError):
    """A key file that is not there, or not readable as a key: the work that needs it stops."""


def make(path: Path) -> bool:
    """Make a key of 32 random bytes (mode 0600, synced). Returns whether it was made now; one that exists stays."""
    if path.exists():
        return False
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    _write(half, secrets.token_hex(SIZE).encode() + b"\n")
    try:
        os.link(half, path)  # a link, unlike a rename, never replaces a key that came meanwhile
    except FileExistsError:
        return False
    finally:
        half.unlink()
    _sync(path.parent)
    return True


def read(path: Path) -> bytes:
    """The 32 bytes. Raises `KeyMissing` with the reason."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KeyMissing(f"the key {path.name} cannot be read: {error.strerror}") from error
    if not _CONTENT.fullmatch(content):
        raise KeyMissing(f"the key {path.name} is no line of 64 hexadecimal letters")
    return bytes.fromhex(content.decode().strip())


def is_private(path: Path) -> bool:
    """Whether no other account of the machine may read or write the file."""
    return not path.stat().st_mode & 0o077


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
