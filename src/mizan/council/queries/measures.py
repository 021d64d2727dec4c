"""The facts of committees and proposals as the rules count them."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

from mizan.council.models import Decision, Proposal, Session
from mizan.council.queries.silence import due_by
from mizan.council.rules.measures import Asked, Promise
from mizan.framework.queries.actions import done_days
from mizan.kit.facts import World

YEAR = timedelta(days=365)
WORDS = frozenset({"accepted", "countered", "refused"})


def outcomes_by_level(world: World, today: date) -> dict[str, list[str]]:
    """How the sessions of the last year ended, by the level of their committee."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = Session.objects.filter(world=world, day__gt=today - YEAR, day__lte=today).exclude(outcome=None)
    for level, outcome in rows.values_list("committee__level", "outcome"):
        found[level].append(outcome)
    return found


def promises(world: World) -> list[Promise]:
    """Carried decisions that became actions, with the day of their doing."""
    rows = Decision.objects.filter(motion__session__world=world, carried=True, result_kind="framework.action")
    due = dict(rows.values_list("result_id", "motion__due_on"))
    done = done_days(due, world)
    return [Promise(day, done.get(code)) for code, day in due.items()]


def asked_by_side(world: World, today: date) -> dict[str, list[Asked]]:
    """Delivered proposals by the side of the body that was asked; withdrawn ones are nobody's silence."""
    found: dict[str, list[Asked]] = defaultdict(list)
    rows = Proposal.objects.filter(world=world, retired_at=None).exclude(answers__answer="withdrawn")
    for row in rows.select_related("addressed_to").prefetch_related("deliveries", "answers"):
        delivered = [one.on for one in row.deliveries.all() if one.body_id == row.addressed_to_id]
        if delivered:
            found[row.addressed_to.side].append(_asked(row, delivered[0], today))
    return found


def made_by_side(world: World) -> Counter[str]:
    """How many proposals each side made, and how many both carried together: a joint one counts there, and once."""
    rows = Proposal.objects.filter(world=world, retired_at=None)
    return Counter(rows.values_list("proposed_side", flat=True))


def _asked(row: Proposal, delivered: date, today: date) -> Asked:
    first = next((one for one in row.answers.all() if one.answer in WORDS), None)
    due = due_by(row.world, delivered) < today
    return Asked(first is not None, first is not None and first.is_late, due or first is not None)
