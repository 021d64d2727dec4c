"""What the worker does on each wake-up. A tick is idempotent: it reads what is due from rows and a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from django.db import close_old_connections

Tick = Callable[[datetime], None]
_TICKS: list[Tick] = []


def on_tick(tick: Tick) -> Tick:
    """Call `tick(now)` at each wake-up."""
    if tick not in _TICKS:
        _TICKS.append(tick)
    return tick


def tick_all(now: datetime | None = None) -> int:
    """Run every tick once, in order of registration; returns how many ran."""
    close_old_connections()
    moment = now or datetime.now(UTC)
    for tick in _TICKS:
        tick(moment)
    return len(_TICKS)
