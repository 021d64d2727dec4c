"""Progress on anything that takes longer than two seconds: a line on standard error, at most every two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

# (what, done, of)
Progress = Callable[[str, int, int], None]
PATIENCE = 2.0  # seconds


def SILENT(_what: str, _done: int, _of: int) -> None:
    """Say nothing."""


class Teller:
    """Writes "bootstrap 250 of 1000" to standard error once two seconds have passed."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()

    def __call__(self, what: str, done: int, of: int) -> None:
        now = self._clock()
        if now - self._last >= PATIENCE:
            self._last = now
            print(f"{what} {done} of {of}", file=sys.stderr, flush=True)
