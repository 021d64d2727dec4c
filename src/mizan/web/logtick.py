"""The worker's share in the transparency log: one step at each wake-up, by one sequencer for the whole process."""

from __future__ import annotations

import sys
from datetime import datetime
from functools import cache

from mizan.ledger.keyfiles import KeyMissing
from mizan.ledger.sequencing import house
from mizan.ledger.sequencing.examining import Rewound
from mizan.ledger.sequencing.locks import Busy
from mizan.ledger.sequencing.sequencer import Sequencer, Step
from mizan.tlog.errors import TlogError


@cache
def _writer() -> Sequencer:
    """Kept for the life of the process: it remembers that the start-up guard was passed."""
    return house.sequencer()


def write_the_log(moment: datetime) -> None:
    """One step. What keeps the log from signing is said on stderr and never stops the house."""
    try:
        _tell(_writer().step(moment))
    except (Busy, KeyMissing, Rewound, TlogError) as error:
        print(f"log: {error}", file=sys.stderr, flush=True)


def _tell(step: Step) -> None:
    if step.waiting:
        print(f"log: {step.waiting}", file=sys.stderr, flush=True)
    elif step.size != (step.published or 0):
        silent = "; ".join(f"{name}: {reason}" for name, reason in step.failures.items())
        print(f"log: unwitnessed: {step.size} leaves, no quorum ({silent})", file=sys.stderr, flush=True)
