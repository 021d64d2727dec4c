"""`mizan log find`: a report's duties from public files by its codeword, and nothing for anybody else."""

from __future__ import annotations

import getpass
import io
import json
import warnings
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.cli import main
from mizan.sealing.codeword import Codeword
from mizan.sealing.finding import command
from mizan.sealing.finding.scan import Remembering, find
from mizan.sealing.finding.words import SAID
from mizan.sealing.reporter import ReporterKeys, keys_of, stretch
from mizan.sealing.wordlists import Language
from mizan.tlog.history import HEADER
from mizan.tlog.leaf import CLOSE, ESCALATED, OPEN, Leaf, nonce, tag
from mizan.tlog.tiles import WIDTH, TileAddress, encode_bundle
from mizan.tlog.verifier import DirectorySource
from mizan.tlog.verifier.duties import Row, Table
from mizan.tlog.verifier.source import FileFault
from tests.tlog.small_log import DAY, FIRST, SmallLog, busy, copy, cosigned, filler, leaf, policy_text, publish

CODEWORD = Codeword(bytes(range(11)))
SALT = bytes(16)
ROOT = sha256(b"root").digest()
THREAD = sha256(b"thread").digest()
MINE = keys_of(ROOT)


def mine(number: int, *, opens: int | None = None, closes: int | None = None, how: int = 0, kind: int = 1) -> bytes:
    """A leaf of the reporter's thread."""
    flags = (OPEN if opens is not None else 0) | (CLOSE if closes is not None else 0) | how
    shown = filler(number) if opens is None else tag(nonce(THREAD, opens))
    revealed = filler(number + 1) if closes is None else nonce(THREAD, closes)
    return Leaf(flags, kind, FIRST + 2, sha256(b"c%d" % number).digest(), shown, revealed).pack()


def opaque(keys: ReporterKeys, number: int = 7) -> bytes:
    return Leaf(0, 0, 0, sha256(b"o%d" % number).digest(), *keys.leaf_fields(THREAD)).pack()


def entries_with_mine() -> list[bytes]:
    """Among 600 others: three duties opened, one met, one escalated with its successor, one left; the opaque leaf."""
    leaves = busy(600)
    leaves[300:300] = [mine(10, opens=0, kind=1), mine(12, opens=1, kind=2), mine(14, opens=2, kind=3), opaque(MINE)]
    leaves += [mine(16, closes=0, kind=1), mine(18, opens=3, closes=1, how=ESCALATED, kind=2)]
    return leaves


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> SmallLog:
    leaves = entries_with_mine()
    return publish(tmp_path_factory.mktemp("find") / "sound", leaves, [310, 610 - 4])


@pytest.fixture
def log(sound: SmallLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallLog:
    monkeypatch.setattr(command, "stretch", lambda codeword, salt: ROOT if codeword == CODEWORD else bytes(32))
    (tmp_path / "policy").write_text(policy_text())
    (tmp_path / "salt").write_text(SALT.hex() + "\n")
    return copy(sound, tmp_path / "log")


def asked(log: SmallLog, typed: str, monkeypatch: pytest.MonkeyPatch, *more: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))
    beside = log.folder.parent
    when = f"--now={_time(log.now)}"
    return main(
        [
            "log",
            "find",
            str(log.folder),
            "--salt",
            str(beside / "salt"),
            "--policy",
            str(beside / "policy"),
            when,
            *more,
        ]
    )


def _time(seconds: int) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).isoformat()


def forms() -> Sequence[str]:
    words = [" ".join(CODEWORD.words(language)) for language in Language]
    return [*words, CODEWORD.digits()]


@pytest.mark.parametrize("typed", forms())
def test_every_form_of_the_codeword_finds_the_same_duties(
    log: SmallLog, typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(log, typed, monkeypatch, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    states = [(one["number"], one["kind"], one["state"], one["closed_by"] is None) for one in told["duties"]]
    assert states == [(0, 1, "met", False), (1, 2, "escalated", False), (2, 3, "open", True), (3, 2, "open", True)]
    assert (told["leaf"], told["holds"]) == (303, True)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_what_is_said_shows_no_word_of_the_codeword(
    log: SmallLog, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for typed in forms():
        assert asked(log, typed, monkeypatch, "--lang", language) == 0
        out, err = capsys.readouterr()
        assert SAID[language]["danger"] in out
        for part in typed.split():
            assert f" {part} " not in f"{out}{err}".replace("\n", " ") or part.isdigit()
        assert CODEWORD.digits() not in out + err


def test_another_codeword_finds_nothing_and_says_why_that_may_be(
    log: SmallLog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(log, Codeword(bytes(11)).digits(), monkeypatch) == 1
    assert SAID["en"]["not_found"] in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "empty"), ("1" * 300, "too-long"), ("12 34", "digits"), ("apple", "words"), ("zzzz " * 8, "unknown-word")],
)
def test_what_is_no_codeword_is_refused_before_the_log_is_read_and_not_repeated(
    log: SmallLog, typed: str, code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "verify", lambda *_, **__: pytest.fail("the log was read"))
    assert asked(log, typed, monkeypatch) == 2
    out, err = capsys.readouterr()
    assert SAID["en"][code].split("{", maxsplit=1)[0] in err
    assert not typed.strip() or typed.strip() not in out + err


def test_one_altered_byte_and_nothing_is_looked_for(
    log: SmallLog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "tile/entries/001"
    data = bytearray(log.read(path))
    data[5000] ^= 1
    log.write(path, bytes(data))
    assert asked(log, CODEWORD.digits(), monkeypatch) == 1
    assert "does not hold" in capsys.readouterr().out


def test_a_server_that_shows_other_entries_the_second_time_is_caught(sound: SmallLog, tmp_path: Path) -> None:
    log = copy(sound, tmp_path / "log")
    source = Remembering(DirectorySource(log.folder))
    source.read("tile/entries/001")
    log.write("tile/entries/001", log.read("tile/entries/000"))
    with pytest.raises(FileFault, match="another one"):
        source.read("tile/entries/001")


class Server:
    """A server that shows some files otherwise: `later` from the second read on, `new` at once."""

    def __init__(self, folder: Path, later: dict[str, bytes], new: dict[str, bytes]) -> None:
        self.real, self.later, self.new, self.seen = DirectorySource(folder), later, new, set[str]()

    def read(self, path: str) -> bytes:
        if path in self.new:
            return self.new[path]
        if path in self.later and path in self.seen:
            return self.later[path]
        self.seen.add(path)
        return self.real.read(path)

    def listing(self) -> list[str]:
        return []


def test_a_newer_checkpoint_between_two_reads_brings_in_no_unverified_leaf(
    log: SmallLog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Witnesses signed one more leaf; the server, who knows the thread's key, shows another one in its place."""
    entries, size = log.entries, len(log.entries) + 1
    signed = cosigned([*entries, leaf(9999)], size, log.now + 1)
    forged = encode_bundle([*entries, mine(99, closes=2, kind=3)][size - size % WIDTH :])
    server = Server(log.folder, {"checkpoint": signed}, {TileAddress(None, size // WIDTH, size % WIDTH).path: forged})
    monkeypatch.setattr(command, "source_of", lambda _place: server)
    assert asked(log, CODEWORD.digits(), monkeypatch, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["size"], told["duties"][2]["state"]) == (len(entries), "open")


def test_lateness_is_judged_by_the_history_that_was_verified(
    log: SmallLog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(log, CODEWORD.digits(), monkeypatch, "--json") == 0
    honest = json.loads(capsys.readouterr().out)
    monkeypatch.setattr(command, "source_of", lambda _place: Server(log.folder, {"history": HEADER}, {}))
    assert asked(log, CODEWORD.digits(), monkeypatch, "--json") == 0
    assert json.loads(capsys.readouterr().out) == honest


def test_bytes_that_are_no_text_are_bad_input_and_are_not_repeated(
    log: SmallLog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = ["--salt", str(log.folder.parent / "salt"), "--policy", str(log.folder.parent / "policy")]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xd8abandon\n"), encoding="utf-8"))
    assert main(["log", "find", str(log.folder), *files]) == 2
    assert "abandon" not in "".join(capsys.readouterr())


def test_the_end_of_input_is_an_empty_codeword(log: SmallLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    for fault in (EOFError, KeyboardInterrupt):
        monkeypatch.setattr("getpass.getpass", mock.Mock(side_effect=fault))
        with pytest.raises(command.CodewordRefused) as refused:
            command._keys(SALT, "en")
        assert refused.value.code == "empty"


def test_a_terminal_that_would_show_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def shown(_prompt: str) -> str:
        warnings.warn("Can not control echo on the terminal.", getpass.GetPassWarning, stacklevel=1)
        return CODEWORD.digits()

    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("getpass.getpass", shown)
    with pytest.raises(command.CodewordRefused) as refused:
        command._keys(SALT, "en")
    assert (refused.value.code, bool(command._why(refused.value, "ur"))) == ("seen", True)


def test_the_salt_of_another_instance_finds_nothing(sound: SmallLog) -> None:
    """With the true stretching: nothing here replaces argon2id."""
    own, other = (keys_of(stretch(CODEWORD, salt)) for salt in (SALT, bytes([1]) * 16))
    entries = [*sound.entries[:50], opaque(own, 77)]
    assert find(Listed(entries), len(entries), own, Table()) is not None
    assert find(Listed(entries), len(entries), other, Table()) is None


class Listed:
    """Entries as one bundle."""

    def __init__(self, entries: list[bytes]) -> None:
        self.data = encode_bundle(entries)

    def read(self, _path: str) -> bytes:
        return self.data

    def listing(self) -> list[str]:
        return []


def test_a_log_that_lost_its_end_is_a_fault(
    log: SmallLog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (log.folder / TileAddress(None, len(log.entries) // WIDTH, len(log.entries) % WIDTH).path).unlink()
    assert asked(log, CODEWORD.digits(), monkeypatch, "--json") == 1
    assert json.loads(capsys.readouterr().out)["holds"] is False


def test_a_copy_of_the_opaque_leaf_logged_later_leads_nowhere(tmp_path: Path) -> None:
    other = Leaf(0, 0, 0, bytes(32), MINE.find, filler(99)).pack()
    log = publish(tmp_path / "log", [*entries_with_mine(), other], [607])
    found = find(DirectorySource(log.folder), 607, MINE, Table())
    assert found is not None
    assert (found.index, len(found.duties)) == (303, 4)


def test_an_unmet_duty_past_its_deadline_is_overdue_by_the_checkpoints_alone(sound: SmallLog) -> None:
    table = Table((Row((FIRST + 5) * DAY, len(sound.entries)),))
    found = find(DirectorySource(sound.folder), len(sound.entries), MINE, table)
    assert found is not None
    assert [one.verdict.value for one in found.duties] == ["met", "escalated", "overdue", "overdue"]


@given(st.binary(max_size=1500))
def test_any_file_as_a_salt_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("salt") / "salt"
    path.write_bytes(data)
    with suppress(command.SealingError):
        assert len(command.read_salt(path)) == 16


@given(st.text(max_size=400))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.StringIO(typed))
        patch.setattr(command, "stretch", lambda _codeword, _salt: ROOT)
        with suppress(command.CodewordRefused):
            assert command._keys(SALT, "en").find == MINE.find
