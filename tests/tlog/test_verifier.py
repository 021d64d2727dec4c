"""The verification of a whole log: what it says of a sound one, and where it finds each thing that is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mizan.tlog.checkpoint import Checkpoint
from mizan.tlog.cosignature import CosignatureSigner, MldsaSigner
from mizan.tlog.history import HEADER, encode_record
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.merkle import leaf_hash, root_of
from mizan.tlog.note import add_signatures, sign_note
from mizan.tlog.policy import parse_policy
from mizan.tlog.verifier import DirectorySource, Report, UrlSource, verify
from mizan.tlog.verifier import command as verify_command
from mizan.tlog.verifier.report import MOST_FAULTS
from mizan.tlog.verifier.source import MAX_FILE
from tests.tlog.small_log import (
    DAY,
    FIRST,
    LOG,
    ORIGIN,
    POLICY,
    WITNESSES,
    SmallLog,
    busy,
    copy,
    cosigned,
    leaf,
    policy_text,
    publish,
)

SIZES = [100, 300, 300, 450, 600]
ENTRIES = busy(600)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> SmallLog:
    return publish(tmp_path_factory.mktemp("log") / "sound", ENTRIES, SIZES)


@pytest.fixture
def log(sound: SmallLog, tmp_path: Path) -> SmallLog:
    return copy(sound, tmp_path / "log")


def judge(log: SmallLog, **more: object) -> Report:
    return verify(DirectorySource(log.folder), POLICY, now=log.now, **more)  # type: ignore[arg-type]


def faults(report: Report) -> list[tuple[str, int]]:
    return [(fault.file, fault.offset) for fault in report.faults]


def flip(log: SmallLog, path: str, offset: int) -> None:
    data = bytearray(log.read(path))
    data[offset] ^= 1
    log.write(path, bytes(data))


@pytest.fixture
def served(log: SmallLog) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(log.folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_sound_log_holds_and_its_facts_are_said(sound: SmallLog) -> None:
    report = judge(sound)
    assert report.faults == []
    assert (report.size, report.origin, report.policy_hash) == (600, ORIGIN, POLICY.hash)
    assert [one["name"] for one in report.cosignatures] == [witness.name for witness in WITNESSES]
    assert report.age_seconds == 59
    assert all(report.duties[name] for name in ("open", "met", "late", "extended", "escalated", "overdue"))


def test_i_4_opened_is_the_sum_of_the_six_in_every_line(sound: SmallLog) -> None:
    report = judge(sound)
    for line in [report.duties, *report.kinds.values(), *report.weeks.values()]:
        assert line["opened"] == sum(number for name, number in line.items() if name != "opened")
    assert report.duties["opened"] == sum(line["opened"] for line in report.weeks.values())
    assert report.duties["opened"] == sum(line["opened"] for line in report.kinds.values())


def test_the_weeks_of_each_kind_add_up_to_the_kind_and_to_the_week(sound: SmallLog) -> None:
    report = judge(sound)
    lines = [(kind, week, line) for kind, weeks in report.kind_weeks.items() for week, line in weeks.items()]
    for name in report.duties:
        for kind in report.kinds:
            assert report.kinds[kind][name] == sum(line[name] for one, _week, line in lines if one == kind)
        for week in report.weeks:
            assert report.weeks[week][name] == sum(line[name] for _kind, one, line in lines if one == week)
    assert len(report.kinds) > 1


def test_no_clock_of_the_log_and_no_single_witness_makes_an_old_checkpoint_young(log: SmallLog) -> None:
    """The age counts from the last second since which a whole quorum signed. Nothing else in the note has a say."""
    now, newest = log.now + 3 * DAY, log.now + 3 * DAY - 10
    text = Checkpoint(ORIGIN, len(ENTRIES), root_of([leaf_hash(entry) for entry in ENTRIES])).text
    stamps = zip(WITNESSES, (log.now - 60, log.now - 59, newest), strict=True)
    lines = [
        *(witness.cosign(text, stamp) for witness, stamp in stamps),
        MldsaSigner(ORIGIN, bytes(32)).cosign(text, newest),
    ]
    log.write("checkpoint", add_signatures(sign_note(text, [LOG]), lines))
    report = verify(DirectorySource(log.folder), POLICY, now=now)
    assert report.age_seconds == 3 * DAY + 59
    assert [fault.reason for fault in report.faults] == [
        f"the checkpoint is {3 * DAY + 59} seconds old, more than {DAY}"
    ]


def test_a_url_says_the_same_as_the_directory_but_for_left_over_files(log: SmallLog, served: str) -> None:
    assert verify(UrlSource(served), POLICY, now=log.now).as_dict() == judge(log).as_dict()


def test_every_missing_file_is_named(sound: SmallLog, tmp_path: Path) -> None:
    needed = [p for p in sound.files() if p != "policy" and not leftover(p)]
    assert len(needed) == 9
    for number, path in enumerate(needed):
        log = copy(sound, tmp_path / str(number))
        (log.folder / path).unlink()
        assert (path, 0) in faults(judge(log)), path


def leftover(path: str) -> bool:
    return ".p/" in path and path not in {"tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/002.p/88"}


@pytest.mark.parametrize("leaf_number", [0, 5, 255])
def test_a_changed_entry_is_found_in_its_bundle_and_nowhere_else(log: SmallLog, leaf_number: int) -> None:
    flip(log, "tile/entries/000", 106 * leaf_number + 20)  # in the commitment
    assert faults(judge(log)) == [("tile/entries/000", 106 * leaf_number)]


@pytest.mark.parametrize("path", ["tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2"])
def test_a_changed_tile_is_found_with_its_byte(log: SmallLog, path: str) -> None:
    flip(log, path, 37)
    assert faults(judge(log)) == [(path, 37)]


def test_a_leaf_replaced_with_its_tiles_is_still_found_by_the_root(
    log: SmallLog, sound: SmallLog, tmp_path: Path
) -> None:
    """Whoever holds the disk can make files that agree with each other, but not with what witnesses have signed."""
    forged = publish(tmp_path / "forged", [*ENTRIES[:7], leaf(9999), *ENTRIES[8:]], SIZES)
    for path in ("checkpoint", "history"):
        forged.write(path, sound.read(path))
    report = judge(forged)
    assert ("checkpoint", 0) in faults(report)
    assert len([file for file, _ in faults(report) if file == "history"]) == len(SIZES)


def test_a_log_that_is_ahead_of_its_checkpoint_and_dropped_partial_files_holds(log: SmallLog) -> None:
    """Full tiles replace partial ones while the cosigned checkpoint is still the old one."""
    log.write("checkpoint", cosigned(ENTRIES, 450, (FIRST + 4) * DAY + 30))
    log.write(
        "history",
        HEADER + b"".join(encode_record(cosigned(ENTRIES, n, (FIRST + d) * DAY + 30)) for d, n in enumerate(SIZES[:4])),
    )
    for path in [path for path in log.files() if leftover(path) and path != "tile/1/000.p/1"]:
        (log.folder / path).unlink()
    report = judge(log)
    assert report.faults == []
    assert report.size == 450


def test_a_stale_partial_file_must_be_the_beginning_of_the_full_one(log: SmallLog) -> None:
    for path in ("tile/entries/001.p/44", "tile/0/001.p/44", "tile/1/000.p/1"):
        flip(log, path, 5)
        assert (path, 5) in faults(judge(log))
        flip(log, path, 5)
        log.write(path, log.read(path)[:-1])
        assert path in {file for file, _ in faults(judge(log))}


NOTE_FAULTS: list[tuple[str, Callable[[SmallLog], bytes]]] = [
    ("quorum", lambda log: cosigned(ENTRIES, 600, log.now, WITNESSES[:1])),
    ("signature is wrong", lambda log: cosigned(ENTRIES, 600, log.now).replace(b"600", b"601")),
    ("has not signed", lambda log: sign_note(text(), [Ed25519Signer(ORIGIN, b"x" * 32)])),
    ("another log", lambda log: with_all(text("other.example/log"), log.now)),
    ("a key that is not in the policy", lambda log: cosigned(ENTRIES, 600, log.now, [*WITNESSES[:2], stranger()])),
    ("future", lambda log: cosigned(ENTRIES, 600, log.now + 3600)),
    ("seconds old", lambda log: cosigned(ENTRIES, 600, log.now - 2 * DAY)),
    ("blank line", lambda log: b"nonsense"),
    ("blank line", lambda log: b""),
]


def text(origin: str = ORIGIN) -> str:
    return Checkpoint(origin, 600, bytes([1] * 32)).text


def with_all(checkpoint: str, time: int) -> bytes:
    return add_signatures(sign_note(checkpoint, [LOG]), [witness.cosign(checkpoint, time) for witness in WITNESSES])


def stranger() -> CosignatureSigner:
    return CosignatureSigner(WITNESSES[2].name, b"y" * 32)


@pytest.mark.parametrize(("reason", "note"), NOTE_FAULTS)
def test_a_checkpoint_that_proves_too_little_is_a_fault(
    log: SmallLog, reason: str, note: Callable[[SmallLog], bytes]
) -> None:
    log.write("checkpoint", note(log))
    found = [fault for fault in judge(log).faults if fault.file == "checkpoint"]
    assert any(reason in fault.reason for fault in found), found


def history(*notes: bytes) -> bytes:
    return HEADER + b"".join(map(encode_record, notes))


def at(day: int, size: int, seconds: int = 30) -> bytes:
    return cosigned(ENTRIES, size, (FIRST + day) * DAY + seconds)


HISTORY_FAULTS: list[tuple[str, bytes]] = [
    ("later day", history(at(0, 100), at(0, 300, 900))),
    ("later day", history(at(1, 100), at(0, 300))),
    ("shrank", history(at(0, 300), at(1, 100))),
    ("beyond", history(at(9, 600))),
    ("no history", b"nonsense"),
    ("cut off", history(at(0, 100))[:-1]),
    ("quorum", history(cosigned(ENTRIES, 100, FIRST * DAY, WITNESSES[:1]))),
    ("a fork", history(cosigned(ENTRIES[1:], 100, FIRST * DAY))),
]


@pytest.mark.parametrize(("reason", "data"), HISTORY_FAULTS)
def test_a_history_that_does_not_fit_is_a_fault(log: SmallLog, reason: str, data: bytes) -> None:
    log.write("history", data)
    found = [fault for fault in judge(log).faults if fault.file == "history"]
    assert any(reason in fault.reason for fault in found), found


def test_a_day_left_out_of_the_history_is_noticed(log: SmallLog) -> None:
    log.write("history", history(at(0, 100), at(1, 300), at(3, 450, 7200), at(4, 600)))
    report = judge(log)
    assert report.faults == []
    assert report.history["missing_days"] == ["2024-10-06"]
    assert report.history["tardy_days"] == ["2024-10-07"]
    assert any("may have been late" in notice for notice in report.notices)


def test_records_of_earlier_witnesses_hold_under_their_own_policy(log: SmallLog) -> None:
    early = [CosignatureSigner("old.example/mizan", b"o" * 32)]
    older = parse_policy(policy_text(early, 1).encode())
    log.write("history", history(cosigned(ENTRIES, 100, FIRST * DAY, early), at(1, 300)))
    assert not judge(log).holds
    assert judge(log, older=[older]).holds


def test_a_source_that_stops_answering_ends_the_reading(log: SmallLog) -> None:
    class Stopping(UrlSource):
        def read(self, path: str) -> bytes:
            return log.read(path) if "tile" not in path else super().read(path)

    source = Stopping("http://127.0.0.1:9/")  # the discard port: nobody listens
    (fault,) = verify(source, POLICY, now=log.now).faults
    assert fault.file == "tile/entries/000"
    assert "nothing after this was checked" in fault.reason


def test_a_log_that_claims_more_than_there_is_does_not_keep_the_verifier_forever(log: SmallLog) -> None:
    claim = Checkpoint(ORIGIN, 2**62, bytes([7] * 32)).text
    log.write("checkpoint", with_all(claim, log.now))
    assert len(judge(log).faults) == MOST_FAULTS


def test_a_file_without_end_is_not_read(log: SmallLog) -> None:
    with (log.folder / "tile/entries/000").open("wb") as file:
        file.truncate(MAX_FILE + 1)
    assert ("tile/entries/000", 0) in faults(judge(log))


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("tile/entries/000", b""),
        ("tile/entries/000", b"\0"),
        ("tile/entries/000", b"\0\0" * 256),
        ("tile/entries/000", b"\xff\xff"),
        ("tile/0/000", b"\0" * 31),
        ("tile/0/000", b"\0" * 8193),
        ("tile/1/000.p/2", b""),
        ("history", b""),
    ],
)
def test_crooked_files_are_faults_with_a_place(log: SmallLog, path: str, data: bytes) -> None:
    log.write(path, data)
    assert path in {file for file, _ in faults(judge(log))}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_file_holds_verification_ends_with_a_report(sound: SmallLog, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([p for p in sound.files() if p != "policy"]))
    right = sound.read(path)
    cut, junk = data.draw(st.integers(0, len(right))), data.draw(st.binary(max_size=300))
    wrong = right[:cut] + junk + data.draw(st.sampled_from([b"", right[cut:], right[cut + len(junk) :]]))

    class Changed(DirectorySource):
        def read(self, name: str) -> bytes:
            return wrong if name == path else super().read(name)

    report = verify(Changed(sound.folder), POLICY, now=sound.now)
    assert report.holds == (wrong == right)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (bytes(104), "version 0"),
        (b"x" * 50, "no leaf"),
        (leaf(1)[:1] + b"\0\0\1" + leaf(1)[4:], "no flags"),
        (leaf(1)[:40] + bytes(32) + leaf(1)[72:], "all zeros"),
        (leaf(1, closes=5, kind=1, due=FIRST), "closes no duty"),
    ],
)
def test_an_entry_that_is_signed_but_makes_no_sense_is_a_fault(tmp_path: Path, entry: bytes, reason: str) -> None:
    log = publish(tmp_path / "log", [leaf(0), entry, leaf(2)], [3])
    (fault,) = judge(log).faults
    assert (fault.file, fault.offset) == ("tile/entries/000.p/3", 106)
    assert reason in fault.reason


def test_an_empty_log_holds(tmp_path: Path) -> None:
    log = publish(tmp_path / "log", [], [0])
    report = judge(log)
    assert (report.faults, report.size, report.duties["opened"]) == ([], 0, 0)


def run(*words: str) -> int:
    try:
        return verify_command.main(list(words))
    except SystemExit as end:
        return int(end.code or 0)


def test_the_command_says_in_json_what_holds_and_exits_with_0_1_or_2(
    log: SmallLog, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [str(log.folder), "--policy", str(log.folder / "policy"), "--now", "2024-10-08T00:10:00Z", "--json"]
    assert run(*words) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["faults"] == []
    assert set(document) >= {"size", "root", "cosignatures", "policy_hash", "age_seconds", "duties", "faults"}
    flip(log, "tile/0/000", 3)
    assert run(*words) == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["file"], fault["offset"]) == ("tile/0/000", 3)
    flip(log, "tile/0/000", 3)
    assert run(*words, "--max-age", "0.1") == 1
    assert run(*words[:3], "--now", "2024-10-07T00:10:00Z") == 1
    assert "FAULT      checkpoint: byte 0: the checkpoint comes from the future" in capsys.readouterr().out
    for bad in (["/no/such/folder", *words[1:]], [words[0], "--policy", "/none"], [*words, "--now", "today"], []):
        assert run(*bad) == 2
