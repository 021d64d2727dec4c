"""A message proves its author and its place; whoever only reads cannot write as another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from mizan.sealing.context import Purpose
from mizan.sealing.errors import KeyRefused, OpenError
from mizan.sealing.messages import open_message, seal_message
from mizan.sealing.reports import new_report

KEY = new_report()
REPORTER, OFFICER = b"r" * 32, b"o" * 32
VERIFY = {seed: bytes(SigningKey(seed).verify_key) for seed in (REPORTER, OFFICER)}


@given(st.binary(max_size=3000), st.integers(0, 5))
def test_the_author_is_proved(text: bytes, number: int) -> None:
    sealed = seal_message(KEY.report, Purpose.FROM_REPORTER, number, REPORTER, text)
    assert open_message(KEY, Purpose.FROM_REPORTER, number, VERIFY[REPORTER], sealed) == text


def test_a_reader_cannot_write_as_the_reporter() -> None:
    forged = seal_message(KEY.report, Purpose.FROM_REPORTER, 1, OFFICER, b"I withdraw")
    with pytest.raises(OpenError, match="did not sign"):
        open_message(KEY, Purpose.FROM_REPORTER, 1, VERIFY[REPORTER], forged)
    for content in (b"I withdraw", b"", bytes(64) + b"I withdraw"):
        plain = KEY.report.seal(Purpose.FROM_REPORTER, content, 1)
        with pytest.raises(OpenError):
            open_message(KEY, Purpose.FROM_REPORTER, 1, VERIFY[REPORTER], plain)


def test_a_signed_message_cannot_be_sealed_again_in_another_place() -> None:
    sealed = seal_message(KEY.report, Purpose.FROM_REPORTER, 1, REPORTER, b"yes")
    content = KEY.open(Purpose.FROM_REPORTER, sealed, 1)
    other = new_report()
    for key, number in ((KEY, 2), (other, 1), (KEY.next_epoch(), 1)):
        moved = key.report.seal(Purpose.FROM_REPORTER, content, number)
        with pytest.raises(OpenError, match="did not sign"):
            open_message(key, Purpose.FROM_REPORTER, number, VERIFY[REPORTER], moved)


def test_an_author_key_or_seed_that_is_none_is_refused() -> None:
    sealed = seal_message(KEY.report, Purpose.NOTE, 1, OFFICER, b"x")
    with pytest.raises(OpenError):
        open_message(KEY, Purpose.NOTE, 1, b"short", sealed)
    with pytest.raises(KeyRefused):
        seal_message(KEY.report, Purpose.NOTE, 1, b"short", b"x")
