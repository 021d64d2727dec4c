"""Every word of the packs that a person reads exists in Urdu, spelled with Urdu letters, and loses no figure."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import polib
import pytest

from mizan.web.packs.reading import read_pack
from mizan.web.packs.strings import PLACEHOLDER, messages_of

PACKS = Path(__file__).resolve().parents[2] / "packs"
NAMES = ("untoc", "south_asia", "pakistan")

URDU_LETTER = re.compile("[\u0621-\u064a\u066e-\u06d3]")
ARABIC_ONLY_LETTER = re.compile("[\u0643\u064a\u0649\u0647\u0629]")  # kaf, yeh, alef maksura, heh, teh marbuta
ARABIC_FIGURE = re.compile("[\u0660-\u0669\u06f0-\u06f9]")  # the house writes 0-9 in both languages


def english(name: str) -> set[str]:
    """Every text of the pack that is shown to a person."""
    pack = read_pack(PACKS / name)
    assert not pack.faults, pack.faults
    return {message.text for message in messages_of(pack) if message.text}


def catalogue(name: str) -> polib.POFile:
    return polib.pofile(str(PACKS / name / "locale" / "ur" / "pack.po"), check_for_duplicates=True)


def entries() -> list[tuple[str, polib.POEntry]]:
    return [(name, entry) for name in NAMES for entry in catalogue(name)]


def figures(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+", text))


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_a_pack_stands_in_its_urdu_catalogue(name: str) -> None:
    texts = english(name)
    assert len(texts) > 40  # the walk found the rows at all
    assert sorted(texts - {entry.msgid for entry in catalogue(name) if entry.msgstr.strip()}) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_urdu_stands_for_a_text_that_is_gone(name: str) -> None:
    assert sorted({entry.msgid for entry in catalogue(name)} - english(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_catalogue_says_that_it_is_urdu_in_utf8(name: str) -> None:
    head = catalogue(name).metadata
    assert head["Language"] == "ur"
    assert head["Content-Type"].endswith("charset=UTF-8")
    assert head["Plural-Forms"] == "nplurals=2; plural=(n != 1);"


def test_no_urdu_is_marked_as_doubtful_or_obsolete() -> None:
    assert [(name, entry.msgid) for name, entry in entries() if entry.fuzzy or entry.obsolete] == []


def test_the_urdu_is_not_the_english_again() -> None:
    """A text without letters, such as a sum, is the same in both languages."""
    lettered = [(name, entry) for name, entry in entries() if re.search("[A-Za-z]", entry.msgid)]
    assert [(name, entry.msgid) for name, entry in lettered if entry.msgid == entry.msgstr] == []
    assert [(name, entry.msgid) for name, entry in lettered if not URDU_LETTER.search(entry.msgstr)] == []


def test_the_urdu_uses_urdu_letters_and_the_figures_of_the_house() -> None:
    wrong = [
        (name, entry.msgstr)
        for name, entry in entries()
        if ARABIC_ONLY_LETTER.search(entry.msgstr) or ARABIC_FIGURE.search(entry.msgstr)
    ]
    assert wrong == []


def test_the_urdu_keeps_every_figure_of_the_english_and_adds_none() -> None:
    changed = [(name, entry.msgid) for name, entry in entries() if figures(entry.msgid) != figures(entry.msgstr)]
    assert changed == []


def test_the_urdu_keeps_every_placeholder() -> None:
    def holes(text: str) -> Counter[str]:
        return Counter(PLACEHOLDER.findall(text))

    assert [entry.msgid for _, entry in entries() if holes(entry.msgid) != holes(entry.msgstr)] == []


def test_a_question_stays_a_question_and_a_sentence_ends_as_one() -> None:
    questions = [entry for _, entry in entries() if entry.msgid.endswith("?")]
    assert [entry.msgid for entry in questions if not entry.msgstr.endswith("؟")] == []
    sentences = [entry for _, entry in entries() if entry.msgid.endswith(".")]
    assert [entry.msgid for entry in sentences if not entry.msgstr.endswith("۔")] == []


def test_one_english_text_has_one_urdu_text_in_all_packs() -> None:
    """Catalogues of packs are laid over one another, so two words for one text would hide each other."""
    said: dict[str, set[str]] = {}
    for _, entry in entries():
        said.setdefault(entry.msgid, set()).add(entry.msgstr)
    assert {text: found for text, found in said.items() if len(found) > 1} == {}


def test_trafficking_and_smuggling_are_kept_apart() -> None:
    """The glossary's first rule: the word for smuggling stands only where the English speaks of smuggling."""
    mixed = [
        entry.msgid
        for _, entry in entries()
        if ("سمگلنگ" in entry.msgstr) != ("smuggling" in entry.msgid.lower())
    ]  # fmt: skip
    assert mixed == []
