"""Verbs of the council: actor first, one transaction, one recorded event."""

from mizan.council.services import joint as joint  # (this and the next name what a motion of their kind becomes)
from mizan.council.services import replying as replying
from mizan.council.services.minutes import sign_minutes, write_minutes
from mizan.council.services.motions import NewMotion, decide, move, vote
from mizan.council.services.proposals import Word, answer, reply, take_delivery, withdraw
from mizan.council.services.proposing import NewProposal, propose
from mizan.council.services.return_answers import approve_return, name_duty, query_return
from mizan.council.services.returns import Figures, FiguresRefused, keep_draft, start_returns, submit_return
from mizan.council.services.seats import NewHolder, leave_seat, take_seat
from mizan.council.services.sessions import call, close_session, miss, open_session
from mizan.council.services.table import add_item, attend, lay_paper

__all__ = [
    "Figures",
    "FiguresRefused",
    "NewHolder",
    "NewMotion",
    "NewProposal",
    "Word",
    "add_item",
    "answer",
    "approve_return",
    "attend",
    "call",
    "close_session",
    "decide",
    "keep_draft",
    "lay_paper",
    "leave_seat",
    "miss",
    "move",
    "name_duty",
    "open_session",
    "propose",
    "query_return",
    "reply",
    "sign_minutes",
    "start_returns",
    "submit_return",
    "take_delivery",
    "take_seat",
    "vote",
    "withdraw",
    "write_minutes",
]
