"""Codes of feedback, and who may answer and mark."""

from __future__ import annotations

from collections.abc import Collection
from secrets import choice

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32 letters, none that is read for another one
LETTERS = 16  # 80 bits
GROUP = 4
TERM = 14  # days for an answer where the pack names none
LONGEST = 4000
ANSWERERS = frozenset({"programme", "coordinator"})
MARKERS = frozenset({"monitor", "programme"})
PANEL = "workers_survivors"  # the class of bodies whose members may mark


def drawn() -> str:
    """A new code, as it is shown: "QKZ7-2M9T-XH4P-RR6W"."""
    return grouped("".join(choice(ALPHABET) for _each in range(LETTERS)))


def grouped(letters: str) -> str:
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def typed(text: str) -> str:
    """The letters of a code as somebody typed it, in any grouping and case; empty where it cannot be one."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    return letters if len(letters) == LETTERS and set(letters) <= set(ALPHABET) else ""


def to_send(text: str, *, is_known: bool) -> tuple[str, str]:
    """(refusal code, field), or ("", ""). No count of anybody's messages is ever a reason (I-15)."""
    if not is_known:
        return "prevention.no_such_subject", "subject"
    if not text.strip():
        return "prevention.feedback_needed", "text"
    return ("prevention.feedback_too_long", "text") if len(text) > LONGEST else ("", "")


def silence_goes_to(*, asked: str, own: str, state: str) -> str:
    """Who owes the answer when the asked body was silent: the coordinating body of its own side, else that of the
    state; "" where neither is another body."""
    return next((body for body in (own, state) if body and body != asked), "")


def may_answer(*, body: str, asked: str, owes: str, roles: Collection[str]) -> bool:
    """The asked body, always; and whoever owes the answer now, since silence moved it there (`owes`: "" for nobody)."""
    return body != "" and body in {asked, owes} and bool(ANSWERERS & set(roles))


def to_answer(*, is_theirs: bool, has_text: bool, publishes: int) -> tuple[str, str]:
    """Who may answers; a published question has its published answer (`publishes`: how many of the two)."""
    if not is_theirs:
        return "prevention.not_your_queue", ""
    if not has_text:
        return "prevention.answer_needed", "text"
    return ("prevention.publish_both", "asked") if publishes == 1 else ("", "")


def to_mark(*, panel: str, roles: Collection[str]) -> tuple[str, str]:
    """Members of bodies of survivors and workers mark, and nobody else."""
    return ("", "") if panel == PANEL and MARKERS & set(roles) else ("prevention.not_a_panel", "")
