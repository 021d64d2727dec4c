"""The whole verification of a log, from its public files alone.

What holds when the report has no fault: the checkpoint is by the log's key and a quorum of the policy's witnesses, and
fresh; every entry is in it; every tile and every past checkpoint agrees with the entries; every leaf makes sense.
What it cannot show is in docs/log.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mizan.tlog.errors import TileError, TlogError
from mizan.tlog.origin import NAME as ORIGIN
from mizan.tlog.origin import open_origin
from mizan.tlog.policy import Policy
from mizan.tlog.succession import must_begin_with
from mizan.tlog.tiles import WIDTH, TileAddress, parse_path
from mizan.tlog.verifier.checkpoints import (
    CHECKPOINT,
    Signed,
    fetch_history,
    note_history,
    read_current,
    read_history,
    table_of,
)
from mizan.tlog.verifier.duties import Book, Cell, Counts, Table, Verdict, by_kind, by_kind_and_week, by_week, total
from mizan.tlog.verifier.leaves import Leaves, read_first
from mizan.tlog.verifier.report import Fault, Report, TooManyFaults, day_text, kind_name, line_of
from mizan.tlog.verifier.source import FileFault, Source, Unreachable
from mizan.tlog.verifier.tree import Growth

DAY_OLD = 86_400  # seconds: the usual greatest age of a checkpoint
BLOCK = 65_536  # leaves between two signs of life

Progress = Callable[[int, int], None]  # leaves read, leaves in all


def verify(
    source: Source,
    policy: Policy,
    *,
    now: int,
    max_age: int = DAY_OLD,
    older: Sequence[Policy] = (),
    progress: Progress | None = None,
) -> Report:
    """Check everything that a log's public files can show; never raises on what they hold.

    `now` and `max_age` in seconds; `older` are policies of earlier years, for past checkpoints only. The reading ends
    early, with a fault that says so, when the source stops answering or after 1,000 faults.
    """
    report = Report(policy_hash=policy.hash)
    try:
        history = fetch_history(source, report)
        current = read_current(source, policy, now, max_age, report)
        if current is not None:
            past = read_history(history, [policy, *older], current, report) if history is not None else []
            _read_log(source, current, past, report, progress)
            _note_origin(source, policy, current, report)
    except TooManyFaults:
        report.notices.append("the reading ended here: there are more faults than are listed")
    except Unreachable as error:
        report.faults.append(_ended(error))
    return report


def table_under(source: Source, policy: Policy, older: Sequence[Policy] = ()) -> tuple[int, Table]:
    """The size of the current checkpoint and the table of checkpoints by which duties are judged.

    For whoever reads single duties of a log that `verify` found to hold. Raises `TlogError` where nothing is signed.
    """
    unused = Report()
    history = fetch_history(source, unused)
    current = read_current(source, policy, 0, 0, unused)
    if current is None:
        raise TlogError("there is no checkpoint under this policy")
    past = read_history(history, [policy, *older], current, unused) if history is not None else []
    return current.checkpoint.size, table_of(past, current)


def _ended(error: Unreachable) -> Fault:
    return Fault(error.where, 0, f"{error.reason}; nothing after this was checked")


def _read_log(
    source: Source, current: Signed, past: Sequence[tuple[int, Signed]], report: Report, progress: Progress | None
) -> None:
    table = table_of(past, current)
    note_history(table, report)
    size, root = current.checkpoint.size, current.checkpoint.root
    book = Book(table)
    leaves = Leaves(source.read, book, report.fault)
    growth = Growth(source.read, size, root, report.fault, [size, *(signed.checkpoint.size for _, signed in past)])
    for index in range(-(-size // WIDTH)):
        address = TileAddress(None, index, min(WIDTH, size - index * WIDTH))
        path, hashes = leaves.bundle(address)
        growth.add(index, path, hashes, address.width)
        if progress is not None and index * WIDTH % BLOCK == 0:
            progress(index * WIDTH, size)
    growth.finish()
    _compare_roots(growth, current, past, report)
    _read_leftovers(source, size, report)
    _note_duties(book.finish(), report)


def _note_origin(source: Source, policy: Policy, current: Signed, report: Report) -> None:
    """Which log this one continues, if any: its first leaf must be that of the file that says so."""
    try:
        data = source.read(ORIGIN)
    except FileFault:
        return
    try:
        found = open_origin(data, policy.log.key)
        must_begin_with(source.read, current.checkpoint.size, data)
    except TlogError as error:
        report.fault(ORIGIN, 0, str(error))
        return
    report.continues = {
        "origin": found.continues, "size": found.size, "root": found.root.hex(), "repeated": found.repeated,
        "lost": found.lost, "reason": found.reason, "since": found.since.isoformat(),
    }  # fmt: skip
    report.notices.append(
        f"this log continues {found.continues} at {found.size} leaves since {found.since} ({found.reason}): it repeats "
        f"{found.repeated} of them; what was late before that day is counted in the old log, not here"
    )


def _compare_roots(growth: Growth, current: Signed, past: Sequence[tuple[int, Signed]], report: Report) -> None:
    if growth.roots[current.checkpoint.size] != current.checkpoint.root:
        report.fault(CHECKPOINT, 0, "the entries do not give the root that was signed")
    for offset, signed in past:
        if growth.roots[signed.checkpoint.size] != signed.checkpoint.root:
            report.fault("history", offset, "the entries do not give the root that was signed then: a fork")


def _read_leftovers(source: Source, size: int, report: Report) -> None:
    """Partial tiles and bundles of smaller trees that are still there must be the beginning of what replaced them."""
    faulty = {fault.file for fault in report.faults}
    for path in source.listing():
        try:
            address = parse_path(path)
        except TileError:
            continue
        count = (size >> 8 * (address.level or 0)) - address.index * WIDTH
        if address.width < min(WIDTH, count):
            whole = TileAddress(address.level, address.index, min(WIDTH, count))
            if whole.path not in faulty:
                _compare_leftover(source, address, whole, report)


def _compare_leftover(source: Source, address: TileAddress, whole: TileAddress, report: Report) -> None:
    try:
        expected = read_first(source.read, whole, address.width)
        data = source.read(address.path)
    except TileError:
        return  # the file that replaced it is faulty, and told of already
    if data != expected:
        offset = next((at for at, (one, two) in enumerate(zip(data, expected, strict=False)) if one != two), 0)
        report.fault(address.path, offset, "a left-over partial file is not the beginning of the one that replaced it")


def _note_duties(cells: Sequence[Cell], report: Report) -> None:
    counts, kinds, weeks = total(cells), by_kind(cells), by_week(cells)
    report.duties = line_of(counts)
    report.kinds = {kind_name(kind): line_of(line) for kind, line in kinds.items()}
    report.weeks = {day_text(monday): line_of(line) for monday, line in weeks.items()}
    report.kind_weeks = {
        kind_name(kind): {day_text(monday): line_of(line) for monday, line in lines.items()}
        for kind, lines in by_kind_and_week(cells).items()
    }
    report.balanced = all(line.balanced for line in (counts, *kinds.values(), *weeks.values()))
    if not report.balanced:
        report.fault(CHECKPOINT, 0, "opened is not the sum of met, late, extended, escalated, overdue and open")
    _note_doubt(counts, report)


def _note_doubt(counts: Counts, report: Report) -> None:
    if counts.doubtful:
        report.notices.append(
            f"{counts.doubtful} of the {counts.verdicts[Verdict.MET]} duties counted as met may have been late: "
            "no checkpoint was cosigned within an hour of their deadline"
        )
