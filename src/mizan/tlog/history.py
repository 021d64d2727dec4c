"""The public file `history`: one cosigned checkpoint for each UTC day, the first at or after midnight.

Whether a duty was met in time is decided by the first checkpoint cosigned after its deadline, and deadlines fall on
midnights, so this file and the leaves are all that a recount needs. Bytes: the line `mizan/history/v1`, then for each
record its length in decimal, a newline, and the cosigned checkpoint exactly as it was published. Records are only ever
added. This format is Mizan's own; the checkpoints in it are C2SP checkpoints.
"""

from __future__ import annotations

from dataclasses import dataclass

from mizan.tlog.errors import TlogError

NAME = "history"
HEADER = b"mizan/history/v1\n"
LONGEST = 65_536  # bytes of one cosigned checkpoint
DAY = 86_400  # seconds


class HistoryError(TlogError):
    """The bytes are no history."""


@dataclass(frozen=True, slots=True)
class Record:
    """One cosigned checkpoint and the offset in bytes of its note within the file."""

    offset: int
    note: bytes


def wants(last: int | None, quorum_time: int) -> bool:
    """Whether a checkpoint cosigned at `quorum_time` belongs in a history whose last record has the time `last`."""
    return last is None or quorum_time // DAY > last // DAY


def encode_record(note: bytes) -> bytes:
    """One record. Raises HistoryError for an empty or too long note."""
    if not 0 < len(note) <= LONGEST:
        raise HistoryError(f"a checkpoint of {len(note)} bytes does not fit into the history")
    return b"%d\n%b" % (len(note), note)


def parse_history(data: bytes) -> list[Record]:
    """Every record of the file, in order. Raises HistoryError, `where` is the byte offset of what is wrong."""
    if not data.startswith(HEADER):
        raise HistoryError("this is no history of version 1", "byte 0")
    records, offset = [], len(HEADER)
    while offset < len(data):
        record = _record(data, offset)
        records.append(record)
        offset = record.offset + len(record.note)
    return records


def _record(data: bytes, offset: int) -> Record:
    end = data.find(b"\n", offset, offset + 6)
    digits = data[offset : max(end, offset)]
    if not digits.isdigit() or digits.startswith(b"0") or int(digits) > LONGEST:
        raise HistoryError("no length of a record", f"byte {offset}")
    start = end + 1
    if start + int(digits) > len(data):
        raise HistoryError("the record is cut off", f"byte {offset}")
    return Record(start, data[start : start + int(digits)])
