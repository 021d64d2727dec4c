"""The word lists can be spoken, typed and told apart."""

from __future__ import annotations

import contextlib
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.sealing import wordlists
from mizan.sealing.codeword import CodewordRefused, parse
from mizan.sealing.wordlists import SIZE, Language, normal, word_list

URDU_LETTERS = set("اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھیےئؤ")
# Words that a frightened person should not have to say aloud or carry: insults, body, faiths, weapons, deaths.
UNWANTED = frozenset(
    (Path(__file__).parents[1] / "data" / "sealing" / "unwanted_urdu.txt").read_text(encoding="utf-8").split()
)


def near(one: str, other: str) -> bool:
    """Whether at most one letter is changed, added or left out. Written apart from how the list was made."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def near_pairs(words: list[str]) -> set[tuple[str, str]]:
    """Only words that share a half at one end can be near: compare within those."""
    halves = defaultdict(set)
    for word in words:
        middle = len(word) // 2
        for cut in {middle, max(middle - 1, 0), middle + 1}:
            halves["<" + word[:cut]].add(word)
            halves[">" + word[cut:]].add(word)
    found = set()
    for group in halves.values():
        ordered = sorted(group)
        found |= {(a, b) for place, a in enumerate(ordered) for b in ordered[place + 1 :] if near(a, b)}
    return found


@pytest.mark.parametrize("language", Language)
def test_a_list_has_2048_different_words_and_stays_different_after_normalising(language: Language) -> None:
    listed = word_list(language)
    assert len(listed.words) == len(set(listed.words)) == len(listed.places) == SIZE


@pytest.mark.parametrize("language", Language)
def test_words_are_sorted_and_in_normal_form_c(language: Language) -> None:
    words = word_list(language).words
    assert list(words) == sorted(words)
    assert all(unicodedata.is_normalized("NFC", word) for word in words)


def test_english_words_are_told_by_their_first_four_letters() -> None:
    assert len({word[:4] for word in word_list(Language.ENGLISH).words}) == SIZE


def test_urdu_words_have_three_to_seven_plain_letters() -> None:
    for word in word_list(Language.URDU).words:
        assert 3 <= len(word) <= 7, word
        assert set(word) <= URDU_LETTERS, word


def test_no_two_urdu_words_come_nearer_than_two_letters_in_sound() -> None:
    sounds = [normal(word) for word in word_list(Language.URDU).words]
    assert near_pairs(sounds) == set()


def test_near_words_would_be_found() -> None:
    assert near_pairs(["بادام", "بادم", "خواب", "خراب", "بازار"]) == {("بادام", "بادم"), ("خراب", "خواب")}
    assert near("abc", "abc")
    assert not near("abcd", "abdc")


def test_no_unwanted_word_is_in_the_urdu_list() -> None:
    assert len(UNWANTED) > 100
    assert not UNWANTED & set(word_list(Language.URDU).words)


def test_no_word_is_in_both_lists() -> None:
    assert not set(word_list(Language.ENGLISH).places) & set(word_list(Language.URDU).places)


@given(st.lists(st.integers(0, SIZE - 1), min_size=8, max_size=8), st.data())
def test_an_urdu_word_written_with_letters_of_the_same_sound_is_understood(
    places: list[int], data: st.DataObject
) -> None:
    words = [word_list(Language.URDU).words[place] for place in places]
    swaps = {"س": "ص", "ز": "ظ", "ت": "ط", "ہ": "ه", "ی": "ي", "ک": "ك", "ن": "ں", "آ": "ا"}
    typed = [
        "".join(swaps.get(letter, letter) if data.draw(st.booleans()) else letter for letter in word) for word in words
    ]
    assert parse(" ".join(typed)) == parse("-".join(words))


@given(st.sampled_from(word_list(Language.URDU).words), st.data())
def test_one_wrong_letter_of_an_urdu_word_is_never_another_word(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(sorted(URDU_LETTERS)))
    wrong = word[:place] + letter + word[place + 1 :]
    with contextlib.suppress(CodewordRefused):
        assert parse(" ".join([wrong] * 8)) == parse(" ".join([word] * 8))


@given(st.sampled_from(Language), st.data())
def test_a_slip_of_one_letter_is_answered_with_the_word_that_was_meant(language: Language, data: st.DataObject) -> None:
    listed = word_list(language)
    word = normal(data.draw(st.sampled_from(listed.words)))
    at = data.draw(st.integers(0, len(word) - 1))
    shorter = word[:at] + word[at + 1 :]
    assert listed.words[listed.places[word]] in listed.near(shorter) or len(listed.near(shorter)) == 3


def test_no_word_is_longer_than_the_search_for_near_words_allows() -> None:
    assert max(len(word) for language in Language for word in word_list(language).places) == wordlists.LONGEST
    assert word_list(Language.ENGLISH).near("x" * 200) == ()


def test_a_changed_list_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(wordlists.DIGESTS, Language.URDU, "0" * 64)
    word_list.cache_clear()
    with pytest.raises(RuntimeError, match="issued"):
        word_list(Language.URDU)
    word_list.cache_clear()


def test_vowel_signs_joiners_and_old_letters_make_no_difference() -> None:
    assert normal("کِتاب") == normal("كتاب") == normal("کت\u200cاب") == "کتاب"
    assert normal("ABANDON") == "abandon"


def test_the_licences_stand_beside_the_lists() -> None:
    text = (Path(wordlists.__file__).parent / "wordlists.licence.txt").read_text(encoding="utf-8")
    for holder in ("Pavol Rusnak", "ExplosionAI", "Google"):
        assert holder in text
