"""Secrets on paper: Crockford's base 32 in groups of four, then one check letter (value mod 37).

O is read as 0, I and L as 1, small letters as capitals; spaces and dashes do not count. One wrong letter is always
found.
"""

from __future__ import annotations

import re

from mizan.sealing.errors import KeyRefused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = ALPHABET + "*~$=U"
MAX_TYPED = 256
_LIKE = str.maketrans("OIL", "011")


def write(secret: bytes) -> str:
    """`XXXX XXXX ... XXXX X`."""
    number = int.from_bytes(secret)
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(_letters(len(secret)))))
    return " ".join([*re.findall(".{1,4}", letters), CHECKS[number % 37]])


def read(typed: str, size: int) -> bytes:
    """The `size` bytes. Raises `KeyRefused`."""
    if len(typed) > MAX_TYPED:
        raise KeyRefused("what was typed is too long")
    letters = re.sub(r"[\s-]+", "", typed).upper().translate(_LIKE)
    plain, check = letters[:-1], letters[-1:]
    if len(plain) != _letters(size) or set(plain) - set(ALPHABET):
        raise KeyRefused(f"the code has {_letters(size)} letters and a check letter")
    number = 0
    for letter in plain:
        number = number << 5 | ALPHABET.index(letter)
    if CHECKS[number % 37] != check or number >> 8 * size:
        raise KeyRefused("the check letter does not fit: look for a slip")
    return number.to_bytes(size)


def _letters(size: int) -> int:
    return -(-size * 8 // 5)
