"""What the leaves say about duties, against a reference that reads the definitions one by one and remembers nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.tlog.leaf import CLOSE, ESCALATED, EXTENDED, OPEN, unpack_leaf
from mizan.tlog.verifier.duties import (
    DAY,
    LAST_DAY,
    Book,
    Row,
    Table,
    Verdict,
    by_kind,
    by_week,
    deadline,
    total,
    week_of,
)

START = 20_000  # a day in 2024


def secret(number: int) -> bytes:
    return sha256(b"nonce %d" % number).digest()


def tag(number: int) -> bytes:
    return sha256(b"mizan/duty/v1\n" + secret(number)).digest()


def filler(number: int) -> bytes:
    return sha256(b"filler %d" % number).digest()


@dataclass(frozen=True)
class Step:
    """One leaf of a world: which duty it opens, which it closes, how."""

    opens: int | None
    closes: int | None
    how: int
    kind: int
    due: int


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Step], Table]:
    """Sound logs: leaves in order, and checkpoints that grow in size and time."""
    steps: list[Step] = []
    standing: dict[int, tuple[int, int]] = {}
    for number in range(draw(st.integers(0, 25))):
        closes = draw(st.sampled_from([None, *standing])) if standing else None
        opens = number if closes is None or draw(st.booleans()) else None
        ways = [0] if closes is None else [0, ESCALATED] if opens is None else [0, EXTENDED, ESCALATED]
        how = draw(st.sampled_from(ways))
        kind, due = draw(st.integers(1, 8)), START + draw(st.integers(0, 12))
        if closes is not None:
            old = standing.pop(closes)
            kind, due = old if opens is None else (old[0], old[1] + 1 + due % 3) if how == EXTENDED else (kind, due)
        if opens is not None:
            standing[opens] = (kind, due)
        steps.append(Step(opens, closes, how, kind, due))
    rows = draw(st.lists(st.tuples(st.integers(0, 20 * DAY), st.integers(0, len(steps))), max_size=8))
    times, sizes = sorted({time for time, _ in rows}), sorted(size for _, size in rows)
    return steps, Table(tuple(Row(START * DAY + time, size) for time, size in zip(times, sizes, strict=False)))


def read(steps: list[Step], table: Table) -> Book:
    book = Book(table)
    for index, step in enumerate(steps):
        assert not add(book, index, step)
    return book


def add(book: Book, index: int, step: Step) -> Sequence[str]:
    flags = (OPEN if step.opens is not None else 0) | (CLOSE if step.closes is not None else 0) | step.how
    shown = filler(index) if step.opens is None else tag(step.opens)
    revealed = filler(~index & 0xFFFF) if step.closes is None else secret(step.closes)
    return book.add(index, flags, step.kind, step.due, shown, revealed)


def judged(steps: list[Step], table: Table, opened: int) -> Verdict:
    """The definition of the design, read aloud: for one duty, over the whole list."""
    due = next(step.due for step in steps if step.opens == opened)
    closing = next(((index, step) for index, step in enumerate(steps) if step.closes == opened), None)
    after = [row for row in table.rows if row.time >= (due + 2) * 24 * 60 * 60]
    first = min(after, key=lambda row: row.time) if after else None
    if closing is None:
        return Verdict.OPEN if first is None else Verdict.OVERDUE
    index, step = closing
    if step.how:
        return Verdict.EXTENDED if step.how == EXTENDED else Verdict.ESCALATED
    absent = first is not None and index not in range(first.size)
    return Verdict.LATE if absent else Verdict.MET


@given(worlds())
def test_i_4_every_duty_has_the_verdict_of_the_definition(world: tuple[list[Step], Table]) -> None:
    steps, table = world
    opened = [step for step in steps if step.opens is not None]
    counts = total(read(steps, table).finish())
    expected = [judged(steps, table, step.opens) for step in opened]  # type: ignore[arg-type]
    assert counts.opened == len(opened)
    assert counts.verdicts == {verdict: expected.count(verdict) for verdict in Verdict}


@given(worlds())
def test_i_4_opened_is_the_sum_of_the_six_for_each_kind_and_week(world: tuple[list[Step], Table]) -> None:
    cells = read(*world).finish()
    opened = [step for step in world[0] if step.opens is not None]
    kinds, weeks = by_kind(cells), by_week(cells)
    assert all(counts.balanced for counts in [total(cells), *kinds.values(), *weeks.values()])
    assert {kind: counts.opened for kind, counts in kinds.items()} == tally(step.kind for step in opened)
    assert {week: counts.opened for week, counts in weeks.items()} == tally(week_of(step.due) for step in opened)


def tally(values: object) -> dict[int, int]:
    found: dict[int, int] = {}
    for value in values:  # type: ignore[attr-defined]
        found[value] = found.get(value, 0) + 1
    return found


@given(worlds(), st.data())
def test_only_open_and_overdue_ever_change_and_overdue_never_becomes_met(
    world: tuple[list[Step], Table], data: st.DataObject
) -> None:
    """Nobody can repair yesterday's record with tomorrow's leaves."""
    steps, table = world
    cut = data.draw(st.integers(0, len(steps)))
    early = Table(tuple(row for row in table.rows if row.size <= cut))
    for opened in [step.opens for step in steps[:cut] if step.opens is not None]:
        before, after = judged(steps[:cut], early, opened), judged(steps, table, opened)
        assert before == after or before in {Verdict.OPEN, Verdict.OVERDUE}
        assert before != Verdict.OVERDUE or after not in {Verdict.MET, Verdict.OPEN}


def test_the_deadline_is_the_end_of_the_day_after_the_due_day() -> None:
    assert deadline(0) == 2 * 24 * 3600
    for seconds, verdict in [(deadline(START) - 1, Verdict.MET), (deadline(START), Verdict.LATE)]:
        book = Book(Table((Row(seconds, 1), Row(seconds + 9 * DAY, 2))))
        book.add(0, OPEN, 1, START, tag(0), filler(0))
        book.add(1, CLOSE, 1, START, filler(1), secret(0))
        expected = Verdict.LATE if verdict is Verdict.LATE else Verdict.MET
        assert total(book.finish()).verdicts[expected] == 1


@pytest.mark.parametrize(("minutes", "doubtful"), [(10, 0), (60, 0), (61, 1), (60 * 30, 1)])
def test_a_day_without_a_prompt_checkpoint_is_said_to_leave_doubt(minutes: int, doubtful: int) -> None:
    """The log that leaves a day out gains nothing unseen: the closing counts as met, and as doubtful."""
    before, after = Row(deadline(START) - 600, 1), Row(deadline(START) + 60 * minutes, 2)
    book = Book(Table((before, after)))
    book.add(0, OPEN, 1, START, tag(0), filler(0))
    book.add(1, CLOSE, 1, START, filler(1), secret(0))
    counts = total(book.finish())
    assert counts.verdicts[Verdict.MET] == 1
    assert counts.doubtful == doubtful


Crooked = tuple[int, int, int, int | str, int | None]  # flags, kind, due day, opens (or a filler), closes
FAULTS: list[tuple[str, list[Crooked]]] = [
    ("closes no duty", [(CLOSE, 1, START, "filler", 5)]),
    ("closed before", [(OPEN, 1, START, 1, None), (CLOSE, 1, START, "filler", 1), (CLOSE, 1, START, "filler", 1)]),
    ("opened before", [(OPEN, 1, START, 1, None), (OPEN, 1, START, 1, None)]),
    ("opened before", [(OPEN, 1, START, 1, None), (CLOSE, 1, START, "filler", 1), (OPEN, 1, START, 1, None)]),
    ("unknown", [(16, 1, START, 1, None)]),
    ("unknown", [(OPEN | 128, 1, START, 1, None)]),
    ("closes none", [(EXTENDED, 1, START, 1, None)]),
    ("closes none", [(OPEN | ESCALATED, 1, START, 1, None)]),
    ("both extended and escalated", [(OPEN, 1, START, 1, None), (15, 1, START + 1, 2, 1)]),
    ("without opening", [(OPEN, 1, START, 1, None), (CLOSE | EXTENDED, 1, START, "filler", 1)]),
    ("not public", [(OPEN, 9, START, 1, None)]),
    ("not public", [(OPEN, 0, START, 1, None)]),
    ("calendar", [(OPEN, 1, LAST_DAY + 1, 1, None)]),
    ("filler is the tag", [(OPEN, 1, START, 1, None), (OPEN, 1, START, 2, None), (CLOSE, 1, START, 2, 1)]),
    ("no later day", [(OPEN, 1, START, 1, None), (7, 1, START, 2, 1)]),
    ("another kind", [(OPEN, 1, START, 1, None), (7, 2, START + 1, 2, 1)]),
    ("not those of the duty", [(OPEN, 1, START, 1, None), (CLOSE, 2, START, "filler", 1)]),
    ("not those of the duty", [(OPEN, 1, START, 1, None), (CLOSE, 1, START + 1, "filler", 1)]),
]


@pytest.mark.parametrize(("reason", "leaves"), FAULTS)
def test_a_leaf_that_makes_no_sense_is_named(reason: str, leaves: list[Crooked]) -> None:
    book = Book(Table())
    for index, (flags, kind, due, shown, closes) in enumerate(leaves):
        shown_tag = filler(index) if shown == "filler" else tag(int(shown))
        reasons = book.add(index, flags, kind, due, shown_tag, filler(99) if closes is None else secret(closes))
        assert bool(reasons) == (index == len(leaves) - 1)
    assert reason in reasons[0]
    assert total(book.finish()).balanced


SMALL = st.integers(0, 4)
NONSENSE = st.lists(st.tuples(st.integers(0, 31), st.integers(0, 10), st.integers(0, 2**32 - 1), SMALL, SMALL))


@given(NONSENSE)
def test_i_4_nonsense_leaves_never_break_the_sum(leaves: list[tuple[int, int, int, int, int]]) -> None:
    book = Book(Table((Row(START * DAY, 3),)))
    for index, (flags, kind, due, opened, closed) in enumerate(leaves):
        book.add(index, flags, kind, due, tag(opened), secret(closed))
    counts = total(book.finish())
    assert counts.balanced
    assert counts.opened <= 5


@pytest.mark.parametrize(("day", "monday"), [(0, -3), (3, -3), (4, 4), (10, 4), (11, 11), (20_783, 20_780)])
def test_a_week_begins_on_monday(day: int, monday: int) -> None:
    assert week_of(day) == monday


def test_the_stored_leaves_are_overdue_a_day_later_than_the_vectors_say() -> None:
    """The vectors count from the end of the due day itself; the design's definition gives one more day and wins."""
    stored = json.loads((Path(__file__).parents[1] / "data/ledger/mizan_leaf_v1.json").read_text())
    leaves = [unpack_leaf(bytes.fromhex(text)) for text in stored["leaves_hex"]]
    for case in stored["overdue"]:
        asked = case["day"] * DAY  # the vector's cut: due days before this day
        book = Book(Table((Row(asked + DAY, case["size"]),)))
        for index, leaf in enumerate(leaves[: case["size"]]):
            if leaf.flags:
                assert book.add(index, leaf.flags, leaf.kind, leaf.due_day, leaf.tag, leaf.nonce) == ()
        cells = book.finish()
        found = [(cell.kind, cell.due_day) for cell in cells for _ in range(cell.counts[Verdict.OVERDUE])]
        assert found == [(kind, due) for _, kind, due in case["want"]]
