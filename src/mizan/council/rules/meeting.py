"""When a session may be called, opened, decided in and closed, and when one is due by rhythm."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

CHAIRS = frozenset({"chair", "co_chair"})
OFFICERS = CHAIRS | {"secretary"}
MOST_AHEAD = 366  # days


def to_call(*, part: str, has_open: bool, on: date, today: date, notice_days: int) -> str:
    """Either chair calls, with the committee's notice, while no other session waits."""
    if part not in CHAIRS:
        return "council.only_chairs_call"
    if has_open:
        return "council.session_waits"
    if on < today + timedelta(days=notice_days):
        return "council.notice_too_short"
    return "council.too_far_ahead" if on > today + timedelta(days=MOST_AHEAD) else ""


def to_add(*, state: str, sits: bool) -> str:
    """Any seat puts things on the agenda and lays papers until the session is over."""
    if not sits:
        return "council.no_seat"
    return "" if state in {"called", "open"} else "council.session_over"


def to_open(*, part: str, state: str, on: date, today: date) -> str:
    """An officer of either side opens a called session on its day, not before; nobody can hinder the other side."""
    if part not in OFFICERS:
        return "council.only_officers"
    if state != "called":
        return "council.not_called"
    return "council.not_yet" if today < on else ""


def to_attend(*, state: str, word: str) -> str:
    """Apologies come before or while the session is open, everything else while it is open."""
    return "" if state == "open" or (state == "called" and word == "apologies") else "council.not_open"


def to_speak_for(*, speaker: str, speaker_side: str, speaker_part: str, holder: str, holder_side: str) -> str:
    """One speaks for oneself; an officer also for a seat of the own side (a hall without a screen for each)."""
    if speaker == holder:
        return ""
    if speaker_side != holder_side:
        return "council.not_your_side"
    return "" if speaker_part in OFFICERS else "council.only_for_oneself"


def to_decide(*, part: str, state: str, quorate: bool, decided: bool) -> str:
    """An officer closes the vote, only while both sides are there."""
    if part not in OFFICERS:
        return "council.only_officers"
    if state != "open":
        return "council.not_open"
    if decided:
        return "council.decided_before"
    return "" if quorate else "council.no_quorum"


def to_close(*, part: str, state: str, undecided: Collection[object], quorate: bool) -> str:
    """An officer closes an open session; with a quorum no motion is left lying."""
    if part not in OFFICERS:
        return "council.only_officers"
    if state != "open":
        return "council.not_open"
    return "council.motions_left" if undecided and quorate else ""


def outcome(*, quorate: bool, decided: bool) -> str:
    """Quorate if both sides were there at the end, or when anything was decided."""
    return "quorate" if quorate or decided else "inquorate"


def is_missed(*, state: str, on: date, today: date) -> bool:
    """A called session that nobody opened by the end of its day. One opened and never closed counts by who came."""
    return state == "called" and today > on


def next_by_rhythm(*, last: date | None, founded: date, rhythm_days: int | None) -> date | None:
    """The day by which the rhythm wants a session: counted from the last session's day, held or missed; else from the
    day on which the committee could first meet."""
    return None if rhythm_days is None else (last or founded) + timedelta(days=rhythm_days)
