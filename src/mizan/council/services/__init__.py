"""Verbs of the council: actor first, one transaction, one recorded event."""

from mizan.council.services.minutes import sign_minutes, write_minutes
from mizan.council.services.motions import NewMotion, decide, move, vote
from mizan.council.services.proposals import NewProposal, Word, answer, propose, reply, take_delivery, withdraw
from mizan.council.services.replying import ANSWERS  # (also names what a carried "reply" does)
from mizan.council.services.seats import NewHolder, leave_seat, take_seat
from mizan.council.services.sessions import call, close_session, miss, open_session
from mizan.council.services.table import add_item, attend, lay_paper

__all__ = [
    "ANSWERS",
    "NewHolder",
    "NewMotion",
    "NewProposal",
    "Word",
    "add_item",
    "answer",
    "attend",
    "call",
    "close_session",
    "decide",
    "lay_paper",
    "leave_seat",
    "miss",
    "move",
    "open_session",
    "propose",
    "reply",
    "sign_minutes",
    "take_delivery",
    "take_seat",
    "vote",
    "withdraw",
    "write_minutes",
]
