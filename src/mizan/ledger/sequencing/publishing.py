"""The public files beside the tiles: `checkpoint`, only ever with a quorum, and `history`, one of them a day."""

from __future__ import annotations

from dataclasses import dataclass

from mizan.ledger.sequencing.disk import Disk
from mizan.tlog import history
from mizan.tlog.checkpoint import Checkpoint, open_checkpoint
from mizan.tlog.cosignature import cosigned
from mizan.tlog.errors import PolicyError
from mizan.tlog.policy import Policy

CHECKPOINT = "checkpoint"


@dataclass(frozen=True)
class Published:
    """A checkpoint as anybody can read it. `time`: when its quorum was complete, seconds since 1970."""

    checkpoint: Checkpoint
    note: bytes
    times: dict[str, int]
    time: int


def opened(note: bytes, policy: Policy) -> Published:
    """Check a checkpoint as every reader should. Raises `NoteError`, or `PolicyError` without a quorum."""
    checkpoint, parsed = open_checkpoint(note, policy.log.key)
    times = cosigned(parsed, policy.verifiers)
    moment = policy.quorum_time(times) if times else None
    if moment is None:
        raise PolicyError("the quorum of witnesses is not reached", CHECKPOINT)
    return Published(checkpoint, note, times, moment)


def published(disk: Disk, policy: Policy) -> Published | None:
    """What is published now; None before the first one. Raises as `opened`."""
    note = disk.find(CHECKPOINT)
    return None if note is None else opened(note, policy)


def publish(disk: Disk, fresh: Published, policy: Policy) -> None:
    """Put a checkpoint with its quorum in place of the one before; the first of a day goes to the history before."""
    past = disk.find(history.NAME) or history.HEADER
    records = history.parse_history(past)
    last = opened(records[-1].note, policy).time if records else None
    if history.wants(last, fresh.time):
        disk.write([(history.NAME, past + history.encode_record(fresh.note))])
    disk.write([(CHECKPOINT, fresh.note)])
