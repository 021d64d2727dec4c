"""A codeword is one value in three forms, and slips are found as far as the form allows."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mizan.sealing.codeword import BYTES, DIGITS, Codeword, CodewordRefused, draw, parse
from mizan.sealing.wordlists import Language

VALUES = st.binary(min_size=BYTES, max_size=BYTES).map(Codeword)


@given(VALUES, st.sampled_from([" ", "-", ", ", "\n", "  "]))
def test_every_form_decodes_to_the_same_bytes(codeword: Codeword, between: str) -> None:
    for language in Language:
        assert parse(between.join(codeword.words(language))) == codeword
    assert parse(codeword.digits().replace(" ", between)) == codeword
    assert parse(codeword.digits()[:-3]) == codeword  # the check digits may be left out


@given(VALUES)
def test_digits_of_every_script_are_read(codeword: Codeword) -> None:
    for zero in "٠۰०":
        assert parse("".join(chr(ord(zero) + int(d)) if d != " " else d for d in codeword.digits())) == codeword


@given(VALUES, st.integers(0, DIGITS + 1), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(codeword: Codeword, place: int, more: int) -> None:
    plain = codeword.digits().replace(" ", "")
    wrong = plain[:place] + str((int(plain[place]) + more) % 10) + plain[place + 1 :]
    with pytest.raises(CodewordRefused) as refused:
        parse(wrong)
    assert refused.value.code == "check"


@given(VALUES, st.integers(0, DIGITS))
def test_two_neighbouring_digits_swapped_are_always_found(codeword: Codeword, place: int) -> None:
    plain = codeword.digits().replace(" ", "")
    assume(plain[place] != plain[place + 1])
    with pytest.raises(CodewordRefused):
        parse(plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :])


def test_a_word_that_is_none_is_named_by_its_place_with_the_nearest_words() -> None:
    words = list(Codeword(bytes(11)).words(Language.ENGLISH))
    words[2] = "abandom"
    with pytest.raises(CodewordRefused) as refused:
        parse(" ".join(words))
    assert (refused.value.code, refused.value.places) == ("unknown-word", (3,))
    assert "abandon" in refused.value.near[0]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"), (" - ", "empty"), ("x" * 257, "too-long"), ("abandon " * 7, "words"), ("1" * 26, "digits"),
        ("9" * 27, "check"), ("abandon " * 7 + "123", "unknown-word"),
    ],
)  # fmt: skip
def test_what_is_no_codeword_is_refused_with_a_code(typed: str, code: str) -> None:
    with pytest.raises(CodewordRefused) as refused:
        parse(typed)
    assert refused.value.code == code


@given(st.text(max_size=300))
def test_any_text_is_a_codeword_or_refused(typed: str) -> None:
    with contextlib.suppress(CodewordRefused):
        assert len(parse(typed).value) == BYTES


def test_drawn_codewords_differ_and_are_not_shown_by_repr() -> None:
    drawn = {draw() for _ in range(100)}
    assert len(drawn) == 100
    assert {repr(one) for one in drawn} == {"Codeword(...)"}


def test_a_codeword_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="11 bytes"):
        Codeword(b"short")
