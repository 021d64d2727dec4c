"""Who attacks the log from outside its database: what each can do, and what anybody with the public files then sees.

The table is in docs/threat-model.md. Here are holders of the log's key, of witnesses, of the wire, and readers; the
owner of the database is in tests/ledger/test_attackers.py.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mizan.tlog.checkpoint import open_checkpoint
from mizan.tlog.cosignature import CosignatureSigner
from mizan.tlog.errors import TlogError
from mizan.tlog.history import HEADER, encode_record
from mizan.tlog.leaf import Leaf, tag, unpack_leaf
from mizan.tlog.merkle import leaf_hash
from mizan.tlog.mirror import mirror
from mizan.tlog.monitor import State, look
from mizan.tlog.note import add_signatures
from mizan.tlog.receipt import Promise, find_leaf
from mizan.tlog.receipt import State as Watching
from mizan.tlog.verifier import DirectorySource, Report, verify
from mizan.tlog.watch import watch_log
from tests.tlog.small_log import (
    DAY,
    FIRST,
    LOG,
    ORIGIN,
    POLICY,
    WITNESSES,
    SmallLog,
    busy,
    cosigned,
    leaf,
    publish,
    secret,
)

ENTRIES = busy(300)
OPAQUE = 42  # a leaf that neither opens nor closes a duty
FORKED = [*ENTRIES[:OPAQUE], leaf(9999), *ENTRIES[OPAQUE + 1 :]]


def judge(log: SmallLog) -> Report:
    return verify(DirectorySource(log.folder), POLICY, now=log.now)


def reasons(report: Report) -> str:
    return "; ".join(fault.reason for fault in report.faults)


def fork(folder: Path, witnesses: list[CosignatureSigner]) -> SmallLog:
    """The other history, complete with tiles and a history file, cosigned by these witnesses alone."""
    log = publish(folder, FORKED, [300])
    note = cosigned(FORKED, 300, FIRST * DAY + 30, witnesses)
    log.write("checkpoint", note)
    log.write("history", HEADER + encode_record(note))
    return log


def test_who_has_the_log_key_can_sign_a_fork_and_fools_a_reader_who_asks_for_no_quorum(tmp_path: Path) -> None:
    forked = fork(tmp_path / "fork", [])
    checkpoint, _note = open_checkpoint(forked.read("checkpoint"), POLICY.log.key)
    assert checkpoint.size == 300
    assert "quorum" in reasons(judge(forked))
    seen = look(forked.read, POLICY, None, State(), now=forked.now)
    assert "quorum" in "; ".join(seen.faults)


def test_who_has_the_log_key_and_fewer_witnesses_than_a_quorum_gets_no_reader_to_believe(tmp_path: Path) -> None:
    for number, witness in enumerate(WITNESSES):
        forked = fork(tmp_path / f"fork{number}", [witness])
        assert "quorum" in reasons(judge(forked))
        with pytest.raises(TlogError, match="quorum"):
            watch_log(forked.read, POLICY, Promise(ORIGIN, leaf_hash(FORKED[OPAQUE]), 0))


def test_who_has_the_log_key_cannot_count_one_witness_twice_or_make_one_up(tmp_path: Path) -> None:
    stranger = CosignatureSigner(WITNESSES[1].name, b"s" * 32)
    for name, signers in (("twice", [WITNESSES[0], WITNESSES[0]]), ("made up", [WITNESSES[0], stranger])):
        assert "quorum" in reasons(judge(fork(tmp_path / name, signers)))


def test_a_whole_quorum_can_show_two_views_but_whoever_keeps_one_holds_both_signatures(tmp_path: Path) -> None:
    """It can: each view holds by itself. It cannot: survive one mirror or monitor that saw the other view."""
    honest, forked = publish(tmp_path / "honest", ENTRIES, [300]), fork(tmp_path / "fork", WITNESSES[:2])
    assert judge(honest).holds
    assert judge(forked).holds
    mirror(DirectorySource(honest.folder), tmp_path / "copy", POLICY, now=honest.now)
    copy = mirror(DirectorySource(forked.folder), tmp_path / "copy", POLICY, now=honest.now)
    assert "a fork" in reasons(copy.report)
    assert len(copy.evidence) == 2
    state = State()
    assert look(honest.read, POLICY, None, state, now=honest.now).holds
    seen = look(forked.read, POLICY, None, state, now=honest.now)
    assert "fork" in "; ".join(seen.faults)
    assert {open_checkpoint(note.encode(), POLICY.log.key)[0].root for note in seen.evidence} == {
        open_checkpoint(log.read("checkpoint"), POLICY.log.key)[0].root for log in (honest, forked)
    }


def late_closing(folder: Path, behind: list[int]) -> SmallLog:
    """A duty due on FIRST - 1, so to be closed by the end of FIRST, closed a day later; `behind` are the seconds by
    which each witness's clock says less on the day it is closed."""
    entries = [leaf(0, opens=1, kind=1, due=FIRST - 1), leaf(1), leaf(2, closes=1, kind=1, due=FIRST - 1)]
    log = publish(folder, entries, [2, 2, 3])
    times = [FIRST * DAY + 30, (FIRST + 1) * DAY + 30, (FIRST + 2) * DAY + 30]
    notes = [cosigned(entries, size, time) for size, time in zip((2, 2), times, strict=False)]
    note = cosigned(entries, 3, times[2], [])
    text = open_checkpoint(note, POLICY.log.key)[0].text
    lines = [witness.cosign(text, times[2] - less) for witness, less in zip(WITNESSES, behind, strict=True)]
    log.write("checkpoint", add_signatures(note, lines))
    log.write("history", HEADER + b"".join(map(encode_record, notes)))
    return log


def test_one_witness_whose_clock_lies_cannot_date_a_late_closing_back(tmp_path: Path) -> None:
    for number in range(3):
        log = late_closing(tmp_path / str(number), [3 * DAY if number == one else 0 for one in range(3)])
        assert judge(log).duties["late"] == 1
        assert judge(log).duties["met"] == 0


def test_a_quorum_whose_clocks_lie_is_contradicted_by_the_history_of_its_own_days(tmp_path: Path) -> None:
    assert "the log went back" in reasons(judge(late_closing(tmp_path / "log", [3 * DAY] * 3)))


def test_who_holds_the_wire_can_stop_a_reader_but_an_old_copy_shows_its_age(tmp_path: Path) -> None:
    log = publish(tmp_path / "log", ENTRIES, [100, 300])
    old = publish(tmp_path / "old", ENTRIES, [100])
    state, tomorrow = State(), log.now + DAY
    assert "seconds old" in reasons(verify(DirectorySource(old.folder), POLICY, now=tomorrow))
    assert look(log.read, POLICY, None, state, now=log.now).holds
    assert "shrank" in "; ".join(look(old.read, POLICY, None, state, now=log.now).faults)
    shutil.rmtree(old.folder)
    assert not judge(old).holds


def test_who_hides_a_promised_leaf_hands_out_the_proof_of_it(tmp_path: Path) -> None:
    kept = [entry for number, entry in enumerate(ENTRIES) if number != OPAQUE]
    log = publish(tmp_path / "log", kept, [299])
    by = FIRST * DAY
    assert judge(log).holds  # the public files alone do not show it: only a receipt does
    assert watch_log(log.read, POLICY, Promise(ORIGIN, leaf_hash(ENTRIES[OPAQUE]), by)).state == Watching.BROKEN
    assert watch_log(log.read, POLICY, Promise(ORIGIN, leaf_hash(ENTRIES[OPAQUE + 1]), by)).state == Watching.LOGGED


def test_who_lacks_the_nonce_cannot_close_a_duty(tmp_path: Path) -> None:
    opened = leaf(0, opens=7, kind=1, due=FIRST + 9)
    false = leaf(1, closes=8, kind=1, due=FIRST + 9)
    report = judge(publish(tmp_path / "log", [opened, false], [2]))
    assert "it closes no duty that is open" in reasons(report)
    assert report.duties["open"] == 1
    assert report.duties["met"] == 0


def test_a_duty_closed_once_cannot_be_closed_better_or_opened_again(tmp_path: Path) -> None:
    due = FIRST + 9
    duty = [leaf(0, opens=7, kind=1, due=due), leaf(1, closes=7, kind=1, due=due)]
    again = [leaf(2, closes=7, kind=1, due=due), leaf(3, opens=7, kind=1, due=due)]
    report = judge(publish(tmp_path / "log", [*duty, *again], [4]))
    assert "closed before" in reasons(report)
    assert "opens a tag that was opened before" in reasons(report)
    assert (report.duties["opened"], report.duties["met"]) == (1, 1)


def test_a_reader_pairs_openings_with_closings_only_after_the_closing_and_reads_no_more(tmp_path: Path) -> None:
    opened, closed = leaf(0, opens=7, kind=1, due=FIRST), leaf(1, closes=7, kind=1, due=FIRST)
    log = publish(tmp_path / "log", [opened, closed], [2])
    revealed = unpack_leaf(closed).nonce
    found = find_leaf(log.read, 2, tag(revealed))
    assert found is not None
    assert found[0] == 0
    shown: Leaf = unpack_leaf(opened)
    assert secret(7) not in opened
    assert (shown.flags, shown.kind, shown.due_day) == (1, 1, FIRST)


def test_every_signature_of_the_log_is_needed_and_a_thief_of_another_key_has_none(tmp_path: Path) -> None:
    log = publish(tmp_path / "log", ENTRIES, [300])
    stolen = log.read("checkpoint").replace(LOG.name.encode(), b"log.example/other")
    log.write("checkpoint", stolen)
    assert not judge(log).holds
