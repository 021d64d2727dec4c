"""The steps of a queue, and when twelve months are over. Time is passed in."""

from __future__ import annotations

from datetime import date, timedelta

STEPS: dict[str, frozenset[str]] = {
    "waiting": frozenset({"enrolled", "dropped_out"}),
    "enrolled": frozenset({"completed", "dropped_out"}),
    "completed": frozenset(),
    "dropped_out": frozenset({"waiting"}),  # whoever left may come back, and waits again
}
YEAR = 365  # days from completion to the question whether it still holds
EARLY = 30  # days before that from which the answer counts


def to_step(old: str, new: str, *, before: date, on: date, today: date, why: str) -> tuple[str, str]:
    """(refusal code, field), or ("", "")."""
    if new not in STEPS[old]:
        return "prevention.no_such_step", "stage"
    if on > today or on < before:
        return "prevention.day_out_of_order", "on"
    if (new == "dropped_out") != bool(why):
        return "prevention.reason_needed", "why"
    return "", ""


def asks_after(completed: date) -> date:
    """The day on which a completed enrolment is asked after."""
    return completed + timedelta(days=YEAR)


def to_follow_up(stage: str, completed: date, *, on: date, today: date) -> tuple[str, str]:
    """(refusal code, field): the question is for completed enrolments, about twelve months later and not sooner."""
    if stage != "completed":
        return "prevention.not_completed", ""
    if on > today:
        return "prevention.day_out_of_order", "on"
    if on < asks_after(completed) - timedelta(days=EARLY):
        return "prevention.too_early", "on"
    return "", ""


def free_places(offered: int, kept_female: int, *, enrolled_female: int, enrolled_others: int, sex: str) -> int:
    """Places that somebody of this sex can have now: others may not take what is kept for girls and women."""
    free = offered - enrolled_female - enrolled_others
    if sex == "female":
        return max(free, 0)
    still_kept = max(kept_female - enrolled_female, 0)
    return max(free - still_kept, 0)
