"""Which names are files of the published log, and their bytes.

A name is taken only if it is one of four fixed words, a version of the key manifest, or a path of the tlog-tiles
grammar, which has one spelling for each tile. Everything else is no file of the log, so no text from outside can lead
out of the folder; and no link is followed out of it either.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from mizan.ledger.sequencing.house import POLICY
from mizan.ledger.sequencing.publishing import CHECKPOINT
from mizan.tlog.checkpoint import parse_checkpoint
from mizan.tlog.errors import NoteError, TileError
from mizan.tlog.history import NAME as HISTORY
from mizan.tlog.origin import NAME as ORIGIN
from mizan.tlog.tiles import HEIGHT, WIDTH, TileAddress, parse_path

TEXTS = (CHECKPOINT, POLICY, HISTORY, ORIGIN)
_MANIFEST = re.compile(r"manifest/[1-9][0-9]{0,8}")
MOST = 1 << 26  # bytes, as the verifier's own bound


@dataclass(frozen=True)
class File:
    """A file of the log. `final`: its bytes can never be others, because the published checkpoint covers them."""

    data: bytes
    is_text: bool
    final: bool = False


def is_name(name: str) -> bool:
    """Whether a name is one that a log's files can have."""
    return name in TEXTS or _MANIFEST.fullmatch(name) is not None or _tile(name) is not None


def find(folder: Path, name: str) -> File | None:
    """The file of that name; None where there is none, or no such name."""
    if not is_name(name):
        return None
    data = _read(folder, name)
    if data is None:
        return None
    address = _tile(name)
    return File(data, is_text=address is None, final=address is not None and _covers(folder, address))


def _tile(name: str) -> TileAddress | None:
    try:
        return parse_path(name)
    except TileError:
        return None


def _covers(folder: Path, address: TileAddress) -> bool:
    """Whether the published checkpoint has every hash or entry of a full tile. One that is written but not yet
    published may be written anew after a crash, in another order."""
    note = _read(folder, CHECKPOINT)
    try:
        size = parse_checkpoint((note or b"").partition(b"\n\n")[0].decode() + "\n").size
    except (NoteError, UnicodeDecodeError):
        return False
    return address.is_full and (address.index + 1) * WIDTH <= size >> HEIGHT * (address.level or 0)


def _read(folder: Path, name: str) -> bytes | None:
    """The bytes of a plain file below the folder; None where there is none. Links are not followed."""
    try:
        descriptor = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > MOST:
            return None
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(MOST)
    finally:
        os.close(descriptor)
