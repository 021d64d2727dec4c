"""Every pair of colour tokens that meets on a page is readable (WCAG 2.2 AA), in light, dark and print.

Browsers' own checkers skip contrast of Urdu text, so the tokens themselves are held here.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "src/mizan/kit/static/kit/mizan.css").read_text(encoding="utf-8")
TEXT, SHAPE = 4.5, 3.0  # WCAG 1.4.3 (text below 18 pt) and 1.4.11 (what must be seen to understand)

GROUNDS = ("paper", "surface", "link-tint")  # link-tint lies under a hovered table row and a message
INKS = ("ink", "muted", "link", "state", "society", "desk", "alert", "exercise")
PAIRS = {
    **{(ink, ground): TEXT for ink in INKS for ground in GROUNDS},
    ("on-link", "link"): TEXT,
    ("on-exercise", "exercise"): TEXT,
    ("exercise-tint", "exercise"): SHAPE,  # the dashed rim of the banner
    ("exercise", "exercise-tint"): TEXT,
    ("ink", "alert-tint"): TEXT,
    ("alert", "alert-tint"): TEXT,
    **{("ink", f"t{step}"): TEXT for step in (1, 2, 3)},
    **{("on-link", f"t{step}"): TEXT for step in (4, 5)},
    ("edge", "paper"): SHAPE,
    ("edge", "surface"): SHAPE,
    ("edge", "link-tint"): SHAPE,
    ("society", "society-tint"): SHAPE,
    ("desk", "desk-tint"): SHAPE,
}
# Lines that only decorate: nothing is lost when they are not seen.
DECORATION = {"line"}


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});", block))


def schemes() -> dict[str, dict[str, str]]:
    light = tokens(CSS[CSS.index(":root {") : CSS.index("@media screen and (prefers-color-scheme: dark)")])
    dark = tokens(CSS[CSS.index("@media screen and (prefers-color-scheme: dark)") : CSS.index("@layer base {")])
    paper = tokens(CSS[CSS.index("@media print") :])
    return {"light": light, "dark": light | dark, "print": light | paper}


def luminance(colour: str) -> float:
    """WCAG relative luminance, 0-1."""
    digits = colour[1:] if len(colour) == 7 else "".join(letter * 2 for letter in colour[1:])
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio, 1-21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_ratio_is_the_one_of_the_standard() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#aaa", "#ffffff") == pytest.approx(2.32, abs=0.005)


@pytest.mark.parametrize("scheme", schemes())
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_each_pair_of_tokens_is_readable(scheme: str, ink: str, ground: str) -> None:
    colours = schemes()[scheme]
    ratio = contrast(colours[ink], colours[ground])
    assert ratio >= PAIRS[ink, ground], f"{scheme}: {ink} on {ground} is {ratio:.2f}"


def test_every_colour_token_stands_in_a_pair() -> None:
    held = {token for pair in PAIRS for token in pair} | DECORATION
    assert set(schemes()["dark"]) == held


def test_every_rule_with_ink_and_ground_uses_a_held_pair() -> None:
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", CSS):
        ink = re.search(r"(?<![-\w])color: var\(--([\w-]+)\)", body)
        ground = re.search(r"(?<![-\w])background: var\(--([\w-]+)\)", body)
        if ink and ground:
            assert (ink[1], ground[1]) in PAIRS, f"{selector.strip()}: {ink[1]} on {ground[1]}"


def test_dark_names_every_colour_again() -> None:
    dark = CSS[CSS.index("@media screen and (prefers-color-scheme: dark)") : CSS.index("@layer base {")]
    assert tokens(dark).keys() == schemes()["light"].keys()
