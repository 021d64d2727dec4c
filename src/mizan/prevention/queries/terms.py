"""The pack's terms for this room, and plain ones where it gives none."""

from __future__ import annotations

from datetime import date

from mizan.clocks import Calendar, Unit, due_day
from mizan.institutions.queries.rosters import terms
from mizan.kit.refusal import Refused
from mizan.prevention.rules.feedback import TERM
from mizan.prevention.rules.referring import TERMS


def referral_due(urgency: str, opened: date, world: str) -> date:
    """The last day in time for an answer to a referral: the pack's term `answer_referral_<urgency>`, else ours."""
    return _due(f"answer_referral_{urgency}", TERMS[urgency], opened, world)


def entitlement_due(days: int, awarded: date, world: str) -> date:
    """The last day in time for what was awarded on a day: `days` come from the kind, weekends from the pack."""
    return _due("", days, awarded, world)


def feedback_due(received: date, world: str) -> date:
    """The last day in time for an answer to feedback: the pack's term `answer_feedback`, else ours."""
    return _due("answer_feedback", TERM, received, world)


def _due(clock: str, days: int, opened: date, world: str) -> date:
    try:
        found = terms(world)
    except Refused:
        return due_day(opened, days, Unit.DAYS, Calendar("plain"))
    if clock in found.days:
        return found.due(clock, opened)
    return due_day(opened, days, Unit.DAYS, found.calendar)
