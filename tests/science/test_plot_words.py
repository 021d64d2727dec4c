"""The words drawn into plots: both languages say the same things, in the terms and digits of the house."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from mizan.science.calibration.words import WORDS as SIGNALS
from mizan.science.conditions.words import WORDS as CONDITIONS
from mizan.science.surveillance.words import WORDS as WARNINGS

ALL = pytest.mark.parametrize("words", [SIGNALS, CONDITIONS, WARNINGS], ids=["signals", "conditions", "warnings"])


@ALL
def test_every_word_stands_in_both_languages_with_the_same_places_to_fill(words: dict[str, dict[str, str]]) -> None:
    assert words["en"].keys() == words["ur"].keys()
    for key, english in words["en"].items():
        assert words["ur"][key]
        assert _fields(english) == _fields(words["ur"][key]), key


@ALL
def test_urdu_keeps_the_western_digits_of_the_english(words: dict[str, dict[str, str]]) -> None:
    for key, english in words["en"].items():
        assert re.findall(r"\d+(?:\.\d+)?", english, re.ASCII) == re.findall(r"\d+(?:\.\d+)?", words["ur"][key]), key


def test_a_place_has_a_rank_and_never_the_word_for_a_score() -> None:
    assert not [text for text in CONDITIONS["ur"].values() if "درجہ" in text]


def _fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}
