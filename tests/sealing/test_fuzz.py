"""No bytes at all make sealing raise anything but its own error."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pyrage
import pytest
from tlog.fuzz.run import attempt

from mizan.sealing.ceremony import announce, ask_drill, meet_drill, open_announcement
from mizan.sealing.codeword import Codeword, parse
from mizan.sealing.context import Context, Purpose
from mizan.sealing.errors import SealingError
from mizan.sealing.files import FileRecord, FileSealer, open_file, open_record
from mizan.sealing.messages import open_message, seal_message
from mizan.sealing.offline import export, open_export
from mizan.sealing.padding import pad, unpad
from mizan.sealing.readers import lock_keys, new_keys, unlock_keys
from mizan.sealing.recovery import draw_code, lock_copy, unlock_copy
from mizan.sealing.reports import new_report
from mizan.sealing.sessions import lock_for_session, unlock_in_session
from mizan.sealing.wordlists import Language
from mizan.sealing.wraps import open_as_reporter, open_wrap, release, wrap, wrap_for_reporter, wrap_nested

READER, OTHER, KEY = new_keys(), new_keys(), new_report()
TO, INNER = READER.public.public, OTHER.public.public
AGE = pyrage.x25519.Identity.generate()
WHERE = Context(KEY.report.id, Purpose.BODY)
CODE, DRILL = draw_code(), ask_drill(TO)
SEALER = FileSealer(KEY.report, 1)
SEALED_FILE = SEALER.head + SEALER.add(b"evidence") + b"".join(SEALER.finish())
ZERO = Codeword(bytes(11))

Target = tuple[Callable[[bytes], object], list[bytes]]
TARGETS: dict[str, Target] = {
    "text": (lambda data: KEY.open(Purpose.BODY, data), [KEY.report.seal(Purpose.BODY, b"x")]),
    "padding": (unpad, [pad(b""), pad(b"x" * 900)]),
    "record": (
        lambda data: open_record(KEY, KEY.report.seal(Purpose.FILE, data, 1), 1),
        [KEY.open(Purpose.FILE, FileRecord("a", "b", 1, b"k" * 32).seal(KEY.report, 1), 1)],
    ),
    "file": (lambda data: list(open_file(KEY.report, 1, SEALER.key, [data])), [SEALED_FILE]),
    "wrap": (lambda data: open_wrap(READER.secret, KEY.report, data), [wrap(KEY, TO)]),
    "rung": (
        lambda data: release(READER.secret, KEY.report, data, Purpose.RUNG, INNER),
        [wrap_nested(KEY, Purpose.RUNG, TO, INNER)],
    ),
    "reporter": (lambda data: open_as_reporter(b"r" * 32, KEY.report, data), [wrap_for_reporter(KEY, b"r" * 32)]),
    "message": (
        lambda data: open_message(KEY, Purpose.NOTE, 1, READER.public.verify, data),
        [seal_message(KEY.report, Purpose.NOTE, 1, READER.seed, b"x")],
    ),
    "keys": (
        lambda data: unlock_keys(data[:1] + b"\1\0\0\0\x08" + data[6:], "a passphrase", READER.public),
        [lock_keys(READER, "a passphrase", passes=1, memory=8)],
    ),
    "sheet": (lambda data: unlock_copy(data, CODE, READER.public), [lock_copy(READER, CODE)]),
    "code": (lambda data: unlock_copy(b"", data.decode(errors="surrogateescape"), READER.public), [CODE.encode()]),
    "session": (
        lambda data: unlock_in_session(data, b"c" * 32, b"s", READER.public),
        [lock_for_session(READER, b"c" * 32, b"s")],
    ),
    "announcement": (open_announcement, [announce("body", "body1.example", READER, date(2026, 11, 26))]),
    "drill": (lambda data: meet_drill(READER.secret, DRILL.id, data), [DRILL.box]),
    "export": (lambda data: open_export(data, str(AGE), WHERE), [export("x", WHERE, str(AGE.to_public()))]),
    "codeword": (
        lambda data: parse(data.decode(errors="surrogateescape")),
        [ZERO.digits().encode(), *(" ".join(ZERO.words(language)).encode() for language in Language)],
    ),
}


def fuzz(name: str, runs: int) -> int:
    """How many changed seeds were refused."""
    opens, seeds = TARGETS[name]
    refused, draw = 0, random.Random(20261126)

    def target(data: bytes) -> None:
        nonlocal refused
        refused += 1
        with suppress(SealingError):
            opens(data)
            refused -= 1

    for seed in seeds:
        opens(seed) if name != "code" else None
    for _ in range(runs):
        attempt(target, draw, seeds)
    return refused


@pytest.mark.parametrize("name", TARGETS)
def test_changed_seeds_raise_nothing_else(name: str) -> None:
    assert fuzz(name, 200) > 0


@pytest.mark.deep
@pytest.mark.parametrize("name", TARGETS)
def test_many_changed_seeds_raise_nothing_else(name: str) -> None:
    assert fuzz(name, 5_000) > 0


def test_another_error_would_be_found() -> None:
    with pytest.raises(UnicodeDecodeError):
        attempt(lambda data: data.decode("ascii"), random.Random(1), [b"\xff" * 40])
