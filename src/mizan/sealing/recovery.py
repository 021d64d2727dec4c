"""The recovery sheet: 160 bits on paper, in eight groups that can be typed again, and what they lock.

    code:  32 letters of Crockford's base 32 and one check letter (value mod 37), in groups of four
    copy:  keyed box under HKDF(20 bytes, "mizan/recovery/v1") of (32 secret, 32 seed), bound to the public keys

O is read as 0, I and L as 1; small letters as capitals. The sheet says whose it is by fingerprints and holds no name,
so that a sheet found in a drawer does not tell who reads reports.
"""

from __future__ import annotations

import re
import secrets

from mizan.sealing.boxes import lock, unlock
from mizan.sealing.ceremony import fingerprint
from mizan.sealing.errors import KeyRefused
from mizan.sealing.hkdf import derive
from mizan.sealing.readers import PublicKeys, ReaderKeys, unpack

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = ALPHABET + "*~$=U"
BYTES, LETTERS = 20, 32
MAX_TYPED = 128
_LIKE = str.maketrans("OIL", "011")
HEAD = b"mizan/recovery/v1\n"


def draw_code() -> str:
    """A new code as it is printed: `XXXX XXXX ... XXXX X`."""
    number = int.from_bytes(secrets.token_bytes(BYTES))
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LETTERS)))
    return " ".join([*re.findall("....", letters), CHECKS[number % 37]])


def lock_copy(keys: ReaderKeys, code: str) -> bytes:
    """The second copy of a reader's keys, which the code on the sheet opens."""
    return lock(_key(code), _bound(keys.public), keys.pack())


def unlock_copy(copy: bytes, code: str, public: PublicKeys) -> ReaderKeys:
    """The keys. Raises `KeyRefused` for a mistyped code, `OpenError` for a wrong one or another reader's copy."""
    return unpack(unlock(_key(code), _bound(public), copy), public)


def sheet(code: str, public: PublicKeys) -> str:
    """The lines to print, without a word of any language but the product's name: the door says what to do with them."""
    groups = code.split()
    rows = ["    " + "  ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
    marks = [f"    {' '.join(fingerprint(key))}" for key in (public.public, public.verify)]
    return "\n".join(["MIZAN / RECOVERY / 1", "", *rows, "", *marks, ""])


def _key(code: str) -> bytes:
    if len(code) > MAX_TYPED:
        raise KeyRefused("the code is too long")
    letters = re.sub(r"[\s-]+", "", code).upper().translate(_LIKE)
    plain, check = letters[:LETTERS], letters[LETTERS:]
    if len(plain) != LETTERS or len(check) != 1 or set(plain) - set(ALPHABET):
        raise KeyRefused("a recovery code has 32 letters and a check letter")
    number = 0
    for letter in plain:
        number = number << 5 | ALPHABET.index(letter)
    if CHECKS[number % 37] != check:
        raise KeyRefused("the check letter does not fit: look for a slip")
    return derive(number.to_bytes(BYTES), "mizan/recovery/v1")


def _bound(public: PublicKeys) -> bytes:
    return HEAD + public.public + public.verify
