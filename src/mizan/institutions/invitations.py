"""How somebody newly admitted is told. The door that has accounts registers it; this room knows no e-mail."""

from __future__ import annotations

from collections.abc import Callable

from mizan.institutions.models import User

Send = Callable[[User], None]
_SENDERS: list[Send] = []


def sends(sender: Send) -> Send:
    """Register `sender(user)`, called once after each admission was committed."""
    if sender not in _SENDERS:
        _SENDERS.append(sender)
    return sender


def send(user: User) -> None:
    """Tell the person by every registered way."""
    for sender in _SENDERS:
        sender(user)
