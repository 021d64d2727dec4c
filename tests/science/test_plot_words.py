"""The words drawn into plots: both languages say the same things, in the terms and digits of the house."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from fontTools.ttLib import TTFont

from mizan.science import lettering
from mizan.science.calibration.command import main as signals
from mizan.science.calibration.words import WORDS as SIGNALS
from mizan.science.conditions.command import main as conditions
from mizan.science.conditions.words import WORDS as CONDITIONS
from mizan.science.estimation.command import main as estimate
from mizan.science.estimation.words import catalogue
from mizan.science.surveillance.command import main as warn
from mizan.science.surveillance.words import WORDS as WARNINGS

ROOT = Path(__file__).parents[2]
DATA, SPEC = ROOT / "tests" / "data", str(ROOT / "packs" / "pakistan" / "conditions.yaml")
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


def test_the_face_in_the_plots_has_every_letter_of_their_urdu() -> None:
    known = set(TTFont(BytesIO(lettering.FILE.read_bytes())).getBestCmap())
    said = "".join(text for words in (SIGNALS, CONDITIONS, WARNINGS) for text in words["ur"].values())
    said += "".join(both["ur"] for kind in ("say", "method") for both in catalogue()[kind].values())
    assert {letter for letter in said if "\u0600" <= letter <= "\u06ff" and ord(letter) not in known} == set()


@pytest.mark.parametrize(
    ("main", "argv"),
    [
        (warn, [str(DATA / "surveillance" / "inputs" / "fluBYBW.csv"), "--from", "415", "--lang", "ur"]),
        (signals, [str(DATA / "calibration" / "units_counts.csv"), "--lang", "ur"]),
        (conditions, [str(DATA / "conditions" / "districts.csv"), "--spec", SPEC, "--runs", "20", "--lang", "ur"]),
        (estimate, [str(DATA / "estimation" / "Kosovo.csv"), "--method", "bic"]),
    ],
    ids=["warn", "signals", "conditions", "estimate"],
)
def test_a_plot_in_urdu_brings_its_own_letters_and_loads_nothing(
    main: Callable[[list[str]], int], argv: list[str], tmp_path: Path
) -> None:
    target = tmp_path / "plot.svg"
    assert main([*argv, "--plot", str(target)]) == 0
    drawn = target.read_text(encoding="utf-8")
    assert lettering.face() in drawn
    assert f"font-family:{lettering.FAMILIES}" in drawn or f'font-family="{lettering.FAMILIES}"' in drawn
    assert set(re.findall(r'(?:url\("?|href="|src=")([^"]{4})', drawn)) == {"data"}
