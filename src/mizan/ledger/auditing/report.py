"""What an audit found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, order=True)
class Fault:
    """One row that does not agree with the log. `code` says how, `table` and `key` which."""

    code: str
    table: str
    key: str


@dataclass
class Report:
    """`erased` counts leaves whose keys an erasure destroyed; `before_log` rows and events that are older than the log,
    which was `founded` then, and ends that are older than their leaves: nothing commits to them, so this number must
    never grow."""

    events: int = 0
    leaves: int = 0
    rows: int = 0
    erased: int = 0
    before_log: int = 0
    sequenced: int = 0
    founded: datetime | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults

    def fault(self, code: str, table: str, key: object) -> None:
        """Note a fault."""
        self.faults.append(Fault(code, table, str(key)))
