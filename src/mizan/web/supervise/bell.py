"""One thing to wait for: a signal, a child that ended, or a thread that has news."""

from __future__ import annotations

import os
import select
import signal
from types import FrameType, TracebackType

_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # HUP: the terminal was closed


class Bell:
    """Counts wishes to stop. Signal handlers only ring; everything else happens in the main loop."""

    def __init__(self) -> None:
        self.stops = 0
        self._before: dict[int, object] = {}

    def __enter__(self) -> Bell:
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)
        self._wakeup = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, self._stop) for number in _STOPS}
        self._before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, _nothing)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal.signal gave, it takes back
        signal.set_wakeup_fd(self._wakeup)
        os.close(self._read)
        os.close(self._write)

    def ring(self) -> None:
        """Wake the waiting loop; safe from any thread."""
        os.write(self._write, b"\0")

    def wait(self, seconds: float) -> None:
        """Return at the next ring, or after `seconds`."""
        if select.select([self._read], [], [], seconds)[0]:
            os.read(self._read, 4096)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stops += 1


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """A child ended: waking up is all that is wanted, and an ignored SIGCHLD would lose its exit code."""
