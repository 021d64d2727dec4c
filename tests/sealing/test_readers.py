"""A reader's keys open with the passphrase, the sheet or the session, each for itself, and with nothing else."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.sealing.errors import KeyRefused, OpenError, SealingError
from mizan.sealing.paper import ALPHABET, read, write
from mizan.sealing.pepper import join, split
from mizan.sealing.readers import HEAD, MEMORY, PASSES, is_weaker, lock_keys, new_keys, unlock_keys, unpack
from mizan.sealing.recovery import draw_code, lock_copy, sheet, unlock_copy
from mizan.sealing.sessions import lock_for_session, new_cookie, unlock_in_session

KEYS, OTHER = new_keys(), new_keys()
WORDS = "correct horse battery"
CHEAP = {"passes": 1, "memory": 8}  # KiB: tests of the form need no work


def test_the_passphrase_opens_under_the_parameters_of_today() -> None:
    locked = lock_keys(KEYS, WORDS)
    assert struct.unpack_from(">BBI", locked) == (1, 3, 128 * 1024)
    assert unlock_keys(locked, WORDS, KEYS.public) == KEYS
    assert not is_weaker(locked)
    with pytest.raises(OpenError):
        unlock_keys(locked, WORDS + "x", KEYS.public)


def test_each_locking_has_its_own_salt() -> None:
    assert lock_keys(KEYS, WORDS, **CHEAP)[6:22] != lock_keys(KEYS, WORDS, **CHEAP)[6:22]


def test_keys_locked_with_less_work_are_told_so_that_they_are_locked_again() -> None:
    assert is_weaker(lock_keys(KEYS, WORDS, **CHEAP))
    assert PASSES * MEMORY == 3 * 131_072
    with pytest.raises(OpenError):
        is_weaker(b"")


def test_a_passphrase_typed_in_another_normal_form_is_the_same() -> None:
    locked = lock_keys(KEYS, "caf\u00e9 of the harbour", **CHEAP)
    assert unlock_keys(locked, "cafe\u0301 of the harbour", KEYS.public) == KEYS


@pytest.mark.parametrize("words", ["", "short", "x" * 11, "x" * 257, "half a letter \ud800"])
def test_a_passphrase_too_short_too_long_or_no_text_is_refused(words: str) -> None:
    with pytest.raises(KeyRefused):
        lock_keys(KEYS, words, **CHEAP)


def test_another_readers_row_is_refused() -> None:
    locked = lock_keys(KEYS, WORDS, **CHEAP)
    with pytest.raises(OpenError):
        unlock_keys(locked, WORDS, OTHER.public)
    with pytest.raises(OpenError):
        unpack(OTHER.pack(), KEYS.public)


@settings(deadline=None)
@given(st.data())
def test_any_flipped_bit_of_locked_keys_is_refused(data: st.DataObject) -> None:
    whole = bytearray(lock_keys(KEYS, WORDS, **CHEAP))
    at = data.draw(st.sampled_from([0, 5, *range(6, len(whole))]))  # more work is refused or slow, see below
    whole[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(OpenError):
        unlock_keys(bytes(whole), WORDS, KEYS.public)


@pytest.mark.parametrize(("passes", "memory"), [(0, 8), (11, 8), (1, 7), (1, (1 << 20) + 1), (255, 1 << 31)])
def test_a_row_that_asks_for_too_much_work_is_refused_before_any(passes: int, memory: int) -> None:
    with pytest.raises(OpenError, match="no locked keys"):
        unlock_keys(struct.pack(">BBI16s", 1, passes, memory, b"s" * 16) + bytes(100), WORDS, KEYS.public)


@given(st.binary(max_size=21))
def test_what_is_too_short_for_locked_keys_is_refused(data: bytes) -> None:
    with pytest.raises(OpenError):
        unlock_keys(data, WORDS, KEYS.public)


def test_the_sheet_opens_the_copy_however_it_is_typed() -> None:
    code = draw_code()
    copy = lock_copy(KEYS, code)
    sloppy = code.lower().replace(" ", "-").replace("0", "o").replace("1", "l")
    assert unlock_copy(copy, code, KEYS.public) == unlock_copy(copy, sloppy, KEYS.public) == KEYS
    with pytest.raises(OpenError):
        unlock_copy(copy, draw_code(), KEYS.public)
    with pytest.raises(OpenError):
        unlock_copy(lock_copy(OTHER, code), code, KEYS.public)


@given(st.integers(0, 31), st.integers(1, 31))
def test_one_wrong_letter_of_the_code_is_always_found(place: int, more: int) -> None:
    letters = draw_code().replace(" ", "")
    wrong = ALPHABET[(ALPHABET.index(letters[place]) + more) % 32]
    with pytest.raises(KeyRefused, match="slip"):
        unlock_copy(b"", letters[:place] + wrong + letters[place + 1 :], KEYS.public)


@given(st.text(max_size=200))
def test_any_other_text_is_no_code(code: str) -> None:
    with pytest.raises(SealingError):
        unlock_copy(b"", code, KEYS.public)


@given(st.binary(min_size=1, max_size=64))
def test_what_is_written_on_paper_is_read_again(secret: bytes) -> None:
    assert read(write(secret), len(secret)) == secret


def test_two_sheets_give_the_pepper_and_one_alone_says_nothing() -> None:
    pepper = bytes(range(32))
    one, other = split(pepper)
    assert join(one, other) == join(other.lower(), one) == pepper
    assert split(pepper) != (one, other)
    for bad in ((one, one), (one, other[:-1]), (one, "")):
        with pytest.raises(KeyRefused):
            join(*bad)
    with pytest.raises(KeyRefused):
        split(b"short")


def test_the_sheet_shows_the_code_and_fingerprints_and_no_secret() -> None:
    code = draw_code()
    text = sheet(code, KEYS.public)
    assert [group for group in code.split() if group not in text] == []
    assert KEYS.secret.hex() not in text
    assert KEYS.seed.hex() not in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_only_cookie_and_box_together_give_the_keys_and_only_in_their_session() -> None:
    cookie = new_cookie()
    box = lock_for_session(KEYS, cookie, b"session 1")
    assert unlock_in_session(box, cookie, b"session 1", KEYS.public) == KEYS
    for wrong in (
        (box, new_cookie(), b"session 1", KEYS.public), (box, cookie, b"session 2", KEYS.public),
        (box, cookie, b"session 1", OTHER.public), (b"", cookie, b"session 1", KEYS.public),
    ):  # fmt: skip
        with pytest.raises(OpenError):
            unlock_in_session(*wrong)
    with pytest.raises(KeyRefused):
        lock_for_session(KEYS, b"short", b"session 1")


def test_boxes_of_passphrase_sheet_and_session_cannot_stand_for_each_other() -> None:
    code, cookie = draw_code(), new_cookie()
    copy, box = lock_copy(KEYS, code), lock_for_session(KEYS, cookie, b"s")
    with pytest.raises(OpenError):
        unlock_copy(box, code, KEYS.public)
    with pytest.raises(OpenError):
        unlock_in_session(copy, cookie, b"s", KEYS.public)
    assert HEAD == b"mizan/reader/v1\n"


def test_secrets_of_a_reader_are_not_shown_by_repr() -> None:
    assert repr(KEYS.secret) not in repr(KEYS)
    assert "secret" not in repr(KEYS)
