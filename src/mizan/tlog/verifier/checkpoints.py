"""The signed part of a log under a policy: the current checkpoint, and the history of one a day.

Stricter than a client of the log has to be: a line that names a party of the policy, or carries the id of its key, but
is not by that key is a fault here, although the note format lets a reader ignore lines of unknown keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mizan.tlog.checkpoint import Checkpoint, open_checkpoint
from mizan.tlog.cosignature import cosigned
from mizan.tlog.errors import NoteError, PolicyError, TlogError
from mizan.tlog.history import NAME as HISTORY
from mizan.tlog.history import HistoryError, Record, parse_history
from mizan.tlog.note import Note, Signature, Verifier
from mizan.tlog.policy import Policy
from mizan.tlog.verifier.duties import DAY, PROMPT, Row, Table
from mizan.tlog.verifier.report import Report, day_text, time_text
from mizan.tlog.verifier.source import FileFault, Source

CHECKPOINT = "checkpoint"
MOST_DAYS = 1000  # named in a report
SLACK = 60  # seconds by which a witness's clock may run ahead of the verifier's


@dataclass(frozen=True)
class Signed:
    """A checkpoint with a quorum: who cosigned when (seconds since 1970).

    `time` is when the quorum was complete: no clock set back can date it earlier. `fresh` is the latest second since
    which a whole quorum signed: no clock set ahead can make it younger.
    """

    checkpoint: Checkpoint
    times: dict[str, int]
    time: int
    fresh: int
    note: bytes

    @property
    def row(self) -> Row:
        return Row(self.time, self.checkpoint.size)


def read_signed(data: bytes, policy: Policy) -> tuple[Signed, list[tuple[int, str]]]:
    """The checkpoint of a note under a policy, and its crooked lines as (offset, reason). Raises `TlogError`."""
    log = policy.log.key
    checkpoint, note = open_checkpoint(data, log)
    if checkpoint.origin != log.name:
        raise PolicyError("a checkpoint of another log", checkpoint.origin)
    times = cosigned(note, policy.verifiers)
    moment = policy.quorum_time(times)
    if moment is None and policy.quorum:
        raise PolicyError("the quorum of witnesses is not reached")
    crooked = [(data.find(one.line.encode()), reason) for one, reason in impostors(note, [log, *policy.verifiers])]
    return Signed(checkpoint, times, moment or 0, policy.fresh_time(times) or 0, data), crooked


def impostors(note: Note, keys: Iterable[Verifier]) -> Iterator[tuple[Signature, str]]:
    """Lines that look like a party's but are not by its key. A second key of another type is no impostor."""
    parties = list(keys)
    lengths = {key.name: {_length(one) for one in parties if one.name == key.name} for key in parties}
    for line in note.signatures:
        known = [key for key in parties if line.key_id == key.key_id]
        if known and all(line.name != key.name for key in known):
            yield line, f"a line with the key id of {known[0].name} has another name"
        if not known and len(line.blob) in lengths.get(line.name, set()):
            yield line, f"a line of {line.name} is by a key that is not in the policy"


def _length(key: Verifier) -> int:
    """Bytes of a signature line's blob by a key of this type."""
    return {1: 64, 4: 72, 6: 2428}[key.key.kind]  # type: ignore[attr-defined]


def read_current(source: Source, policy: Policy, now: int, max_age: int, report: Report) -> Signed | None:
    """The checkpoint in force, its facts and faults noted in the report; None if there is none to go on from."""
    try:
        signed, crooked = read_signed(source.read(CHECKPOINT), policy)
    except FileFault as error:
        report.fault(CHECKPOINT, 0, error.reason)
        return None
    except TlogError as error:
        report.fault(CHECKPOINT, 0, str(error))
        return None
    for offset, reason in crooked:
        report.fault(CHECKPOINT, offset, reason)
    report.origin, report.size = signed.checkpoint.origin, signed.checkpoint.size
    report.root = signed.checkpoint.root.hex()
    report.cosignatures = [{"name": name, "time": time} for name, time in sorted(signed.times.items())]
    if signed.times:
        _note_age(signed, now, max_age, report)
    else:
        report.notices.append("no witness signed, and the policy asks for none: nobody but the log says what it holds")
    return signed


def _note_age(signed: Signed, now: int, max_age: int, report: Report) -> None:
    age = now - signed.fresh
    report.cosigned_at, report.age_seconds = signed.time, age
    if signed.time > now + SLACK:
        report.fault(CHECKPOINT, 0, f"the checkpoint comes from the future: {time_text(signed.time)}")
    if age > max_age:
        report.fault(CHECKPOINT, 0, f"the checkpoint is {age} seconds old, more than {max_age}")


def fetch_history(source: Source, report: Report) -> bytes | None:
    """The history's bytes; None, and noted, where it is missing.

    To be read *before* the checkpoint: a log writes that first, so what is read later is never behind the history.
    """
    try:
        return source.read(HISTORY)
    except FileFault as error:
        report.fault(HISTORY, 0, error.reason)
        return None


def read_history(data: bytes, policies: Sequence[Policy], current: Signed, report: Report) -> list[tuple[int, Signed]]:
    """Past checkpoints with their offset in the file; everything wrong with them is noted in the report."""
    try:
        records = parse_history(data)
    except HistoryError as error:
        report.fault(HISTORY, int(error.where.removeprefix("byte ")), error.reason)
        return []
    kept: list[tuple[int, Signed]] = []
    for record in records:
        signed = _past(record, policies, report)
        if signed is not None and _in_order(record, signed, kept[-1][1] if kept else None, current, report):
            kept.append((record.offset, signed))
    return kept


def _past(record: Record, policies: Sequence[Policy], report: Report) -> Signed | None:
    """A record under the first policy that it satisfies: witnesses change over the years."""
    reasons = []
    for policy in policies:
        try:
            signed, crooked = read_signed(record.note, policy)
        except (NoteError, PolicyError) as error:
            reasons.append(str(error))
            continue
        for offset, reason in crooked:
            report.fault(HISTORY, record.offset + offset, reason)
        return signed
    report.fault(HISTORY, record.offset, reasons[0])
    return None


def _in_order(record: Record, signed: Signed, before: Signed | None, current: Signed, report: Report) -> bool:
    """Times grow by days, sizes never shrink, and nothing is beyond the checkpoint in force."""
    reason = None
    if before is not None and signed.time // DAY <= before.time // DAY:
        reason = "a record is not of a later day than the one before"
    elif before is not None and signed.checkpoint.size < before.checkpoint.size:
        reason = "the log shrank between two records"
    elif signed.checkpoint.size > current.checkpoint.size or signed.time > current.time:
        reason = "a record is beyond the checkpoint in force: the log went back"
    if reason is not None:
        report.fault(HISTORY, record.offset, reason)
    return reason is None


def table_of(past: Sequence[tuple[int, Signed]], current: Signed) -> Table:
    """The checkpoints that decide about lateness, the current one last."""
    rows = [signed.row for _, signed in past]
    if not rows or rows[-1].time < current.time:
        rows.append(current.row)
    return Table(tuple(rows))


def note_history(table: Table, report: Report) -> None:
    """Which days have no checkpoint, or a tardy one, since the log's first."""
    days = [row.time // DAY for row in table.rows]
    seen = set(days)
    missing = [day for day in range(days[0], days[-1]) if day not in seen][:MOST_DAYS] if days else []
    tardy = [row.time // DAY for row in table.rows[1:-1] if row.time % DAY > PROMPT][:MOST_DAYS]
    report.history = {
        "records": len(days),
        "first": time_text(table.rows[0].time) if days else None,
        "last": time_text(table.rows[-1].time) if days else None,
        "missing_days": [day_text(day) for day in missing],
        "tardy_days": [day_text(day) for day in tardy],
    }
    for days_of, words in ((missing, "days have no checkpoint"), (tardy, "days were cosigned over an hour late")):
        if days_of:
            report.notices.append(f"{len(days_of)} {words}, the first {day_text(days_of[0])}")
