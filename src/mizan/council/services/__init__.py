"""Verbs of the council: actor first, one transaction, one recorded event."""

from mizan.council.services.minutes import sign_minutes, write_minutes
from mizan.council.services.motions import NewMotion, decide, move, vote
from mizan.council.services.seats import NewHolder, leave_seat, take_seat
from mizan.council.services.sessions import call, close_session, miss, open_session
from mizan.council.services.table import add_item, attend, lay_paper

__all__ = [
    "NewHolder",
    "NewMotion",
    "add_item",
    "attend",
    "call",
    "close_session",
    "decide",
    "lay_paper",
    "leave_seat",
    "miss",
    "move",
    "open_session",
    "sign_minutes",
    "take_seat",
    "vote",
    "write_minutes",
]
