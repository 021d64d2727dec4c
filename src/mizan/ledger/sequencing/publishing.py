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
    """Put a checkpoint with its quorum in place of the one before, then into the history if it is a day's first.

    In this order, because readers take the history first: they never see a record beyond the checkpoint in force.
    """
    if disk.find(history.NAME) is None:
        disk.write([(history.NAME, history.HEADER)])
    disk.write([(CHECKPOINT, fresh.note)])
    remember(disk, fresh, policy)


def remember(disk: Disk, shown: Published, policy: Policy) -> None:
    """Put what is published into the history if it is a day's first and not there: also what a crash left undone."""
    past = disk.find(history.NAME) or history.HEADER
    records = history.parse_history(past)
    last = opened(records[-1].note, policy).time if records else None
    if history.wants(last, shown.time):
        disk.write([(history.NAME, past + history.encode_record(shown.note))])
