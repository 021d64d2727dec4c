"""The council's clock: what the rhythm wants is called, what nobody opened is missed, silence on proposals moves on.

Idempotent; catches up.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from mizan.council.access import sitting
from mizan.council.models import Committee, SeatHolder, Session
from mizan.council.rules import meeting, quorum
from mizan.council.services.reminding import remind
from mizan.council.services.sessions import call_by_rhythm, miss
from mizan.council.services.silence import move_silent
from mizan.kit.days import today_in


def tick(world: str) -> Counter[str]:
    """Move everything of one world that today's date moves; returns how often each thing happened."""
    today, done = today_in(world), Counter[str]()
    for session in Session.objects.filter(world=world, outcome=None, opened_on=None, day__lt=today).order_by("day"):
        miss(session)
        done["missed"] += 1
    for committee in Committee.objects.filter(world=world, retired_at=None).exclude(rhythm_days=None):
        done["called"] += _by_rhythm(committee, today)
    done["moved_on"] += move_silent(world)
    done["reminded"] = remind(world)
    return done


def _by_rhythm(committee: Committee, today: date) -> int:
    """Call the session that the rhythm wants, once its notice begins. A clock that stood still calls one, not many."""
    if committee.sessions.filter(outcome=None).exists() or not could_meet(committee, today):
        return 0
    last = committee.sessions.order_by("-day").values_list("day", flat=True).first()
    on = meeting.next_by_rhythm(last=last, founded=founded_on(committee, today), rhythm_days=committee.rhythm_days)
    if on is None or today < on - timedelta(days=committee.notice_days):
        return 0
    call_by_rhythm(committee, on=max(on, today + timedelta(days=committee.notice_days)))
    return 1


def could_meet(committee: Committee, today: date) -> bool:
    """Whether enough people sit on each side. No rhythm runs for a committee that a side has not filled: its empty
    seats are shown instead."""
    sides = sitting(today).filter(seat__committee=committee).values_list("seat__side", flat=True)
    return quorum.is_quorate(sides, state=committee.quorum_state, society=committee.quorum_society)


def founded_on(committee: Committee, today: date) -> date:
    """The first day on which both sides had sent somebody; today where one has not yet."""
    firsts = [
        SeatHolder.objects.filter(seat__committee=committee, seat__side=side).order_by("since").first()
        for side in ("state", "society")
    ]
    return max((one.since for one in firsts if one), default=today)
