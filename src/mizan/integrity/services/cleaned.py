"""Cleaned copies of attachments, for a reader who may open the original: made on request, handed out, kept nowhere.

A copy is made each time anew. Kept, it would be a second text to seal, wrap, erase and guard, and the original stays
the evidence in any case. What is kept is the act: signed, with the SHA-256 of the original and of the copy among its
sealed words, so that a copy that turns up later can be held against what left. Neither hash stands outside the
envelope: a plain hash lets anybody check a guess (GlobaLeaks #822).
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from mizan.integrity import store
from mizan.integrity.cleaning.kinds import MOST_BYTES, MOST_PAGES, MOST_POINTS, Copy, NotCleaned, Why
from mizan.integrity.cleaning.running import clean
from mizan.integrity.models import Attachment
from mizan.integrity.opened import Opened
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.acts import Act
from mizan.integrity.services.acts import Order, do
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.sealing.errors import OpenError
from mizan.sealing.files import FileRecord, open_file, open_record
from mizan.sealing.readers import ReaderKeys

_MOST = {Why.TOO_LARGE: MOST_BYTES >> 20, Why.POINTS: MOST_POINTS // 1_000_000, Why.PAGES: MOST_PAGES}


@dataclass(frozen=True)
class Left:
    """What the sealed words of the act say: which file, and both hashes in hexadecimal."""

    number: int
    original: str
    copy: str

    def words(self) -> str:
        return f"{self.number} {self.original} {self.copy}"


def left_of(words: str) -> Left | None:
    """What `Left.words` wrote; None for anything else."""
    parts = words.split(" ")
    if len(parts) != 3 or not parts[0].isdecimal():
        return None
    return Left(int(parts[0]), parts[1], parts[2])


def cleaned_copy(actor: Actor, mine: ReaderKeys, found: Opened, ground: Ground, row: Attachment) -> Copy:
    """The copy of one attachment, after the act is recorded. Raises `OpenError` for a file that does not open,
    `Refused` where none is made: nothing is recorded then but that the report was opened."""
    content = _original(found, row)
    try:
        copy = clean(content)
    except NotCleaned as refused:
        raise Refused(refused.why.value, most=_MOST.get(refused.why, 0)) from refused
    left = Left(row.number, sha256(content).hexdigest(), sha256(copy.content).hexdigest())
    do(actor, mine, found, ground, Order(Act.CLEAN, words=left.words()))
    return copy


def _original(found: Opened, row: Attachment) -> bytes:
    """In memory. One that is too large to be cleaned is not read first."""
    try:
        key = found.keys[row.epoch]
        sealed: FileRecord = open_record(key, bytes(row.record), row.number)
        if sealed.size > MOST_BYTES:
            raise Refused("integrity.clean_too_large", most=_MOST[Why.TOO_LARGE])
        return b"".join(open_file(key.report, row.number, sealed.key, store.pieces(row.pk)))
    except (KeyError, OSError) as error:
        raise OpenError("the file is not there") from error
