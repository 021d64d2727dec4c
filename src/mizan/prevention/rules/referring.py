"""Who is asked to take somebody in, in which order, and what may be answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from mizan.prevention.rules.eligibility import Applicant, Eligibility, admits

# Days until an answer is due where the pack gives no term; hours are no unit of a public duty, so an emergency has the
# day it is sent and the next one.
TERMS = {"emergency": 1, "urgent": 2, "routine": 7}


@dataclass(frozen=True)
class Open:
    """A programme that could be asked: `free` places for her now, in her district or else in any."""

    code: str
    provider: str
    need: str
    conditions: Eligibility
    places: frozenset[str]
    free: int


def asked_next(
    programmes: Iterable[Open], someone: Applicant, need: str, *, asked: Sequence[str], sender: str
) -> Open | None:
    """The programme to ask after those that were asked: for her need, one that admits her, not the sender's own, each
    provider once; in her district first, then the one with most free places, then by code."""
    fits = [
        one
        for one in programmes
        if one.need == need and one.code not in asked and one.provider != sender and one.free > 0
        and admits(one.conditions, someone, one.places)
    ]  # fmt: skip
    return min(fits, key=lambda one: (someone.place not in one.places, -one.free, one.code), default=None)


def to_answer(answer: str, why: str, *, stage: str, body: str, asked: str) -> tuple[str, str]:
    """(refusal code, field), or ("", ""). Only the body that is asked now answers."""
    if stage != "open":
        return "prevention.answered_before", ""
    if body != asked:
        return "prevention.not_your_queue", ""
    if answer not in {"accepted", "declined"}:
        return "prevention.no_such_step", "answer"
    if (answer == "declined") != bool(why):
        return "prevention.reason_needed", "why"
    return "", ""


def is_late(due_on: date | None, today: date) -> bool:
    """Whether an answer given today comes after its day."""
    return due_on is not None and today > due_on
