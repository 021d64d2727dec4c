"""Checkpoints (tlog-checkpoint v1.0.0, C2SP 5ba5ee8): origin, size and root of a log, as the text of a note.

Extension lines are refused: ML-DSA cosignatures do not cover them, so nobody may rely on one.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass

from mizan.tlog.errors import CheckpointError, NoteError
from mizan.tlog.merkle import EMPTY_ROOT, HASH_SIZE, MAX_SIZE
from mizan.tlog.note import Note, Verifier, decode64, parse_note, sort_signatures

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: its first `size` leaves have this `root`."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The note's text."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint of a note's text. Raises `CheckpointError`."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:
        raise CheckpointError("a checkpoint has three lines")
    origin, size, root = lines[:3]
    if not origin:
        raise CheckpointError("no origin")
    if not _SIZE.fullmatch(size) or int(size) > MAX_SIZE:
        raise CheckpointError("no size", repr(size[:30]))
    return _checked(Checkpoint(origin, int(size), _root(root)))


def _root(encoded: str) -> bytes:
    try:
        root = decode64(encoded)
    except NoteError as error:
        raise CheckpointError(error.reason, "root") from None
    if len(root) != HASH_SIZE:
        raise CheckpointError("a root has 32 bytes", "root")
    return root


def _checked(checkpoint: Checkpoint) -> Checkpoint:
    if (checkpoint.size == 0) != (checkpoint.root == EMPTY_ROOT):
        raise CheckpointError("size and root do not fit: one of them says that the tree is empty")
    return checkpoint


def open_checkpoint(data: bytes, log: Verifier) -> tuple[Checkpoint, Note]:
    """A checkpoint that the log's key signed, with its note for the cosignatures. Raises `NoteError`.

    The origin must be the name of the key: a signature does not cover that name, so one key of two logs could
    otherwise lend one log's checkpoint to the other.
    """
    note = parse_note(data)
    verified, _ = sort_signatures(note, [log])
    if not verified:
        raise CheckpointError("the log's key has not signed this", log.name)
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != log.name:
        raise CheckpointError("a checkpoint of another log", repr(checkpoint.origin[:80]))
    return checkpoint, note
