"""What the worker does on each wake-up. A tick is idempotent: it reads what is due from rows and a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from django.db import close_old_connections

from mizan.kit.models import Notice
from mizan.kit.notices import mail_waiting
from mizan.web.logtick import write_the_log

Tick = Callable[[datetime], None]
_TICKS: list[Tick] = []


def on_tick(tick: Tick) -> Tick:
    """Call `tick(now)` at each wake-up."""
    if tick not in _TICKS:
        _TICKS.append(tick)
    return tick


FIRST_HOUR = 4  # UTC: nine in the morning in Pakistan


@on_tick
def mail_once_a_day(moment: datetime) -> None:
    """One content-free mail a day to whom something waits for, after the first office hour."""
    if moment.hour >= FIRST_HOUR and not Notice.objects.filter(mailed_at__date=moment.date()).exists():
        mail_waiting(moment)


on_tick(write_the_log)


def tick_all(now: datetime | None = None) -> int:
    """Run every tick once, in order of registration; returns how many ran."""
    close_old_connections()
    moment = now or datetime.now(UTC)
    for tick in _TICKS:
        tick(moment)
    return len(_TICKS)
