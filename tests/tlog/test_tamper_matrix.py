"""Every byte of every public file, changed: `verify` or `check` says so, each time. The count is printed.

The deep profile changes every byte of the long files too; the full one every byte of the short files and, of the long
ones, every fourth."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pytest

from mizan.tlog import cosignature, keys
from mizan.tlog.verifier import DirectorySource, verify
from mizan.tlog.verifier.check import check
from tests.tlog.small_log import POLICY, SmallLog, busy, leaf, publish

LEAVES = 300
SHARES = 8  # the matrix is cut, so that it runs on several cores
SHORT = 1500  # bytes
FILES = {  # path: bytes
    "checkpoint": 561,
    "history": 1147,
    "tile/0/000": 8192,
    "tile/0/001.p/44": 1408,
    "tile/0/001.p/4": 128,
    "tile/1/000.p/1": 32,
    "tile/entries/000": 27136,
    "tile/entries/001.p/44": 4664,
    "tile/entries/001.p/4": 424,
}


class Changed:
    """The log's files in memory, one of them with one byte changed."""

    def __init__(self, log: SmallLog) -> None:
        self._source = DirectorySource(log.folder)
        self.files = {path: self._source.read(path) for path in FILES}
        self.wrong: tuple[str, bytes] = ("", b"")

    def read(self, path: str) -> bytes:
        if path == self.wrong[0]:
            return self.wrong[1]
        return self.files[path] if path in self.files else self._source.read(path)

    def listing(self) -> Iterator[str]:
        return iter(self.files)

    def change(self, path: str, offset: int, mask: int) -> None:
        data = bytearray(self.files[path])
        data[offset] ^= mask
        self.wrong = (path, bytes(data))


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> SmallLog:
    entries = [*busy(40), *(leaf(number) for number in range(40, LEAVES))]
    return publish(tmp_path_factory.mktemp("matrix") / "log", entries, [260, LEAVES])


@pytest.fixture(autouse=True)
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same signature over the same bytes is judged once, not forty thousand times."""
    for module in (keys, cosignature):
        monkeypatch.setattr(module, "ed25519_verify", lru_cache(maxsize=64)(keys.ed25519_verify))


def places(share: int, shares: int, *, long: int = 1) -> list[tuple[str, int]]:
    """A share of all bytes; of the long files every `long`-th."""
    every = [
        (path, offset) for path, length in FILES.items() for offset in range(0, length, long if length > SHORT else 1)
    ]
    return every[share::shares]


def undetected(
    log: SmallLog, where: list[tuple[str, int]], masks: tuple[int, ...]
) -> tuple[int, list[tuple[str, int, int]]]:
    """How many changes were tried, and those that went unseen or were laid at no file's door."""
    source, tried, missed = Changed(log), 0, []
    for path, offset in where:
        for mask in masks:
            source.change(path, offset, mask)
            report = verify(source, POLICY, now=log.now)
            tried += 1
            if report.holds or path not in {fault.file for fault in report.faults}:
                missed.append((path, offset, mask))
    return tried, missed


def test_the_list_of_files_is_the_whole_log(log: SmallLog) -> None:
    sizes = {path: (log.folder / path).stat().st_size for path in log.files() if path != "policy"}
    assert sizes == FILES
    assert verify(Changed(log), POLICY, now=log.now).holds


@pytest.mark.slow
@pytest.mark.parametrize("long", [4, pytest.param(1, marks=pytest.mark.deep)])
@pytest.mark.parametrize("share", range(SHARES))
def test_every_changed_byte_of_tiles_bundles_history_and_checkpoint_is_found_in_its_file(
    log: SmallLog, share: int, long: int, capsys: pytest.CaptureFixture[str]
) -> None:
    tried, missed = undetected(log, places(share, SHARES, long=long), (1 << share,))
    assert missed == []
    with capsys.disabled():
        print(f"\ntamper matrix, share {share + 1} of {SHARES}: {tried} changed bytes, all found")


def test_a_changed_byte_here_and_there_is_found_in_its_file(log: SmallLog) -> None:
    """A quick walk through the same matrix."""
    tried, missed = undetected(log, places(11, 97), (4,))
    assert missed == []
    assert tried > 400


@pytest.mark.slow
def test_every_bit_of_the_signed_files_changed_is_found(log: SmallLog, capsys: pytest.CaptureFixture[str]) -> None:
    where = [(path, offset) for path in ("checkpoint", "history") for offset in range(FILES[path])]
    tried, missed = undetected(log, where, tuple(1 << bit for bit in range(8)))
    assert missed == []
    with capsys.disabled():
        print(f"\ntamper matrix, signed files: {tried} changed bits, all found")


@pytest.mark.parametrize("index", [0, 270])
def test_every_bit_of_a_proof_file_changed_is_found(
    log: SmallLog, index: int, capsys: pytest.CaptureFixture[str]
) -> None:
    proof, tried = log.proof(index), 0
    for offset in range(len(proof)):
        for bit in range(8):
            wrong = bytearray(proof)
            wrong[offset] ^= 1 << bit
            facts = check(bytes(wrong), POLICY, log.entries[index], now=log.now)
            assert not facts["holds"], (offset, bit)
            tried += 1
    assert tried == 8 * len(proof)
    with capsys.disabled():
        print(f"\ntamper matrix, proof of leaf {index}: {tried} changed bits, all found")


def test_every_cut_of_a_proof_file_is_found(log: SmallLog) -> None:
    proof = log.proof(270)
    for length in range(len(proof)):
        facts = check(proof[:length], POLICY, log.entries[270], now=log.now)
        assert not facts["holds"] or proof[length:].startswith("— ".encode())  # whole lines of spare witnesses


def test_the_same_matrix_would_notice_a_verifier_that_is_blind(log: SmallLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """The matrix itself is tested: without the comparison of tiles it finds what is missed."""
    monkeypatch.setattr("mizan.tlog.verifier.tree.Growth._blame_tile", lambda *_: None)
    _, missed = undetected(log, [("tile/0/000", 5), ("tile/1/000.p/1", 5)], (1,))
    assert len(missed) == 2
