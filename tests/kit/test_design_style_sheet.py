"""The style sheet keeps its promises: small, direction-free, colours by token, nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "src/mizan/kit/static/kit"
SHEETS = {path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("*.css")}
MAIN = SHEETS["mizan.css"]

# Properties and values that point to a side of the screen instead of a side of the reading.
PHYSICAL = re.compile(
    r"(?<![\w-])(?:left|right|top|bottom|width|height|min-width|min-height|max-height|inset"
    r"|(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius|overflow-[xy])\s*:"
    r"|(?:text-align|float|clear):\s*(?:left|right)|\bto (?:left|right)\b"
)
ALLOWED = {"overflow-x:"}  # overflow-inline is not yet known to every browser; x is the reading line in both languages


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


@pytest.mark.parametrize("name", SHEETS)
def test_only_logical_properties_are_used(name: str) -> None:
    rules = re.sub(r"\(max-width: 30rem\)", "", without_comments(SHEETS[name]))
    found = [hit for hit in PHYSICAL.findall(rules) if hit not in ALLOWED]
    assert found == []


def test_the_search_for_physical_words_finds_them() -> None:
    for bad in ("margin-left: 1px", "left: 0", "text-align: right", "border-top-left-radius: 2px", "float: left"):
        assert PHYSICAL.search(f"a {{ {bad}; }}"), bad


@pytest.mark.parametrize("name", SHEETS)
def test_four_values_never_hide_a_side(name: str) -> None:
    shorthand = re.compile(r"(?:margin|padding|inset|border-width|border-radius): ([^;]+);")
    for value in shorthand.findall(without_comments(SHEETS[name])):
        parts = re.sub(r"\([^)]*\)", "()", value).split()
        if len(parts) == 4:
            assert parts[1] == parts[3] or parts[:2] == ["0", "0"], value


def test_the_sheet_is_under_twenty_kilobytes() -> None:
    assert len(MAIN.encode()) < 20_000


@pytest.mark.parametrize("name", SHEETS)
def test_layers_stand_in_one_order(name: str) -> None:
    assert "@layer tokens, base, layout, parts, print;" in SHEETS[name]


def test_colours_are_named_in_tokens_only() -> None:
    rules = without_comments(MAIN)
    after_tokens = rules[rules.index("@layer base {") : rules.index("@media print")]
    assert re.findall(r"#[0-9a-f]{3,8}\b(?!-)|rgb\(|hsl\(", after_tokens.replace("#hatch-society", "")) == []


def test_every_token_used_is_defined_and_every_token_defined_is_used() -> None:
    everything = "".join(SHEETS.values())
    used = set(re.findall(r"var\(--([\w-]+)", everything))
    defined = set(re.findall(r"--([\w-]+):", everything))
    assert used == defined


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_is_loaded_from_elsewhere_or_inlined(name: str) -> None:
    addresses = re.findall(r"url\(\"?([^)\"]+)", SHEETS[name])
    assert all(address.startswith(("fonts/", "#")) for address in addresses)
    assert "@import" not in SHEETS[name]


def test_people_who_need_it_are_served() -> None:
    for promise in (
        "outline: 2px solid",
        "prefers-reduced-motion: no-preference",
        "forced-colors: active",
        "prefers-color-scheme: dark",
        "@media print",
        "min-block-size: 24px",
        "tabular-nums",
    ):
        assert promise in MAIN, promise


def test_motion_is_only_for_those_who_did_not_decline_it() -> None:
    assert not re.search(r"animation|transition", MAIN)
    assert MAIN.count("scroll-behavior") == 1


def test_urdu_is_never_slanted_spaced_or_clipped() -> None:
    urdu = SHEETS["urdu.css"]
    assert "font-style: normal !important" in urdu
    assert "letter-spacing: 0 !important" in urdu
    assert "overflow" not in urdu
    leading = [float(value) for value in re.findall(r"--leading: ([\d.]+)", urdu)]
    assert leading
    assert all(2.2 <= value <= 2.4 for value in leading)


def test_the_urdu_face_is_bundled_with_its_licence_and_bound_to_urdu_letters() -> None:
    face = (STATIC / "fonts/noto-nastaliq-urdu-wght.woff2").read_bytes()
    licence = (STATIC / "fonts/OFL-noto-nastaliq-urdu.txt").read_text(encoding="utf-8")
    assert face[:4] == b"wOF2"
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "unicode-range: U+0600-06FF" in SHEETS["urdu.css"]
    assert "@font-face" not in MAIN
