"""What a proposal needs, who may answer it, how it stands, and where silence takes it. Time is passed in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SIDES = frozenset({"state", "society"})
SPEAKERS = frozenset({"coordinator", "owner", "co_lead", "committee", "monitor", "admitter"})
DAYS = 30  # calendar days for an answer where no pack gives a term
ENDED = frozenset({"accepted", "agreed", "withdrawn"})
ANSWERS = ("accepted", "countered", "refused")  # of the addressed body, or of a committee that silence reached
OWN = ("agreed", "insisted", "withdrawn")  # of whoever proposed


class State(StrEnum):
    """How a proposal stands. Undelivered is its own state: no clock runs, and nobody is late."""

    NOT_DELIVERED = "not_delivered"
    WAITING = "waiting"
    SILENT = "silent"
    ACCEPTED = "accepted"
    COUNTERED = "countered"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Clock:
    """The open duty toward a proposal: its due day, the rung it stands on, and whether it is the proposer's own."""

    due_on: date
    rung: int = 0
    is_counter: bool = False


def state(said: Sequence[str], clock: Clock | None, *, delivered: bool, today: date) -> State:
    """`said`: every answer, oldest first; the newest counts, and one who insists asks again."""
    newest = said[-1] if said else ""
    if newest and newest != "insisted":
        return State(newest)
    if not delivered or clock is None:
        return State.NOT_DELIVERED
    return State.SILENT if is_silent(clock, today) else State.WAITING


def is_silent(clock: Clock, today: date) -> bool:
    """Past the due day, or already moved on by silence."""
    return clock.rung > 0 or today > clock.due_on


def next_rung(*, rung: int, committees: Sequence[str], due_on: date, today: date) -> str:
    """The committee to which an unanswered proposal moves today, or "" (not overdue, or on the public list).
    `committees`: those outward from the addressed body, nearest first; rung n is held by the n-th."""
    if today <= due_on or rung >= len(committees):
        return ""
    return committees[rung]


@dataclass(frozen=True)
class Draft:
    """A proposal before it is made; empty strings for what a form left out."""

    kind: str
    has_text: bool
    has_reason: bool
    side: str
    body: str
    to: str
    to_side: str
    has_action: bool
    has_pillar: bool
    unit: str
    has_indicator: bool


def to_propose(draft: Draft, roles: Collection[str]) -> tuple[str, str]:
    """(refusal code, field), or ("", "")."""
    if draft.side not in SIDES or not SPEAKERS & set(roles):
        return "council.role_needed", ""
    return complete(draft)


def complete(draft: Draft) -> tuple[str, str]:
    """What every proposal names, whoever makes it: a committee's (no `body`) as well as a body's."""
    if draft.to_side not in SIDES or draft.to == draft.body:
        return "council.proposed_to_another", "to"
    if not draft.has_text:
        return "council.text_needed", "text"
    if not draft.has_reason:
        return "council.reason_needed", "reason"
    return _by_kind(draft)


def _by_kind(draft: Draft) -> tuple[str, str]:
    if draft.kind not in {"action", "unit", "law", "figure"}:
        return "council.no_such_subject", "kind"
    if draft.kind == "action" and not (draft.has_action or draft.has_pillar):
        return "council.pillar_needed", "pillar"
    if draft.kind == "unit" and not draft.unit:
        return "council.unit_needed", "unit"
    if draft.kind == "figure" and not draft.has_indicator:
        return "council.figure_needed", "indicator"
    return "", ""


def to_speak(*, body: str, wanted: str, roles: Collection[str]) -> str:
    """A member of that very body, in a role that speaks for it. Neither side ever speaks for the other (I-7)."""
    if body != wanted:
        return "council.not_your_proposal"
    return "" if SPEAKERS & set(roles) else "council.role_needed"


def to_answer(answer: str, said: Sequence[str], *, delivered: bool) -> str:
    """The addressed body, or a committee that silence reached. A refusal may still become an acceptance; a counter
    waits for the proposer, and is made once."""
    newest = said[-1] if said else ""
    if not delivered:
        return "council.not_delivered"
    if newest in ENDED:
        return "council.proposal_ended"
    if newest == "countered":
        return "council.counter_waits"
    if newest == "refused" and answer != "accepted":
        return "council.refused_before"
    return "council.countered_before" if answer == "countered" and "countered" in said else ""


def to_own_word(word: str, said: Sequence[str]) -> str:
    """The proposer agrees or insists only where a counter waits, and withdraws what nobody has accepted."""
    newest = said[-1] if said else ""
    if word == "withdrawn":
        return "council.proposal_ended" if newest in ENDED else ""
    return "" if newest == "countered" else "council.no_counter"


def to_accept(*, owner_side: str, co_owner_side: str, due_on: date | None, today: date) -> tuple[str, str]:
    """An acceptance names an owner and a day ahead; a co-owner, where it has one, stands on the other side."""
    if owner_side not in SIDES:
        return "council.owner_needed", "owner"
    if co_owner_side and {owner_side, co_owner_side} != SIDES:
        return "council.co_owner_of_other_side", "co_owner"
    return ("council.day_ahead_needed", "due_on") if due_on is None or due_on <= today else ("", "")
