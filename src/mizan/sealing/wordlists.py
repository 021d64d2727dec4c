"""The lists of 2,048 words in which a codeword is spoken: one word is 11 bits, its place in the list the value.

A list never changes once a codeword was issued from it: its SHA-256 is fixed here and checked when it is read.
Sources and doubts: docs/sealing.md.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

SIZE = 2048
DIGESTS = {"en": "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"}
FILES = {"en": "english.txt"}
# Letters that keyboards for Arabic and Urdu write differently, though they look alike.
_LIKE = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ہ": "ہ", "ه": "ہ", "ة": "ہ", "ۃ": "ہ", "ۂ": "ہ", "أ": "ا", "إ": "ا"}
)
_SILENT = "ـ\u200c\u200d\u200e\u200f"  # tatweel, joiners, marks of direction


class Language(StrEnum):
    """The languages with a list."""

    ENGLISH = "en"


@dataclass(frozen=True)
class WordList:
    """`words` in their order; `places` finds the place of a normalised word."""

    words: tuple[str, ...]
    places: dict[str, int]


def normal(word: str) -> str:
    """One form for all ways to type a word: small letters, no vowel signs, one letter for look-alikes."""
    text = unicodedata.normalize("NFKC", word).casefold().translate(_LIKE)
    bare = (letter for letter in unicodedata.normalize("NFD", text) if letter not in _SILENT)
    kept = "".join(letter for letter in bare if unicodedata.category(letter) != "Mn" or letter in "\u0653\u0654")
    return unicodedata.normalize("NFC", kept)


@cache
def word_list(language: Language) -> WordList:
    """The list of a language. Breaks loudly if its file is not the one that codewords were issued from."""
    data = (Path(__file__).parent / FILES[language]).read_bytes()
    if sha256(data).hexdigest() != DIGESTS[language]:
        raise RuntimeError(f"{FILES[language]} is not the list that codewords were issued from")
    words = tuple(data.decode().split())
    return WordList(words, {normal(word): place for place, word in enumerate(words)})
