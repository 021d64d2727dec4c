"""What the writer of the log noted of its last step: who signed when, what waits, since when the quorum is missed.

A convenience for the page: the file is signed by nobody. What it says of witnesses that are in the checkpoint can be
read there; when another one signed last, only that witness itself can prove.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from mizan.ledger.sequencing.sequencer import Step
from mizan.tlog.durable import write_whole

NAME = "standing.json"


@dataclass(frozen=True)
class Standing:
    """`signed`: by the name of a witness's key, when it signed last (seconds since 1970). `waiting`: leaves that are
    in the tree and not yet in a published checkpoint. `missed_since`: the first try in a row without a quorum."""

    signed: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0
    missed_since: int | None = None


def load(folder: Path) -> Standing:
    """What was noted; nothing where the file is missing or cannot be read."""
    try:
        return _parsed(json.loads((folder / NAME).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Standing()


def note(folder: Path, step: Step | None, moment: datetime) -> Standing:
    """Put down what a step did; None: nothing could be signed at all. Raises `OSError`."""
    before, second = load(folder), int(moment.timestamp())
    missed = step is None or step.missed or bool(step.waiting)
    signed = dict(before.signed)
    for name, time in (step.signed if step else {}).items():
        if time:  # a line may say nothing about when
            signed[name] = max(time, signed.get(name, 0))
    fresh = Standing(
        signed,
        before.waiting if step is None else step.size - (step.published or 0),
        (before.missed_since or second) if missed else _still_missed(before, step),
    )
    if fresh != before:
        write_whole(folder / NAME, json.dumps(vars(fresh), ensure_ascii=False).encode())
    return fresh


def _still_missed(before: Standing, step: Step | None) -> int | None:
    """A step that asked nobody changes nothing about it."""
    return before.missed_since if step is None or not step.signed else None


def _parsed(read: Any) -> Standing:
    signed = {str(name): int(time) for name, time in read["signed"].items()}
    missed = read["missed_since"]
    return Standing(signed, max(0, int(read["waiting"])), None if missed is None else int(missed))
