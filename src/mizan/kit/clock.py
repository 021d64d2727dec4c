"""The time that services stamp on what they write. Rules never read it: they get time passed in.

The exercise and tests set it (`at`), so that an invented year can be played without waiting for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_SET: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _SET.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, `now()` is `moment` (aware)."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone is no moment")
    token = _SET.set(moment)
    try:
        yield
    finally:
        _SET.reset(token)
