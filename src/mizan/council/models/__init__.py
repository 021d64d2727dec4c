from mizan.council.models.committees import Committee, Part, Seat, SeatHolder, SeatSide
from mizan.council.models.decisions import Becomes, Decision, Minutes, MinutesSignature, Motion, Vote
from mizan.council.models.proposals import Proposal, ProposalAnswer, ProposalDelivery, ProposalKind, ProposedSide
from mizan.council.models.returns import (
    Return,
    ReturnApproval,
    ReturnDuty,
    ReturnForm,
    ReturnQuery,
    ReturnReminder,
    ReturnRevision,
    ReturnStage,
    ReturnStart,
)
from mizan.council.models.sessions import AgendaItem, Attendance, Outcome, Paper, Session

__all__ = [
    "AgendaItem",
    "Attendance",
    "Becomes",
    "Committee",
    "Decision",
    "Minutes",
    "MinutesSignature",
    "Motion",
    "Outcome",
    "Paper",
    "Part",
    "Proposal",
    "ProposalAnswer",
    "ProposalDelivery",
    "ProposalKind",
    "ProposedSide",
    "Return",
    "ReturnApproval",
    "ReturnDuty",
    "ReturnForm",
    "ReturnQuery",
    "ReturnReminder",
    "ReturnRevision",
    "ReturnStage",
    "ReturnStart",
    "Seat",
    "SeatHolder",
    "SeatSide",
    "Session",
    "Vote",
]
