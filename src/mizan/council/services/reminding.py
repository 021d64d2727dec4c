"""A body is reminded of its returns: a week before a day, on the day, and each week after. Idempotent; one a day.

What goes out says that something waits and nothing else. No real body is reminded before it joined by its own word.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from mizan.council import verbs
from mizan.council.models import Return, ReturnForm, ReturnReminder
from mizan.council.notices import tell_returns_due
from mizan.council.queries.returns import calendar_of, joined, turns_of
from mizan.council.rules.returns import reminds
from mizan.institutions.models import Institution
from mizan.kit.acting import acting
from mizan.kit.actors import system
from mizan.kit.days import today_in
from mizan.ledger.record import record


def remind(world: str) -> int:
    """Remind every body of one world that today reminds; returns how many."""
    today = today_in(world)
    done = 0
    for body, (coming, late) in sorted(_waiting(world, today).items()):
        if ReturnReminder.objects.filter(body=body, day=today).exists():
            continue
        player = system("clock", world=world)
        with acting(player):
            row = ReturnReminder.objects.create(body_id=body, day=today, coming=coming, late=late, world=world)
            whose = Institution.objects.get(pk=row.body_id)
            record(player, verbs.RETURNS_REMINDED, whose, coming=coming, late=late)
            tell_returns_due(body)
        done += 1
    return done


def _waiting(world: str, today: date) -> dict[str, tuple[int, int]]:
    """By body: how many returns fall due, and how many are late, among those that remind today."""
    calendar, forms = calendar_of(world), ReturnForm.objects.in_bulk()
    submitted = Return.objects.filter(world=world).exclude(submitted_on=None)
    there = set(submitted.values_list("form_id", "body_id", "period"))
    found: dict[str, list[bool]] = defaultdict(list)
    for one in joined(world):
        for turn in turns_of(one, forms[one.form_id], last=today - timedelta(days=1), calendar=calendar):
            if reminds(turn.due, today) and (one.form_id, one.body_id, turn.period.code) not in there:
                found[one.body_id].append(turn.due < today)
    return {body: (late.count(False), late.count(True)) for body, late in found.items()}
