"""`mizan worker`: the clock. It wakes every minute and does what is due; later rooms add their ticks."""

from __future__ import annotations

import argparse
import signal
import sys
from threading import Event
from types import FrameType

from mizan.web.ticks import tick_all

SECONDS_BETWEEN = 60


def main(argv: list[str]) -> int:
    """Run until told to stop (SIGTERM or SIGINT). `--quiet`: without a word at the start."""
    parser = argparse.ArgumentParser(prog="mizan worker", description="The clock: do every minute what is due.")
    parser.add_argument("--quiet", action="store_true", help="say nothing while all is well")
    quiet = parser.parse_args(argv).quiet
    stop = Event()

    def leave(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    if not quiet:
        print("worker: started", file=sys.stderr, flush=True)
    while not stop.is_set():
        tick_all()
        stop.wait(SECONDS_BETWEEN)
    return 0
