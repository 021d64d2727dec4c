"""What a whole verification of the public files said, kept beside them so that no request reads the log.

The worker verifies when something was published that the last summary does not cover. A log of ten million leaves takes
some 45 CPU seconds (benches/RESULTS.md), and leaves come once an hour at most. It is the same reading as `mizan log
verify` on the folder; nothing comes from the database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from mizan.tlog.durable import write_whole
from mizan.tlog.errors import TlogError
from mizan.tlog.policy import Policy
from mizan.tlog.verifier.checkpoints import CHECKPOINT, Signed, read_signed
from mizan.tlog.verifier.duties import DAY, Verdict
from mizan.tlog.verifier.report import Report
from mizan.tlog.verifier.run import verify
from mizan.tlog.verifier.source import DirectorySource

NAME = "summary.json"
LOOK_AGAIN = 3_600  # seconds after which the files are read again although nothing new was published
SHOWN = 20  # faults kept; how many there are in all is kept too
ANY_AGE = 1 << 62  # the page itself says how old the checkpoint is
VERDICTS = tuple(verdict.value for verdict in Verdict)


@dataclass(frozen=True)
class Line:
    """One line of the table: duties opened, and what became of them by verdict."""

    opened: int
    verdicts: Mapping[str, int]

    @property
    def balanced(self) -> bool:
        """I-4: opened = open + met + late + extended + escalated + overdue."""
        return self.opened == sum(self.verdicts.values())


@dataclass(frozen=True)
class FaultLine:
    """What does not hold: in which file, at which byte, and the verifier's reason (English)."""

    file: str
    offset: int
    reason: str


@dataclass(frozen=True)
class Summary:
    """Times in seconds since 1970, UTC; `weeks` by the Monday (ISO) of the week in which duties are due, `kind_weeks`
    the same for each kind."""

    looked_at: int
    cosigned_at: int
    size: int
    root: str
    whole: Line
    kinds: Mapping[str, Line]
    weeks: Mapping[str, Line]
    kind_weeks: Mapping[str, Mapping[str, Line]]
    n_faults: int
    faults: tuple[FaultLine, ...]

    @property
    def balanced(self) -> bool:
        """The identity in every line; kinds and weeks each adding up to the whole, and the weeks of a kind to it."""
        lines = [self.whole, *self.kinds.values(), *self.weeks.values()]
        lines += [line for weeks in self.kind_weeks.values() for line in weeks.values()]
        return (
            all(line.balanced for line in lines)
            and all(added(group.values()) == self.whole for group in (self.kinds, self.weeks))
            and {kind: added(weeks.values()) for kind, weeks in self.kind_weeks.items()} == dict(self.kinds)
        )

    def weeks_of(self, kinds: Iterable[str]) -> dict[str, Line]:
        """The weeks of some kinds together, the oldest first."""
        found: dict[str, list[Line]] = {}
        for kind in kinds:
            for monday, line in self.kind_weeks.get(kind, {}).items():
                found.setdefault(monday, []).append(line)
        return {monday: added(found[monday]) for monday in sorted(found)}


def added(lines: Iterable[Line]) -> Line:
    """Lines of the table as one."""
    lines = list(lines)
    verdicts = {name: sum(one.verdicts[name] for one in lines) for name in VERDICTS}
    return Line(sum(line.opened for line in lines), verdicts)


def load(folder: Path) -> Summary | None:
    """The last summary; None where there is none that can be read."""
    try:
        return _parsed(json.loads((folder / NAME).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def covers(summary: Summary | None, signed: Signed) -> bool:
    """Whether a summary is of this checkpoint. A new day of the same leaves counts anew: deadlines have passed."""
    return (
        summary is not None
        and (summary.size, summary.root) == (signed.checkpoint.size, signed.checkpoint.root.hex())
        and summary.cosigned_at // DAY == signed.time // DAY
    )


def refresh(folder: Path, policy: Policy, moment: datetime) -> bool:
    """Verify and put down what it said, if that is due; returns whether it was. Raises `OSError`.

    Without a checkpoint that a quorum signed there is nothing to count, and the page says why.
    """
    second, last = int(moment.timestamp()), load(folder)
    try:
        signed, _crooked = read_signed((folder / CHECKPOINT).read_bytes(), policy)
    except (OSError, TlogError):
        return False
    if last is not None and covers(last, signed) and 0 <= second - last.looked_at < LOOK_AGAIN:
        return False
    report = verify(DirectorySource(folder), policy, now=second, max_age=ANY_AGE)
    write_whole(folder / NAME, json.dumps(_as_dict(report, second), ensure_ascii=False).encode())
    return True


def _as_dict(report: Report, second: int) -> dict[str, Any]:
    kept = ("cosigned_at", "size", "root", "duties", "kinds", "weeks", "kind_weeks")
    faults = [vars(fault) for fault in report.faults[:SHOWN]]
    return {name: getattr(report, name) for name in kept} | {
        "looked_at": second,
        "n_faults": len(report.faults),
        "faults": faults,
    }


def _parsed(read: Any) -> Summary:
    return Summary(
        looked_at=int(read["looked_at"]),
        cosigned_at=int(read["cosigned_at"] or 0),
        size=int(read["size"]),
        root=str(read["root"]),
        whole=_line(read["duties"]),
        kinds={str(kind): _line(line) for kind, line in read["kinds"].items()},
        weeks=_weeks(read["weeks"]),
        kind_weeks={str(kind): _weeks(weeks) for kind, weeks in read["kind_weeks"].items()},
        n_faults=int(read["n_faults"]),
        faults=tuple(FaultLine(str(f["file"]), int(f["offset"]), str(f["reason"])) for f in read["faults"]),
    )


def _weeks(read: Mapping[str, Any]) -> dict[str, Line]:
    return {str(monday): _line(line) for monday, line in sorted(read.items())}


def _line(read: Mapping[str, Any]) -> Line:
    """A line of a report; a report that came to no duties at all has an empty one."""
    return Line(int(read.get("opened", 0)), {name: int(read.get(name, 0)) for name in VERDICTS})
