"""What the writer of the log does for the page after each step."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from mizan.ledger.public import standing, summary
from mizan.ledger.sequencing.sequencer import Step
from mizan.tlog.policy import Policy


def after_step(folder: Path, policy: Policy, step: Step | None, moment: datetime) -> None:
    """Note what the step did (None: it could sign nothing) and count anew what is published. The log never waits for
    its page: trouble here is told and goes no further."""
    try:
        standing.note(folder, step, moment)
        summary.refresh(folder, policy, moment)
    except OSError as error:
        print(f"log: the page's figures cannot be kept: {error}", file=sys.stderr, flush=True)
