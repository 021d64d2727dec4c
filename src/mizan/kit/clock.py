"""The time that services stamp on what they write. Rules never read it: they get time passed in.

No two calls of a process get the same moment, so that "the newest" is never a draw: rows have random keys, and a
clock that is set (`at`) or coarse would leave them in no order. The exercise and tests set it, so that an invented
year can be played without waiting for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock

TICK = timedelta(microseconds=1)
COARSE = timedelta(seconds=1)  # a clock that fell back further was set anew and is believed


@dataclass
class _Set:
    """A clock that stands still but for a tick a call."""

    moment: datetime


_SET: ContextVar[_Set | None] = ContextVar("clock", default=None)
_running = _Set(datetime.min.replace(tzinfo=UTC))
_lock = Lock()


def now() -> datetime:
    """The current moment, aware, in UTC; later than at the call before, unless the system clock was set back."""
    stopped = _SET.get()
    if stopped is not None:
        stopped.moment += TICK
        return stopped.moment - TICK
    with _lock:
        moment = datetime.now(UTC)
        behind = _running.moment - moment
        _running.moment = _running.moment + TICK if timedelta(0) <= behind < COARSE else moment
        return _running.moment


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, the first `now()` is `moment` (aware), each further one a microsecond later."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone is no moment")
    token = _SET.set(_Set(moment))
    try:
        yield
    finally:
        _SET.reset(token)
