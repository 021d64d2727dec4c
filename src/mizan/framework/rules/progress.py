"""What is known of an action: its progress state, whether it is late, whether it has owners. A claim is not a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    NO_REPORT = "no_report"


PROMISES = frozenset({"adopted", "directed"})


@dataclass(frozen=True)
class Claim:
    """One claim, oldest first in a sequence; `answer` is the co-lead's newest word on it, empty if none."""

    done: bool
    answer: str = ""


def state_of(claims: Sequence[Claim]) -> State:
    """The state of the newest claim; an action nobody reported on is "no report", which is not "nothing done"."""
    if not claims:
        return State.NO_REPORT
    return State(claims[-1].answer) if claims[-1].answer else State.CLAIMED


def is_done(claims: Sequence[Claim]) -> bool:
    """The newest claim says done and the co-lead has not disputed it."""
    return bool(claims) and claims[-1].done and state_of(claims) is not State.DISPUTED


def is_overdue(standing: str, due_on: date | None, claims: Sequence[Claim], today: date) -> bool:
    """Only promises with a date can be late; a recommendation or an undated promise never is."""
    return standing in PROMISES and due_on is not None and today > due_on and not is_done(claims)


def is_unanswered(standing: str, *, has_owner: bool) -> bool:
    """Asked (recommended or proposed) and nobody has accepted to own it."""
    return standing not in PROMISES and not has_owner
