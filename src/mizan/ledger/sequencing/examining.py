"""The start-up guard: before the first signature, does anybody remember more of this log than this database does?

A restored backup is the commonest way in which honest logs die: it would sign a second history. So the head is held
against the published checkpoint and against what every witness cosigned last. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mizan.tlog.checkpoint import Checkpoint
from mizan.tlog.policy import Policy

RootAt = Callable[[int], bytes]


class Rewound(RuntimeError):
    """The log would sign a second history: it serves what is published and signs nothing more. See docs/log.md."""


@dataclass(frozen=True)
class Seen:
    """A checkpoint that the log's key signed, and who shows it."""

    who: str
    size: int
    root: bytes


def seen(who: str, checkpoint: Checkpoint) -> Seen:
    """What `who` shows."""
    return Seen(who, checkpoint.size, checkpoint.root)


def contradiction(size: int, root_at: RootAt, shown: list[Seen]) -> str | None:
    """Why the log of `size` leaves must not sign, or None. `root_at(n)` is the root of its first n leaves."""
    for one in shown:
        if one.size > size:
            return f"{one.who} has {one.size} leaves and the database only {size}: it was set back"
        if root_at(one.size) != one.root:
            return f"{one.who} has another root at {one.size} leaves: two histories"
    return None


def enough_answers(policy: Policy, answered: Mapping[str, object]) -> bool:
    """Whether those who answered could make a quorum. `answered`: by the names of the policy's witnesses."""
    return policy.satisfied({policy.witnesses[name].key.name for name in answered})
