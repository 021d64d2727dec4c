"""Following a log over the beginning of a new origin: is it stated by all who must, and does it forget nothing?"""

from __future__ import annotations

from itertools import pairwise

from mizan.tlog.checkpoint import Checkpoint, parse_checkpoint
from mizan.tlog.errors import NoteError, TlogError
from mizan.tlog.manifest import Pins, must_be_signed
from mizan.tlog.merkle import EMPTY_ROOT
from mizan.tlog.note import Verifier, parse_note
from mizan.tlog.origin import NAME, Origin, first_leaf, open_origin, parse_origin
from mizan.tlog.policy import Policy
from mizan.tlog.receipt import Read, entries


def stated(read: Read, new: Checkpoint, policy: Policy, pins: Pins | None, before: str) -> tuple[Origin | None, str]:
    """What the log says of the one that it continues, and the file; None and "" where it continues none.

    The first leaf must be the file's, with `pins` all three must have signed it, and what was stated once (`before`:
    the file as it was seen) is never stated otherwise. Raises `TlogError`.
    """
    data = _find(read)
    if before and parse_origin(parse_note(before.encode()).text).origin == new.origin and data != before.encode():
        raise NoteError("the statement of a new origin is gone, or another one than before")
    if data is None:
        return None, before
    found = open_origin(data, policy.log.key)
    if pins is not None:
        must_be_signed(data, pins, "the new origin", found.origin)
    must_begin_with(read, new.size, data)
    return found, data.decode()


def must_begin_with(read: Read, size: int, data: bytes) -> None:
    """Entry 0 must be the leaf of the statement. Raises `TlogError`."""
    if next((entry for _index, entry in entries(read, min(size, 256))), b"") != first_leaf(data):
        raise NoteError("the first leaf is not that of the statement of a new origin")


def ground(new: Checkpoint, remembered: str, origin: Origin | None) -> tuple[int, bytes, list[str]]:
    """Size and root that a new checkpoint must extend, and what is to be told: those of the `remembered` note, or none
    where a new origin begins. Raises `TlogError` where the new log forgets what was seen of the old one."""
    if not remembered:
        return 0, EMPTY_ROOT, []
    old = parse_checkpoint(parse_note(remembered.encode()).text)
    if old.origin == new.origin:
        return old.size, old.root, []
    if origin is None or origin.continues != old.origin:
        raise TlogError(f"this log is {new.origin} and does not say that it continues {old.origin}")
    if origin.size < old.size or (origin.size == old.size and origin.root != old.root):
        raise TlogError(f"the new origin continues {origin.size} leaves, not the {old.size} with the root seen here")
    return 0, EMPTY_ROOT, _told(origin, old.size)


def _told(origin: Origin, size: int) -> list[str]:
    told = [
        f"new origin {origin.origin} ({origin.reason}): it continues {origin.continues} at {origin.size} leaves, "
        f"root {origin.root.hex()}, and repeats {origin.repeated} of them"
    ]
    if origin.size > size:
        told.append(f"the old log was seen here with {size} leaves only: compare its {origin.size} with a mirror")
    return told


def older_keys(policy: Policy) -> list[Verifier]:
    """Keys of the logs that a policy names after the one in force: those that it continues, newest first."""
    return [party.key for party in policy.logs.values()][1:]


def continued(policy: Policy) -> dict[str, str]:
    """By each log of a policy, the one named after it."""
    names = [party.key.name for party in policy.logs.values()]
    return dict(pairwise(names))


def _find(read: Read) -> bytes | None:
    try:
        return read(NAME)
    except (TlogError, OSError, LookupError):
        return None
