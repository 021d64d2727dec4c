"""A mirror grows with the log, never shrinks, and keeps the proof when the log contradicts itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mizan.tlog import mirror as command
from mizan.tlog.durable import one_run
from mizan.tlog.errors import TlogError
from mizan.tlog.mirror import Copy, mirror
from mizan.tlog.verifier import DirectorySource, verify
from mizan.tlog.verifier.checkpoints import read_signed
from tests.tlog.small_log import DAY, POLICY, SmallLog, busy, leaf, policy_text, publish

ENTRIES = busy(700)


def a_log(folder: Path, sizes: list[int], entries: list[bytes] | None = None) -> SmallLog:
    return publish(folder, entries or ENTRIES, sizes)


def copied(log: SmallLog, folder: Path) -> Copy:
    return mirror(DirectorySource(log.folder), folder, POLICY, now=log.now)


def holds(folder: Path, now: int) -> bool:
    return verify(DirectorySource(folder), POLICY, now=now).holds


def test_a_copy_is_made_grows_and_verifies_by_itself(tmp_path: Path) -> None:
    for step, sizes in enumerate([[100], [100, 300], [100, 300, 300], [100, 300, 300, 512], [100, 300, 300, 512, 700]]):
        log = a_log(tmp_path / f"log{step}", sizes)
        copy = copied(log, tmp_path / "copy")
        assert copy.report.faults == []
        assert copy.size == sizes[-1]
        assert holds(tmp_path / "copy", log.now)
    assert not (tmp_path / "copy" / command.INCOMING).exists()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(0, 700), min_size=1, max_size=4).map(sorted))
def test_however_a_log_grows_the_copy_has_its_files(sizes: list[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.mktemp("growth")
    for step in range(len(sizes)):
        log = a_log(base / f"log{step}", sizes[: step + 1])
        assert copied(log, base / "copy").report.faults == []
    needed = {path for path in a_log(base / "fresh", [sizes[-1]]).files() if path not in {"policy", "history"}}
    here = SmallLog(base / "copy", ENTRIES, 0)
    assert set(here.files()) - {"history"} == needed
    assert all(here.read(path) == (base / "fresh" / path).read_bytes() for path in needed if path != "checkpoint")


def test_of_two_runs_in_one_folder_the_second_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    log = a_log(tmp_path / "log", [300])
    begun = tmp_path / "copy" / command.INCOMING / "begun"
    begun.parent.mkdir(parents=True)
    begun.write_bytes(b"by the first run")
    with one_run(tmp_path / "copy"):
        with pytest.raises(TlogError, match="another run"):
            copied(log, tmp_path / "copy")
        words = ["--policy", str(log.folder / "policy")]
        assert command.main([str(log.folder), str(tmp_path / "copy"), *words]) == 2
        assert begun.read_bytes() == b"by the first run"
    assert copied(log, tmp_path / "copy").report.holds


def test_a_log_that_went_back_is_refused_and_both_checkpoints_are_kept(tmp_path: Path) -> None:
    copied(a_log(tmp_path / "late", [300]), tmp_path / "copy")
    early = a_log(tmp_path / "early", [100])
    copy = copied(early, tmp_path / "copy")
    assert ["fewer than" in fault.reason for fault in copy.report.faults] == [True]
    sizes = [read_signed((tmp_path / "copy" / name).read_bytes(), POLICY)[0].checkpoint.size for name in copy.evidence]
    assert sizes == [300, 100]
    assert copy.size == 300


@pytest.mark.parametrize("changed", [7, 280])
@pytest.mark.parametrize("size", [290, 300, 450])
def test_a_fork_is_refused_with_evidence_whether_shorter_as_long_or_longer(
    tmp_path: Path, size: int, changed: int
) -> None:
    copied(a_log(tmp_path / "honest", [300]), tmp_path / "copy")
    forked = a_log(tmp_path / "forked", [size], [*ENTRIES[:changed], leaf(9999), *ENTRIES[changed + 1 :]])
    before = (tmp_path / "copy" / "checkpoint").read_bytes()
    copy = copied(forked, tmp_path / "copy")
    assert not copy.report.holds
    assert (tmp_path / "copy" / "checkpoint").read_bytes() == before
    assert len(copy.evidence) == 2
    assert holds(tmp_path / "copy", forked.now)


def test_a_fork_beyond_the_copied_leaves_is_refused_with_evidence(tmp_path: Path) -> None:
    """The old leaves of the shared bundle are the same; only the signed root cannot be reached."""
    copied(a_log(tmp_path / "honest", [256]), tmp_path / "copy")
    forked = a_log(tmp_path / "forked", [450], [*ENTRIES[:7], leaf(9999), *ENTRIES[8:]])
    copy = copied(forked, tmp_path / "copy")
    assert ["do not give the root" in fault.reason for fault in copy.report.faults] == [True]
    assert len(copy.evidence) == 2


def test_a_changed_bundle_is_not_taken_and_the_next_run_takes_the_right_one(tmp_path: Path) -> None:
    log = a_log(tmp_path / "log", [300])
    right = log.read("tile/entries/001.p/44")
    log.write("tile/entries/001.p/44", right[:50] + b"X" + right[51:])
    assert not copied(log, tmp_path / "copy").report.holds
    assert not (tmp_path / "copy" / "checkpoint").exists()
    log.write("tile/entries/001.p/44", right)
    assert copied(log, tmp_path / "copy").report.holds


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    log = a_log(tmp_path / "log", [700])
    asked: list[str] = []

    class Cut(DirectorySource):
        def read(self, path: str) -> bytes:
            asked.append(path)
            if path.startswith("tile/entries/001") and asked.count(path) == 1:
                raise KeyboardInterrupt
            return super().read(path)

    source = Cut(log.folder)
    with pytest.raises(KeyboardInterrupt):
        mirror(source, tmp_path / "copy", POLICY, now=log.now)
    assert mirror(source, tmp_path / "copy", POLICY, now=log.now).report.holds
    assert asked.count("tile/entries/000") == 1
    assert holds(tmp_path / "copy", log.now)


def test_records_taken_out_of_the_history_are_refused_and_kept_here(tmp_path: Path) -> None:
    copied(a_log(tmp_path / "log", [100, 300]), tmp_path / "copy")
    kept = (tmp_path / "copy" / "history").read_bytes()
    shorter = a_log(tmp_path / "shorter", [300])
    full = a_log(tmp_path / "full", [100, 300])
    full.write("history", shorter.read("history"))
    copy = copied(full, tmp_path / "copy")
    assert [fault.file == "history" for fault in copy.report.faults] == [True]
    assert (tmp_path / "copy" / "history").read_bytes() == kept
    assert len(copy.evidence) == 1


def test_a_log_without_a_quorum_is_not_copied(tmp_path: Path) -> None:
    log = a_log(tmp_path / "log", [100])
    note = log.read("checkpoint").splitlines(keepends=True)
    log.write("checkpoint", b"".join(note[:6]))
    assert not copied(log, tmp_path / "copy").report.holds
    assert not (tmp_path / "copy" / "checkpoint").exists()


def test_a_damaged_copy_is_said_to_be_damaged(tmp_path: Path) -> None:
    log = a_log(tmp_path / "log", [100])
    copied(log, tmp_path / "copy")
    (tmp_path / "copy" / "checkpoint").write_bytes(b"x")
    with pytest.raises(TlogError):
        copied(log, tmp_path / "copy")


def test_the_command_needs_the_policy_once_and_exits_with_0_1_or_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, folder = a_log(tmp_path / "log", [100]), tmp_path / "copy"
    words = [str(log.folder), str(folder), "--now", "2024-10-04T01:00:00+00:00", "--json"]
    assert command.main(words) == 2
    capsys.readouterr()
    assert command.main([*words, "--policy", str(log.folder / "policy")]) == 0
    assert json.loads(capsys.readouterr().out)["copied"] == 100
    assert command.main(words) == 0
    other = tmp_path / "other"
    other.write_text(policy_text(quorum=1))
    assert command.main([*words, "--policy", str(other)]) == 2
    assert command.main([*words[:2], "--now", "2024-10-07T01:00:00+00:00"]) == 1
    assert "FAULT" in capsys.readouterr().out
    assert log.now < 20_001 * DAY
