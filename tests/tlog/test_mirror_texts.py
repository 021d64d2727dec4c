"""What a mirror keeps beside the tiles: a statement of a new origin and key manifests, taken once and never changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mizan.tlog.errors import NoteError
from mizan.tlog.leaf import Leaf
from mizan.tlog.manifest import FIRST, Key, Manifest, digest, must_follow, sign_manifest
from mizan.tlog.mirror import Copy, mirror
from mizan.tlog.note import sign_note
from mizan.tlog.origin import Origin, first_leaf
from mizan.tlog.verifier import DirectorySource, verify
from tests.tlog.small_log import LOG, ORIGIN, POLICY, SmallLog, busy, leaf, publish

BEFORE = "log.example/before"
DAY = date(2026, 1, 1)


def statement(signer: object = LOG) -> bytes:
    said = Origin(ORIGIN, BEFORE, 9, b"r" * 32, 5, "rollback", DAY)
    return sign_note(said.text(), [signer])  # type: ignore[list-item]


def version(number: int, previous: bytes | None, *keys: Key, origin: str = ORIGIN) -> bytes:
    own = Key("log", ORIGIN, LOG.public.hex())
    said = Manifest(number, origin, DAY, digest(previous).hex() if previous else FIRST, (own, *keys))
    return sign_manifest(said, [LOG])


ONE = version(1, None)
TWO = version(2, ONE, Key("body", "EX-ORG-1", "ab" * 32))


def committing(*files: bytes) -> list[bytes]:
    return [Leaf(0, 0, 0, digest(file), b"t" * 32, b"n" * 32).pack() for file in files]


def a_log(folder: Path, entries: list[bytes], texts: dict[str, bytes], sizes: list[int] | None = None) -> SmallLog:
    log = publish(folder, entries, sizes or [len(entries)])
    for path, data in texts.items():
        log.write(path, data)
    return log


def copied(log: SmallLog, folder: Path) -> Copy:
    return mirror(DirectorySource(log.folder), folder, POLICY, now=log.now)


def test_verifying_the_copy_tells_of_the_new_origin(tmp_path: Path) -> None:
    log = a_log(tmp_path / "log", [first_leaf(statement()), *busy(20)[1:]], {"origin": statement()})
    assert copied(log, tmp_path / "copy").report.faults == []
    report = verify(DirectorySource(tmp_path / "copy"), POLICY, now=log.now)
    assert report.continues is not None
    assert (report.continues["origin"], report.continues["lost"]) == (BEFORE, 4)


def test_a_statement_that_the_first_leaf_does_not_commit_to_is_not_taken(tmp_path: Path) -> None:
    log = a_log(tmp_path / "log", [leaf(1), leaf(2)], {"origin": statement()})
    copy = copied(log, tmp_path / "copy")
    assert [fault.file for fault in copy.report.faults] == ["origin"]
    assert not (tmp_path / "copy" / "origin").exists()


def test_manifests_are_copied_once_leaves_commit_to_them_and_later_versions_after_them(tmp_path: Path) -> None:
    texts = {"manifest/1": ONE, "manifest/2": TWO}
    entries = [*committing(ONE), leaf(1), *committing(TWO)]
    copy = copied(a_log(tmp_path / "early", entries[:2], texts), tmp_path / "copy")
    assert copy.report.holds
    assert any("manifest/2" in notice for notice in copy.report.notices)
    assert (copy.read("manifest/1"), (tmp_path / "copy" / "manifest" / "2").exists()) == (ONE, False)
    copy = copied(a_log(tmp_path / "late", entries, texts, [2, 3]), tmp_path / "copy")
    assert (copy.report.faults, copy.read("manifest/2")) == ([], TWO)


@pytest.mark.parametrize("path", ["origin", "manifest/1"])
@pytest.mark.parametrize("now", [None, b"another\n"])
def test_a_text_that_is_gone_or_reads_otherwise_is_a_fault_and_the_copy_keeps_its_own(
    tmp_path: Path, path: str, now: bytes | None
) -> None:
    texts = {"origin": statement(), "manifest/1": ONE}
    log = a_log(tmp_path / "log", [first_leaf(statement()), *committing(ONE)], texts)
    assert copied(log, tmp_path / "copy").report.faults == []
    (log.folder / path).unlink()
    if now is not None:
        log.write(path, now)
    copy = copied(log, tmp_path / "copy")
    assert [fault.file for fault in copy.report.faults] == [path]
    assert copy.read(path) == texts[path]
    assert [copy.read(name) for name in copy.evidence] == ([] if now is None else [now])


@pytest.mark.parametrize("wrong", [b"no note", version(2, ONE), version(1, None, origin="log.example/other")])
def test_a_first_manifest_that_is_none_is_not_taken(tmp_path: Path, wrong: bytes) -> None:
    follower = version(2, wrong) if wrong.startswith(b"{") else wrong
    texts = {"manifest/1": wrong, "manifest/2": follower}
    copy = copied(a_log(tmp_path / "log", committing(wrong, follower), texts), tmp_path / "copy")
    assert len(copy.report.faults) == 1


def test_a_manifest_may_follow_one_of_any_log_that_its_own_continues(tmp_path: Path) -> None:
    older = version(1, None, origin="log.example/first")
    line = {ORIGIN: BEFORE, BEFORE: "log.example/first"}
    follower = Manifest(2, ORIGIN, DAY, digest(older).hex(), (Key("log", ORIGIN, LOG.public.hex()),))
    must_follow(follower, older, line)
    for broken in ({}, {ORIGIN: BEFORE}, {ORIGIN: BEFORE, BEFORE: ORIGIN}):
        with pytest.raises(NoteError, match="keeps its origin"):
            must_follow(follower, older, broken)
