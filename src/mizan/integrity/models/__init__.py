"""Tables of the room: sealed reports, who holds a key to them, the reporter's door, and what officers did."""

from __future__ import annotations

from mizan.integrity.models.acts import OfficerAct
from mizan.integrity.models.reports import Attachment, Door, Epoch, Message, Report
from mizan.integrity.models.wraps import EscrowWrap, HandOver, LaterWrap, Wrap

__all__ = [
    "Attachment",
    "Door",
    "Epoch",
    "EscrowWrap",
    "HandOver",
    "LaterWrap",
    "Message",
    "OfficerAct",
    "Report",
    "Wrap",
]
