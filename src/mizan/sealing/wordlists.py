"""The lists of 2,048 words in which a codeword is spoken: one word is 11 bits, its place in the list the value.

A list never changes once a codeword was issued from it: its SHA-256 is fixed here and checked when it is read.
Urdu words are looked up by their sound (`normal`), so that a reporter who writes ث for س is understood; no two words of
the list come nearer than two letters in it. Sources and doubts: docs/sealing.md.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

SIZE, LONGEST = 2048, 8  # words; letters of the longest word
# Letters that keyboards write differently or that sound alike in Urdu; the aspirate ھ and the hamza are left out.
_ALIKE = str.maketrans(
    {"ي": "ی", "ى": "ی", "ے": "ی", "ئ": "ی", "ك": "ک", "ق": "ک", "ه": "ہ", "ة": "ہ", "ۃ": "ہ", "ۂ": "ہ", "ح": "ہ",
     "أ": "ا", "إ": "ا", "آ": "ا", "ع": "ا", "ؤ": "و", "ں": "ن", "ث": "س", "ص": "س", "ذ": "ز", "ض": "ز", "ظ": "ز",
     "ژ": "ز", "ط": "ت", "ھ": None, "ء": None, "ـ": None, "\u200c": None, "\u200d": None, "\u200e": None,
     "\u200f": None}
)  # fmt: skip


class Language(StrEnum):
    """The languages with a list."""

    ENGLISH = "en"
    URDU = "ur"


FILES = {Language.ENGLISH: "english.txt", Language.URDU: "urdu.txt"}
DIGESTS = {
    Language.ENGLISH: "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda",
    Language.URDU: "7a317ff2df1068a8f2909e211444d5076fd4b5f13d514be6b0eac93ac63bdfae",
}


@dataclass(frozen=True)
class WordList:
    """Words in their order; the place of each normal form; the places of normal forms with one letter less."""

    words: tuple[str, ...]
    places: dict[str, int]
    shorter: dict[str, list[int]]

    def near(self, typed: str) -> tuple[str, ...]:
        """Up to three words that differ from a normal form by about one letter. Quick, since anybody may ask."""
        found = [place for key in {typed, *_shortened(typed)} for place in self.shorter.get(key, ())]
        return tuple(self.words[place] for place in sorted(set(found))[:3])


def normal(word: str) -> str:
    """One form for all ways to type a word: small letters, no vowel signs, one letter for those that sound alike."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold()).translate(_ALIKE)
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if unicodedata.category(letter) != "Mn")


@cache
def word_list(language: Language) -> WordList:
    """The list of a language. Breaks loudly if its file is not the one that codewords were issued from."""
    data = (Path(__file__).parent / FILES[language]).read_bytes()
    if sha256(data).hexdigest() != DIGESTS[language]:
        raise RuntimeError(f"{FILES[language]} is not the list that codewords were issued from")
    words = tuple(data.decode().split())
    places = {normal(word): place for place, word in enumerate(words)}
    shorter: dict[str, list[int]] = {}
    for word, place in places.items():
        for key in {word, *_shortened(word)}:
            shorter.setdefault(key, []).append(place)
    return WordList(words, places, shorter)


def _shortened(word: str) -> set[str]:
    """The word without each of its letters in turn. Long nonsense has none."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))} if len(word) <= LONGEST + 1 else set()
