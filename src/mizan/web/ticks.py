"""What the worker does on each wake-up. A tick is idempotent: it reads what is due from rows and a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.db import close_old_connections, connection

from mizan.institutions.intake_proof import keep_if_old
from mizan.kit.journal import empty_journal
from mizan.kit.models import Notice
from mizan.kit.notice_hook import ring
from mizan.kit.notices import mail_waiting
from mizan.web.logtick import write_the_log
from mizan.web.reporttick import move_what_was_missed, tell_readers_once_a_day
from mizan.web.roomtick import move_rooms

Tick = Callable[[datetime], None]
_TICKS: list[Tick] = []


def on_tick(tick: Tick) -> Tick:
    """Call `tick(now)` at each wake-up."""
    if tick not in _TICKS:
        _TICKS.append(tick)
    return tick


FIRST_HOUR = 4  # UTC: nine in the morning in Pakistan


on_tick(tell_readers_once_a_day)


@on_tick
def mail_once_a_day(moment: datetime) -> None:
    """One content-free mail a day to whom something waits for, after the first office hour; the hook goes with it."""
    if moment.hour >= FIRST_HOUR and not Notice.objects.filter(mailed_at__date=moment.date()).exists():
        ring(mail_waiting(moment))


on_tick(move_what_was_missed)
on_tick(move_rooms)
on_tick(write_the_log)


@on_tick
def prove_intake(moment: datetime) -> None:
    """Whether every class of accused has its way to oversight, once an hour, for the pages of the intake. Where people
    hold ceremonies a demonstration helps itself first."""
    if settings.DEMO:
        from mizan.web.exercise.ceremony import hold_ceremony  # noqa: PLC0415  (only in the demonstration)

        hold_ceremony(moment)
    keep_if_old(moment)


@on_tick
def leave_nothing_in_the_journal(_moment: datetime) -> None:
    """What was erased in the last minute is not kept beside the file either. Last, after what the others wrote."""
    empty_journal(connection)


def tick_all(now: datetime | None = None) -> int:
    """Run every tick once, in order of registration; returns how many ran."""
    close_old_connections()
    moment = now or datetime.now(UTC)
    for tick in _TICKS:
        tick(moment)
    return len(_TICKS)
