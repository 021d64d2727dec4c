"""What the public leaves alone say about duties: opened, met, late, extended, escalated, overdue, or not yet due.

Pure. In: leaves with their index, and a table of checkpoints (size, quorum time). Out: counts and faults.

A duty is opened by a leaf with flag 1 and tag T, and closed by a leaf with flag 2 and nonce N where
T = SHA-256("mizan/duty/v1\\n" || N). It is *late* when its closing is absent from the first checkpoint cosigned at or
after the end (UTC) of the day after its due day. Extended (4) and escalated (8) are counted apart and never as met.
Source: docs/log.md, "What the counts mean".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from mizan.tlog.leaf import CLOSE, ESCALATED, EXTENDED, OPEN

KNOWN_FLAGS = OPEN | CLOSE | EXTENDED | ESCALATED
# A duty is opened, closed, or closed with the next one opened; an extension always opens the longer one.
SOUND_FLAGS = frozenset(
    {OPEN, CLOSE, OPEN | CLOSE, OPEN | CLOSE | EXTENDED, CLOSE | ESCALATED, OPEN | CLOSE | ESCALATED}
)
TAG_DOMAIN = b"mizan/duty/v1\n"  # inlined from `leaf.tag`: one call less for each of millions of leaves
ZEROS = bytes(32)
NOTHING: Sequence[str] = ()
FILLER_IS_TAG: Sequence[str] = ("its filler is the tag of a duty",)
DAY = 86_400  # seconds
PROMPT = 3_600  # seconds after midnight within which a log that republishes every few minutes is cosigned again
LAST_DAY = 2_932_896  # 9999-12-31 in days since 1970-01-01

KINDS = {
    1: "acknowledge",
    2: "decide",
    3: "feed_back",
    4: "update",
    5: "finish",
    6: "answer_proposal",
    7: "answer_referral",
    8: "deliver_entitlement",
}


class Verdict(StrEnum):
    """What became of one opened duty; exactly one holds at any time."""

    OPEN = "open"
    MET = "met"
    LATE = "late"
    EXTENDED = "extended"
    ESCALATED = "escalated"
    OVERDUE = "overdue"


def deadline(due_day: int) -> int:
    """Seconds since 1970 at the end of the day after `due_day` (days since 1970-01-01, UTC)."""
    return (due_day + 2) * DAY


def week_of(due_day: int) -> int:
    """The Monday, in days since 1970-01-01, of the week in which a duty is due. Day 0 was a Thursday."""
    return due_day - (due_day + 3) % 7


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A checkpoint: when a quorum had cosigned it (seconds since 1970, UTC), and how many leaves it holds."""

    time: int
    size: int


@dataclass(frozen=True)
class Table:
    """Checkpoints by time. Sizes never shrink; who builds the table has checked that."""

    rows: tuple[Row, ...] = ()

    def limit(self, due_day: int) -> int | None:
        """Leaves in the first checkpoint at or after the deadline; None while there is none."""
        row = self._first(due_day)
        return None if row is None else self.rows[row].size

    def doubt(self, due_day: int) -> int | None:
        """From which leaf index on a closing counted as met may have been late, unseen; None where no doubt is.

        That is so where the first checkpoint after the deadline came more than an hour after it: nobody outside can
        tell on which side of the deadline the leaves since the checkpoint before were logged.
        """
        row = self._first(due_day)
        if row is None or self.rows[row].time - deadline(due_day) <= PROMPT:
            return None
        return self.rows[row - 1].size if row else 0

    def _first(self, due_day: int) -> int | None:
        row = bisect_left(self.rows, deadline(due_day), key=lambda row: row.time)
        return row if row < len(self.rows) else None


@dataclass(slots=True)
class Cell:
    """Duties of one kind and due day: they share a deadline, so they share one verdict rule.

    `standing` are those that no leaf has closed; it is counted apart at the end, so that the sum is a check.
    """

    kind: int
    due_day: int
    limit: int | None
    doubt: int | None
    opened: int = 0
    met: int = 0
    late: int = 0
    extended: int = 0
    escalated: int = 0
    standing: int = 0
    doubtful: int = 0

    def close(self, index: int, flags: int) -> None:
        """One duty of this cell is closed by the leaf `index`."""
        if flags & EXTENDED:
            self.extended += 1
        elif flags & ESCALATED:
            self.escalated += 1
        elif self.limit is None or index < self.limit:
            self.met += 1
            self.doubtful += self.doubt is not None and index >= self.doubt
        else:
            self.late += 1

    @property
    def counts(self) -> dict[Verdict, int]:
        """Duties of this cell by verdict, after `Book.finish`."""
        return {
            Verdict.OPEN: self.standing if self.limit is None else 0,
            Verdict.MET: self.met,
            Verdict.LATE: self.late,
            Verdict.EXTENDED: self.extended,
            Verdict.ESCALATED: self.escalated,
            Verdict.OVERDUE: 0 if self.limit is None else self.standing,
        }


class Book:
    """Duties opened so far and what became of them, fed leaf by leaf in the order of the log.

    Memory: one dictionary entry per duty ever opened (about 150 bytes), because a tag may never be opened again.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._cells: dict[tuple[int, int], Cell] = {}
        self._duties: dict[bytes, Cell | None] = {}  # by tag; None once closed

    @property
    def tags(self) -> Container[bytes]:
        """Every tag opened so far: no other leaf may show one."""
        return self._duties.keys()

    def add(  # noqa: PLR0917  (called for millions of leaves: no object for each of them)
        self, index: int, flags: int, kind: int, due_day: int, tag: bytes, nonce: bytes
    ) -> Sequence[str]:
        """Take one leaf that has flags; returns the reasons why it is faulty, nothing when it is not.

        A leaf whose flags or kind make no sense counts for nothing; else both its halves are taken, each for itself.
        """
        if flags not in SOUND_FLAGS or kind not in KINDS or due_day > LAST_DAY:
            return (_malformed(flags, kind, due_day),)
        reasons = NOTHING
        if flags & CLOSE:
            reasons = self._close(index, flags, kind, due_day, nonce)
        if flags & OPEN:
            opening = self._open(kind, due_day, tag)
            return (*reasons, *opening) if reasons else opening
        if tag in self._duties:
            return (*reasons, *FILLER_IS_TAG)
        return reasons

    def finish(self) -> list[Cell]:
        """The cells, with every duty still standing counted; call once, after the last leaf."""
        for cell in self._duties.values():
            if cell is not None:
                cell.standing += 1
        return [self._cells[key] for key in sorted(self._cells)]

    def _open(self, kind: int, due_day: int, tag: bytes) -> Sequence[str]:
        if tag in self._duties:
            return ("it opens a tag that was opened before",)
        cell = self._cells.get((kind, due_day))
        if cell is None:
            cell = Cell(kind, due_day, self._table.limit(due_day), self._table.doubt(due_day))
            self._cells[kind, due_day] = cell
        cell.opened += 1
        self._duties[tag] = cell
        return NOTHING

    def _close(self, index: int, flags: int, kind: int, due_day: int, nonce: bytes) -> Sequence[str]:
        tag = sha256(TAG_DOMAIN + nonce).digest()
        cell = self._duties.get(tag)
        if cell is None:
            return ("it closes a duty closed before" if tag in self._duties else "it closes no duty that is open",)
        self._duties[tag] = None
        cell.close(index, flags)
        if flags & EXTENDED and (kind != cell.kind or due_day <= cell.due_day):
            return ("it extends a duty to another kind or to no later day",)
        if not flags & OPEN and (kind != cell.kind or due_day != cell.due_day):
            return ("its kind and due day are not those of the duty it closes",)
        return NOTHING


def _malformed(flags: int, kind: int, due_day: int) -> str:
    """Why a leaf with flags cannot be read as an opening or closing."""
    reasons = [
        (flags & ~KNOWN_FLAGS, f"its flags {flags} are unknown"),
        (flags & EXTENDED and flags & ESCALATED, "it says both extended and escalated"),
        (flags == CLOSE | EXTENDED, "it extends a duty without opening the longer one"),
        (flags not in SOUND_FLAGS, f"its flags {flags} say how a duty was closed, yet it closes none"),
        (kind not in KINDS, f"its kind {kind} is not public, yet it has flags"),
        (due_day > LAST_DAY, "its due day is outside the calendar"),
    ]
    return next(reason for holds, reason in reasons if holds)


@dataclass(frozen=True)
class Counts:
    """One line of the public table. I-4: `opened` is the sum of the other six."""

    opened: int
    verdicts: dict[Verdict, int]
    doubtful: int = 0

    @property
    def balanced(self) -> bool:
        """The conservation identity."""
        return self.opened == sum(self.verdicts.values())


def total(cells: Iterable[Cell]) -> Counts:
    """Add cells up to one line."""
    opened = doubtful = 0
    verdicts = dict.fromkeys(Verdict, 0)
    for cell in cells:
        opened, doubtful = opened + cell.opened, doubtful + cell.doubtful
        for verdict, number in cell.counts.items():
            verdicts[verdict] += number
    return Counts(opened, verdicts, doubtful)


def by_kind(cells: Iterable[Cell]) -> dict[int, Counts]:
    """One line per public kind that occurs, by kind."""
    cells = list(cells)
    return {kind: total(cell for cell in cells if cell.kind == kind) for kind in sorted({cell.kind for cell in cells})}


def by_kind_and_week(cells: Iterable[Cell]) -> dict[int, dict[int, Counts]]:
    """The lines of `by_week` for each public kind that occurs."""
    cells = list(cells)
    kinds = sorted({cell.kind for cell in cells})
    return {kind: by_week(cell for cell in cells if cell.kind == kind) for kind in kinds}


def by_week(cells: Iterable[Cell]) -> dict[int, Counts]:
    """One line per week of the due day, by its Monday (days since 1970-01-01)."""
    groups: dict[int, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(week_of(cell.due_day), []).append(cell)
    return {monday: total(groups[monday]) for monday in sorted(groups)}
