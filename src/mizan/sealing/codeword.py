"""The reporter's codeword: 88 random bits, spoken as 8 words of English or Urdu or as 27 digits.

All forms decode to the same 11 bytes. Words: the value in base 2,048, first word highest. Digits: the value in base
ten, 27 places, in groups of three, then two check digits (ISO 7064, MOD 97-10), which the one who types may leave out.

What a slip does: any one wrong digit and any two neighbours swapped are found by the check digits. A word that is no
word of the list is found, with the nearest words; a word taken for another of the list is not: 8 words have room for 88
bits and no more. Then no report is found, which is what the door says.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass

from mizan.sealing.errors import SealingError
from mizan.sealing.wordlists import SIZE, Language, normal, word_list

WORDS, BITS, BYTES, DIGITS = 8, 88, 11, 27
MAX_TYPED = 256  # characters, before any work
_BREAKS = re.compile(r"[\s\-_.,;:/·،۔]+")


class CodewordRefused(SealingError):
    """What was typed is no codeword. `code` is for the door to word, `places` count from 1, `near` are guesses."""

    def __init__(self, code: str, places: tuple[int, ...] = (), near: tuple[tuple[str, ...], ...] = ()) -> None:
        super().__init__(f"no codeword: {code}")
        self.code, self.places, self.near = code, places, near


@dataclass(frozen=True)
class Codeword:
    """The 11 bytes and their three forms. Its `repr` does not show it."""

    value: bytes

    def __post_init__(self) -> None:
        if len(self.value) != BYTES:
            raise SealingError("a codeword has 11 bytes")

    def __repr__(self) -> str:
        return "Codeword(...)"

    def words(self, language: Language) -> tuple[str, ...]:
        """The eight words."""
        number, listed = int.from_bytes(self.value), word_list(language).words
        return tuple(listed[number >> 11 * place & SIZE - 1] for place in reversed(range(WORDS)))

    def digits(self) -> str:
        """Nine groups of three digits, then the two check digits: `012 345 ... 678 90`."""
        plain = f"{int.from_bytes(self.value):0{DIGITS}d}"
        return " ".join([*re.findall("...", plain), _check(plain)])


def draw() -> Codeword:
    """A new codeword from the system's randomness."""
    return Codeword(secrets.token_bytes(BYTES))


def parse(typed: str) -> Codeword:
    """The codeword of whatever form was typed, with any spaces, dashes or commas. Raises `CodewordRefused`."""
    if len(typed) > MAX_TYPED:
        raise CodewordRefused("too-long")
    parts = [part for part in _BREAKS.split(unicodedata.normalize("NFC", typed)) if part]
    if not parts:
        raise CodewordRefused("empty")
    joined = "".join(parts)
    if all(unicodedata.category(letter) == "Nd" for letter in joined):
        return _from_digits("".join(str(unicodedata.decimal(letter)) for letter in joined))
    return _from_words([normal(part) for part in parts])


def _from_digits(plain: str) -> Codeword:
    if len(plain) not in (DIGITS, DIGITS + 2):
        raise CodewordRefused("digits")
    if len(plain) > DIGITS and _check(plain[:DIGITS]) != plain[DIGITS:]:
        raise CodewordRefused("check")
    number = int(plain[:DIGITS])
    if number >> BITS:
        raise CodewordRefused("check")  # 27 digits hold more numbers than 88 bits
    return Codeword(number.to_bytes(BYTES))


def _from_words(parts: list[str]) -> Codeword:
    if len(parts) != WORDS:
        raise CodewordRefused("words")
    language = max(Language, key=lambda one: sum(part in word_list(one).places for part in parts))
    listed = word_list(language)
    places = listed.places
    wrong = tuple(place for place, part in enumerate(parts, 1) if part not in places)
    if wrong:
        raise CodewordRefused("unknown-word", wrong, tuple(listed.near(parts[place - 1]) for place in wrong))
    number = 0
    for part in parts:
        number = number << 11 | places[part]
    return Codeword(number.to_bytes(BYTES))


def _check(plain: str) -> str:
    return f"{98 - int(plain) * 100 % 97:02d}"
