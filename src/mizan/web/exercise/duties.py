"""Duties of the exercise: opened, met, late, extended, escalated or left overdue, on invented past days.

They are owed by numbered bodies over actions of the exercise and say nothing about any real body.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from django.utils.translation import gettext_lazy as _

from mizan.framework.models import Action
from mizan.kit.acting import acting
from mizan.kit.actors import system
from mizan.kit.clock import at, now
from mizan.kit.facts import World
from mizan.ledger import duties
from mizan.ledger.models import Duty
from mizan.ledger.record import record
from mizan.ledger.verbs import verb

PAST = timedelta(days=63)  # nine weeks
COUNT = 90
SEED = 20231005
KINDS = [
    duties.duty_kind(f"exercise.{name}", number=number, rungs=2)
    for number, name in ((1, "acknowledge"), (2, "decide"), (3, "feed_back"), (6, "proposal"), (7, "referral"))
]
DUTY_MOVED = verb("exercise.duty", _("a duty of the exercise was opened or closed"))
FATES = ("met", "met", "met", "met", "late", "extended", "escalated", "left")
CLOCK = system("exercise", world=World.EXERCISE)


@dataclass(frozen=True)
class Move:
    """Something that happens to one duty on a day."""

    day: date
    happens: Callable[[date], None]


def make_duties(seed: int = SEED) -> int:
    """Play every move in order of its day; returns how many duties there are. What was made is left alone."""
    if not Duty.objects.filter(kind__startswith="exercise.").exists():
        random, today = Random(seed), now().date()  # noqa: S311  (a game, not a secret)
        actions = list(Action.objects.filter(world=World.EXERCISE).order_by("code"))
        moves = [move for number in range(COUNT if actions else 0) for move in _story(random, today, actions, number)]
        with acting(CLOCK):  # all or nothing: a past that was cut off is played again
            for move in sorted(moves, key=lambda one: one.day):
                _play(move)
    return Duty.objects.filter(kind__startswith="exercise.").count()


def _story(random: Random, today: date, actions: list[Action], number: int) -> list[Move]:
    """One duty from its opening to its fate; what would happen after today does not happen."""
    action, kind = actions[number % len(actions)], KINDS[number % len(KINDS)]
    opened = today - PAST + timedelta(days=random.randint(1, PAST.days - 2))
    due, fate = opened + timedelta(days=random.randint(5, 12)), random.choice(FATES)
    duty: list[Duty] = []

    def open_it(day: date) -> None:
        owner = f"EX-LEA-{1 + number % 6}"
        duty.append(duties.open_duty(kind, owner=owner, subject=action, opened_on=day, due_on=due))

    def close(day: date) -> None:
        duties.discharge(duty[-1], on=day)

    def extend(day: date) -> None:
        duty.append(duties.extend(duty[-1], on=day, due_on=due + timedelta(days=9), reason="exercise"))

    def escalate(day: date) -> None:
        later = day + timedelta(days=10)
        duty.append(duties.escalate(duty[-1], on=day, owner="EX-OVS-1", due_on=later))

    ways: dict[str, list[tuple[int, Callable[[date], None]]]] = {
        "met": [(-random.randint(1, 4), close)],
        "late": [(random.randint(3, 9), close)],
        "extended": [(-1, extend), (6, close)],
        "escalated": [(1, escalate), (random.randint(4, 8), close)],
        "left": [],
    }
    moves = [Move(opened, open_it), *(Move(due + timedelta(days=days), what) for days, what in ways[fate])]
    return [move for move in moves if move.day < today]


def _play(move: Move) -> None:
    with at(datetime.combine(move.day, time(12), UTC)), acting(CLOCK):
        move.happens(move.day)
        record(CLOCK, DUTY_MOVED, _subject())


def _subject() -> Action:
    return Action.objects.filter(world=World.EXERCISE).order_by("code")[0]
