"""What is counted of committees and proposals. Unknown is no zero: with nothing to count there is no share (I-8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


def share(part: int, whole: int) -> float | None:
    """None where there is nothing of which it could be a share."""
    return part / whole if whole else None


def quorate_share(outcomes: Iterable[str]) -> float | None:
    """Of the sessions that are over, those at which both sides were there. A missed one counts as one that failed."""
    over = list(outcomes)
    return share(over.count("quorate"), len(over))


@dataclass(frozen=True)
class Promise:
    """A decision's day and the day on which its owner said that it was done, unless disputed; None: not said."""

    due_on: date
    done_on: date | None


def kept_share(promises: Iterable[Promise], today: date) -> float | None:
    """Of the decisions whose day has passed, those that were done by it."""
    past = [one for one in promises if one.due_on < today]
    return share(sum(one.done_on is not None and one.done_on <= one.due_on for one in past), len(past))


@dataclass(frozen=True)
class Asked:
    """A proposal that the addressed body took delivery of. `answered` in any way, `late` or in time; `is_due`: its
    first term has passed, or it was answered."""

    answered: bool
    late: bool
    is_due: bool


def in_time_share(asked: Iterable[Asked]) -> float | None:
    """Of the proposals that were due or answered, those answered in time. Silence is no answer."""
    due = [one for one in asked if one.is_due]
    return share(sum(one.answered and not one.late for one in due), len(due))


def silent(asked: Iterable[Asked]) -> int:
    """Proposals that were due and got no answer."""
    return sum(one.is_due and not one.answered for one in asked)
