"""The worker's share in the transparency log: one step at each wake-up, by one sequencer for the whole process."""

from __future__ import annotations

import sys
from datetime import datetime
from functools import cache

from mizan.ledger.keyfiles import KeyMissing
from mizan.ledger.public.keeping import after_step
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
    """One step, and the page's figures after it. What keeps the log from signing is said on stderr and never stops the
    house."""
    try:
        step: Step | None = _writer().step(moment)
        _tell(step)
    except Rewound as error:
        print(f"log: {error}", file=sys.stderr, flush=True)
        step = None
    except (Busy, KeyMissing, TlogError) as error:
        print(f"log: {error}", file=sys.stderr, flush=True)
        return
    after_step(house.folder(), _writer().policy, step, moment)


def _tell(step: Step) -> None:
    if step.waiting:
        print(f"log: {step.waiting}", file=sys.stderr, flush=True)
    elif step.missed:
        silent = "; ".join(f"{name}: {reason}" for name, reason in step.failures.items())
        print(f"log: unwitnessed: {step.size} leaves, no quorum ({silent})", file=sys.stderr, flush=True)
