"""What a verification found: facts, counts, and every fault with its file and byte offset."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from mizan.tlog.verifier.duties import KINDS, Counts

MOST_FAULTS = 1000  # a log with more is not worth reading on
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class TooManyFaults(Exception):
    """The list of faults is full."""


@dataclass(frozen=True)
class Fault:
    """Something that does not hold: in which file, at which byte, and why."""

    file: str
    offset: int
    reason: str


@dataclass
class Report:
    """All that `verify` says. `root` in hex; times in seconds since 1970, UTC; `duties` by verdict.

    `notices` are no faults: the log proves what it says, but it says less than it should.
    """

    policy_hash: str = ""
    origin: str = ""
    size: int = 0
    root: str = ""
    cosignatures: list[dict[str, Any]] = field(default_factory=list)
    cosigned_at: int | None = None
    age_seconds: int | None = None
    duties: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, dict[str, int]] = field(default_factory=dict)
    weeks: dict[str, dict[str, int]] = field(default_factory=dict)
    kind_weeks: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)  # by kind, then by week
    balanced: bool = True
    history: dict[str, Any] = field(default_factory=dict)
    continues: dict[str, Any] | None = None  # the older log, where a new origin began
    notices: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults

    def fault(self, file: str, offset: int, reason: str) -> None:
        """Note a fault. Raises `TooManyFaults` with the last one that fits."""
        self.faults.append(Fault(file, offset, reason))
        if len(self.faults) >= MOST_FAULTS:
            raise TooManyFaults

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        shown = {name: value for name, value in vars(self).items() if name != "faults"}
        return {"holds": self.holds, **shown, "faults": [vars(fault) for fault in self.faults]}


def line_of(counts: Counts) -> dict[str, int]:
    """One line of the public table: opened, then the six it is the sum of."""
    return {"opened": counts.opened, **{verdict.value: number for verdict, number in counts.verdicts.items()}}


def kind_name(kind: int) -> str:
    return KINDS[kind]


def day_text(day: int) -> str:
    """ISO date of a day since 1970-01-01."""
    return (EPOCH + timedelta(days=day)).date().isoformat()


def time_text(seconds: int | None) -> str:
    """ISO time, or a dash; a time beyond the calendar stays a number."""
    if seconds is None:
        return "-"
    try:
        return (EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return f"{seconds} s"


def as_text(report: Report) -> str:
    """For a terminal."""
    lines = [
        f"policy     {report.policy_hash}",
        f"log        {report.origin or '-'}",
        f"size       {report.size} leaves",
        f"root       {report.root or '-'}",
        f"cosigned   {time_text(report.cosigned_at)}, {_dash(report.age_seconds)} s ago",
        *(f"witness    {one['name']} at {time_text(one['time'])}" for one in report.cosignatures),
    ]
    if report.duties:
        lines.append("duties     " + ", ".join(f"{number} {name}" for name, number in report.duties.items()))
    lines += [f"notice     {notice}" for notice in report.notices]
    lines += [f"FAULT      {one.file}: byte {one.offset}: {one.reason}" for one in report.faults]
    lines.append("all holds" if report.holds else f"{len(report.faults)} faults")
    return "\n".join(lines)


def _dash(number: int | None) -> str:
    return "-" if number is None else str(number)
