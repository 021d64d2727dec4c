"""Plain text with nothing in it that is not seen: no marks of order, no invisible letters, no spaces of other widths.

Urdu joins letters by two invisible marks (U+200C, U+200D): they stay between two letters of the Arabic script and
nowhere else. Lines end in one line feed, without spaces before it.
"""

from __future__ import annotations

import unicodedata

from mizan.integrity.cleaning.kinds import NotCleaned, Why, encoding_of

JOINERS = "\u200c\u200d"
_VARIANTS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x180B, 0x1810))
# Drawn as nothing although Unicode counts them as letters or marks.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")


def clean_text(content: bytes) -> bytes:
    """UTF-8 from UTF-8, or from UTF-16 that says so. Raises `NotCleaned`."""
    try:
        return cleaned(content.decode(encoding_of(content[:2]))).encode()
    except UnicodeError as error:
        raise NotCleaned(Why.UNREADABLE) from error


def cleaned(text: str) -> str:
    """The visible text. Cleaning it again changes nothing."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    kept = unicodedata.normalize("NFC", "".join(_kept(text)))
    lines = [line.rstrip(" \t") for line in kept.split("\n")]
    return "\n".join(lines).strip("\n") + "\n"


def _kept(text: str) -> list[str]:
    """Letter by letter; a joiner asks what was kept before it and what comes after all joiners."""
    out: list[str] = []
    for at, letter in enumerate(text):
        if letter in JOINERS:
            if out and _is_joined(out[-1]) and _is_joined(text[at + 1 : at + 2]):
                out.append(letter)
        elif replaced := _seen(letter):
            out.append(replaced)
    return out


def _seen(letter: str) -> str:
    """The letter, a plain space or line end in place of another one, or nothing."""
    if letter in "\n\t":
        return letter
    category = unicodedata.category(letter)
    if category in ("Zl", "Zp"):
        return "\n"
    if category == "Zs":
        return " "
    if category[0] == "C" or letter in _BLANKS or any(ord(letter) in block for block in _VARIANTS):
        return ""
    return letter


def _is_joined(letter: str) -> bool:
    return bool(letter) and unicodedata.bidirectional(letter) in ("AL", "NSM") and "\u0600" <= letter <= "\u08ff"
