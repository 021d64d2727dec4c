"""A body without computers: its recipient is read without a slip, its drill answered by its own key alone."""

from __future__ import annotations

import pyrage
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mizan.sealing import courier
from mizan.sealing.boxes import public_of
from mizan.sealing.context import Context, Purpose
from mizan.sealing.courier import (
    CODE,
    SecretShown,
    ask_courier,
    courier_answer,
    is_receipt,
    public_of_recipient,
    receipt_code,
    recipient_in,
)
from mizan.sealing.errors import KeyRefused
from mizan.sealing.offline import armor, export, open_export

BODY, OTHER = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
TO = str(BODY.to_public())
LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def secret_of(identity: pyrage.x25519.Identity) -> bytes:
    """The 32 bytes inside `AGE-SECRET-KEY-1...`, read here by hand."""
    letters = str(identity).lower().split("1", 1)[1][:-6]
    number = 0
    for letter in letters:
        number = number << 5 | LETTERS.index(letter)
    return (number >> 4).to_bytes(32)  # 52 letters hold four bits more than 32 bytes


def recipient_of(public: bytes) -> str:
    """Bech32 of any 32 bytes, with right check letters."""
    values = [int(f"{int.from_bytes(public):0256b}0000"[at : at + 5], 2) for at in range(0, 260, 5)]
    prefix = [*(ord(c) >> 5 for c in "age"), 0, *(ord(c) & 31 for c in "age")]
    check = courier._polymod([*prefix, *values, *[0] * 6]) ^ 1
    return "age1" + "".join(LETTERS[value] for value in [*values, *(check >> 5 * (5 - n) & 31 for n in range(6))])


def code_in(drill: bytes, identity: pyrage.x25519.Identity) -> str:
    lines = pyrage.decrypt(drill, [identity]).decode().split("\n")
    assert lines[0] == "mizan/drill/v1"
    return str(lines[3])


@pytest.mark.parametrize("_time", range(20))
def test_the_public_key_in_a_recipient_is_that_of_its_secret(_time: int) -> None:
    identity = pyrage.x25519.Identity.generate()
    assert public_of_recipient(str(identity.to_public())) == public_of(secret_of(identity))


@given(st.integers(4, 61), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_always_found(at: int, letter: str) -> None:
    if TO[at] != letter:
        with pytest.raises(KeyRefused):
            public_of_recipient(TO[:at] + letter + TO[at + 1 :])


@given(st.integers(4, 60))
def test_two_neighbours_swapped_are_always_found(at: int) -> None:
    if TO[at] != TO[at + 1]:
        with pytest.raises(KeyRefused):
            public_of_recipient(TO[:at] + TO[at + 1] + TO[at] + TO[at + 2 :])


@given(st.text(max_size=80) | st.from_regex(r"age1[02-9ac-hj-np-z]{58}", fullmatch=True))
@example("")
@example(TO.upper())
@example(TO + "\n")
def test_nothing_else_is_a_recipient(text: str) -> None:
    if text != TO:
        with pytest.raises(KeyRefused):
            public_of_recipient(text)


def test_a_key_to_which_anybody_could_open_is_refused() -> None:
    assert recipient_of(public_of_recipient(TO)) == TO
    for low in (bytes(32), b"\x01" + bytes(31)):
        with pytest.raises(KeyRefused):
            public_of_recipient(recipient_of(low))


def test_a_recipient_is_found_in_what_age_keygen_writes_and_a_secret_key_is_told_apart() -> None:
    assert recipient_in(f"{TO}\n") == recipient_in(f"# created: 2026\n# public key: {TO}\n") == TO
    with pytest.raises(SecretShown):
        recipient_in(f"# public key: {TO}\n{BODY}\n")
    for text in ("", "age1", f"{TO} {OTHER.to_public()}"):
        with pytest.raises(KeyRefused):
            recipient_in(text)


def test_a_drill_is_answered_with_the_bodys_key_and_with_no_other() -> None:
    drill = ask_courier(TO, "Words.")
    code = code_in(drill.box, BODY)
    assert drill.is_met_by(courier_answer(code))
    assert drill.is_met_by(courier_answer(code.lower().replace(" ", "-").replace("0", "O")))
    with pytest.raises(pyrage.DecryptError):
        code_in(drill.box, OTHER)
    assert code.replace(" ", "").encode() not in drill.box
    assert not drill.is_met_by(courier_answer(code_in(ask_courier(TO).box, BODY)))


@given(st.text(max_size=40))
def test_what_is_typed_is_an_answer_or_refused(typed: str) -> None:
    try:
        answer = courier_answer(typed)
    except KeyRefused:
        return
    assert len(answer) == 32


def test_an_armored_file_opens_as_the_plain_one_does() -> None:
    where = Context(b"i" * 16, Purpose.BODY)
    data = armor(export("بیان", where, TO))
    assert data.isascii()
    assert max(map(len, data.split(b"\n"))) == 64
    assert open_export(data, str(BODY), where) == "بیان"


def test_a_receipt_belongs_to_one_parcel_and_one_instance() -> None:
    code = receipt_code(b"k" * 32, b"p" * 16)
    assert is_receipt(b"k" * 32, b"p" * 16, code.lower())
    assert not is_receipt(b"k" * 32, b"q" * 16, code)
    assert not is_receipt(b"l" * 32, b"p" * 16, code)
    with pytest.raises(KeyRefused):
        is_receipt(b"k" * 32, b"p" * 16, code[:-3])
    assert CODE * 8 == 80
