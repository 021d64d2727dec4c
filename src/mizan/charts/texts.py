"""How wide words run, estimated, so that no label is clipped: a server has no font to measure with."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

SIZE = 13.8  # user units; the design system sets .8125rem of a 17 px page
_NARROW = set("iIljtf.,:;'|!()[] -·")
_WIDE = set("mMwW@%—")


def run(text: str, size: float = SIZE) -> float:
    """Upper estimate of the width of a line in user units. Joined scripts run narrower per letter than they look."""
    return sum(map(_share, text)) * size


@lru_cache(maxsize=1024)
def _share(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.95
    if unicodedata.bidirectional(letter) in ("AL", "AN", "R"):
        return 0.45
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.05
    return 0.7 if letter.isupper() else 0.58


def leading(*, rtl: bool) -> float:
    """Distance between two baselines. Nastaliq slopes and stacks: it needs nearly twice the room."""
    return SIZE * (2.15 if rtl else 1.3)


def rise(*, rtl: bool) -> float:
    """From the top of a line's box to its baseline."""
    return SIZE * (1.45 if rtl else 1.0)


def drop(*, rtl: bool) -> float:
    """From the middle of a box to the baseline of words centred in it."""
    return SIZE * (0.42 if rtl else 0.35)


def wrap(text: str, width: float, size: float = SIZE) -> list[str]:
    """Break at spaces so that each line fits; a single word longer than the line is cut into pieces that fit."""
    lines: list[str] = []
    for word in text.split():
        if lines and run(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.extend(_pieces(word, width, size))
    return lines or [""]


def _pieces(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and run(pieces[-1] + letter, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
