"""What comes round: returns due after each period, and duties that repeat every so many days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mizan.clocks.calendar import Calendar
from mizan.clocks.due import Unit, due_day
from mizan.clocks.faults import ClockFault
from mizan.clocks.periods import Period, PeriodKind, period_of


@dataclass(frozen=True)
class Rhythm:
    """Something owed for every period of a kind, `n` days or working days after the period's last day."""

    every: PeriodKind
    n: int = 15
    unit: Unit = Unit.WORKING_DAYS

    def __post_init__(self) -> None:
        if self.every is PeriodKind.RANGE:
            raise ClockFault("clocks.rhythm", where="every", every=self.every.value)


@dataclass(frozen=True, order=True)
class Turn:
    """One turn of a rhythm: by `due` something is owed for `period`."""

    due: date
    period: Period


def turn_for(rhythm: Rhythm, period: Period, calendar: Calendar) -> Turn:
    """The turn that belongs to one period."""
    return Turn(due_day(period.last, rhythm.n, rhythm.unit, calendar), period)


def next_due(rhythm: Rhythm, today: date, calendar: Calendar) -> Turn:
    """The earliest turn not yet past: its due day is today or later."""
    turn = turn_for(rhythm, _period(rhythm, today, calendar), calendar)
    while (earlier := turn_for(rhythm, turn.period.previous(), calendar)).due >= today:
        turn = earlier
    return turn


def turns(rhythm: Rhythm, first: date, last: date, calendar: Calendar) -> list[Turn]:
    """Every turn of the periods that end between the two days, both included, in order."""
    found: list[Turn] = []
    period = _period(rhythm, first, calendar)
    while period.last <= last:
        found.append(turn_for(rhythm, period, calendar))
        period = period.next()
    return found


def next_repeat(opened: date, every: int, after: date, calendar: Calendar) -> date:
    """The first due day after `after` of a duty owed every `every` calendar days since `opened`.

    Counted from the opening, not from the last answer, so that answering early or late never shifts the rest.
    """
    if every < 1:
        raise ClockFault("clocks.term", where="every", n=every, most=0)
    turn = max(1, (after - opened).days // every)
    while (due := calendar.next_working(opened + timedelta(days=turn * every))) <= after:
        turn += 1
    return due


def _period(rhythm: Rhythm, day: date, calendar: Calendar) -> Period:
    return period_of(day, rhythm.every, fiscal_month=calendar.fiscal_month)
