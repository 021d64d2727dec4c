"""What a motion must name before it is put: an owner, a co-owner, a day, and what it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

NEEDED: Mapping[str, frozenset[str]] = {
    "action": frozenset({"code", "pillar", "mode"}),
    "change": frozenset({"action"}),
    "reply": frozenset({"proposal", "answer"}),
    "assessment": frozenset({"obligation", "dimension", "score", "period"}),
    "proposal": frozenset({"kind", "to", "reason"}),
}


@dataclass(frozen=True)
class Draft:
    """A motion before it is put. `due_on` None and empty bodies are what a form may bring, and are refused."""

    becomes: str
    has_text: bool
    owner_side: str
    co_owner_side: str
    due_on: date | None
    terms: Mapping[str, object]


def to_move(draft: Draft, *, today: date) -> tuple[str, str]:
    """(refusal code, field), or ("", "")."""
    if draft.becomes not in NEEDED:
        return "council.nothing_is_noted", "becomes"
    if not draft.has_text:
        return "council.text_needed", "text"
    if draft.owner_side != "state":
        return "council.owner_is_state", "owner"
    if draft.co_owner_side != "society":
        return "council.co_owner_is_society", "co_owner"
    if draft.due_on is None or draft.due_on <= today:
        return "council.day_ahead_needed", "due_on"
    missing = sorted(NEEDED[draft.becomes] - set(draft.terms))
    return ("council.term_missing", missing[0]) if missing else ("", "")
