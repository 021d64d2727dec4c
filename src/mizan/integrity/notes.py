"""A note that only the readers of one body open: neither its reporter nor another body, though they hold the report.

    "MZK1" | 16 id | 32 public key | u8 readers | a wrap (125 bytes) for each | sealed message            (big-endian)

The pair is drawn for this one note and wrapped to those who read the report for that body now; somebody who comes later
does not see what was written before. How many readers there were shows; who they are does not.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

from mizan.sealing.context import Purpose
from mizan.sealing.errors import OpenError, SealingError
from mizan.sealing.messages import open_message, seal_message
from mizan.sealing.readers import ReaderKeys
from mizan.sealing.reports import Report, ReportKey, new_report
from mizan.sealing.wraps import open_wrap, wrap

MAGIC = b"MZK1"
WRAP = 125
MOST = 255
_HEAD = struct.Struct(">4s16s32sB")


def seal_note(mine: ReaderKeys, readers: Iterable[bytes], number: int, text: str) -> bytes:
    """A note signed by its author, for these public keys (32 bytes each). Raises `SealingError`."""
    key, publics = new_report(), sorted(set(readers))
    if not publics or len(publics) > MOST:
        raise SealingError("a note has 1 to 255 readers")
    head = _HEAD.pack(MAGIC, key.report.id, key.report.public, len(publics))
    wraps = b"".join(wrap(key, public, Purpose.MEMBER) for public in publics)
    return head + wraps + seal_message(key.report, Purpose.NOTE, number, mine.seed, text.encode())


def open_note(mine: ReaderKeys, author: bytes, number: int, sealed: bytes) -> str:
    """The note, for one of its readers. `author`: the Ed25519 key (32 bytes) that must have signed it. Raises
    `OpenError`."""
    if len(sealed) < _HEAD.size:
        raise OpenError("no note")
    magic, pk, public, readers = _HEAD.unpack_from(sealed)
    end = _HEAD.size + readers * WRAP
    if magic != MAGIC or len(sealed) < end:
        raise OpenError("no note")
    boxes = (sealed[at : at + WRAP] for at in range(_HEAD.size, end, WRAP))
    key = _first(mine, Report(pk, public), boxes)
    return open_message(key, Purpose.NOTE, number, author, sealed[end:]).decode("utf-8", "replace")


def _first(mine: ReaderKeys, report: Report, boxes: Iterable[bytes]) -> ReportKey:
    """Which box is whose does not show: each is tried."""
    for box in boxes:
        try:
            return open_wrap(mine.secret, report, box, Purpose.MEMBER)
        except OpenError:
            continue
    raise OpenError("the note is for other readers")
