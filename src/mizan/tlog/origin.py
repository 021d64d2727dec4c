"""A log that continues another: after a rollback nobody can undo, or with a new key, a new origin begins.

The public file `origin` of the new log is a signed note (C2SP signed-note v1.0.0 at 5ba5ee8) whose text is

    mizan/origin/v1
    <the new origin>
    <the old origin>
    <how many leaves the old log's last cosigned checkpoint has>
    <base64 of its root>
    <how many of them the new log repeats, in their order, after its own first leaf>
    <reason: rollback, key_stolen or key_rotated>
    <the day, ISO>

signed by the new log's key, state oversight and society. The new log's leaf 0 is made from the file alone
(`first_leaf`), so that whoever holds the file can compare it. Nothing of the old log is rewritten: its files stay as
they are, and what the new one does not repeat is missing there for everybody to see. The format is Mizan's own.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from types import MappingProxyType

from mizan.tlog.errors import NoteError
from mizan.tlog.leaf import Leaf
from mizan.tlog.merkle import HASH_SIZE
from mizan.tlog.note import Verifier, decode64, is_name, open_note

NAME = "origin"
HEAD = "mizan/origin/v1"
REASONS = ("rollback", "key_stolen", "key_rotated")
SHIFT = 1  # the index of a repeated leaf in the new log, minus the one it had in the old
NONE: Mapping[str, str] = MappingProxyType({})  # no log continues another
_COUNT = re.compile(r"0|[1-9][0-9]{0,14}")


@dataclass(frozen=True)
class Origin:
    """What the new log says of the old one. `root`: 32 bytes."""

    origin: str
    continues: str
    size: int
    root: bytes
    repeated: int
    reason: str
    since: date

    @property
    def lost(self) -> int:
        """Leaves of the old log that the new one does not repeat."""
        return max(0, self.size - self.repeated)

    def text(self) -> str:
        """The note's text."""
        root = b64encode(self.root).decode()
        rows = [HEAD, self.origin, self.continues, self.size, root, self.repeated, self.reason, self.since.isoformat()]
        return "".join(f"{row}\n" for row in rows)


def parse_origin(text: str) -> Origin:
    """The facts of a note's text. Raises `NoteError`."""
    rows = text.removesuffix("\n").split("\n")
    if len(rows) != 8 or rows[0] != HEAD or not (is_name(rows[1]) and is_name(rows[2])) or rows[1] == rows[2]:
        raise NoteError("no statement of a new origin")
    root = decode64(rows[4])
    counts = [rows[3], rows[5]]
    if not all(_COUNT.fullmatch(count) for count in counts) or len(root) != HASH_SIZE or rows[6] not in REASONS:
        raise NoteError("a field of the statement of a new origin does not fit")
    try:
        found = Origin(rows[1], rows[2], int(rows[3]), root, int(rows[5]), rows[6], date.fromisoformat(rows[7]))
    except ValueError:
        raise NoteError("no day in the statement of a new origin") from None
    if found.text() != text:
        raise NoteError("the statement of a new origin is not written canonically")
    return found


def open_origin(data: bytes, log: Verifier) -> Origin:
    """The statement that the new log's own key signed. Who else must have signed: `manifest.must_be_signed`. Raises
    `NoteError`."""
    opened = open_note(data, [log])
    found = parse_origin(opened.text)
    if not opened.verified or found.origin != log.name:
        raise NoteError("the statement of a new origin is not by the log's key")
    return found


def first_leaf(data: bytes) -> bytes:
    """Leaf 0 of the new log (104 bytes): its commitment is the SHA-256 of the file, signatures included."""
    tag, nonce = (sha256(f"{HEAD}\n{part}\n".encode() + data).digest() for part in ("tag", "nonce"))
    return Leaf(0, 0, 0, sha256(data).digest(), tag, nonce).pack()
