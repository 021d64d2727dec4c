"""What one `acting` is about to record: the id of the event to come, and what was written under it so far.

Rows that must have an event take its id when they are inserted (`ledger.fields.EventOf`); `record()` writes the event
with this id and renews the act, so that one transaction may hold several events, each with its own rows. A row whose
event never came is refused by the database at COMMIT: its foreign key points nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4


@dataclass
class Act:
    """`touched`: which links of which tables were written; `leaves`: the leaves that duties asked for, in order;
    `opaque`: T and N for the event's leaf; `public`: leaves that commit in public to a published file."""

    event: UUID = field(default_factory=uuid4)
    touched: dict[Any, None] = field(default_factory=dict)
    leaves: list[Any] = field(default_factory=list)
    opaque: tuple[bytes, bytes] | None = None
    public: list[Any] = field(default_factory=list)

    def renew(self) -> None:
        """After its event was recorded: what follows belongs to another one."""
        self.event, self.touched, self.leaves, self.opaque, self.public = uuid4(), {}, [], None, []


_ACT: ContextVar[Act | None] = ContextVar("act", default=None)


def current() -> Act | None:
    """The innermost act of this context, if there is one."""
    return _ACT.get()


@contextmanager
def begun() -> Iterator[Act]:
    """A new act; an outer one waits until this one ends."""
    act = Act()
    token = _ACT.set(act)
    try:
        yield act
    finally:
        _ACT.reset(token)
