"""Keys and proofs of a body without computers of ours: its `age1...` recipient, a drill that a courier carries there
and back, and the code by which it confirms what it got.

A recipient of age (age-encryption.org/v1, "X25519") is BIP 173 bech32 of the public key, 32 bytes, with the prefix
`age`. A drill is an `.age` file (armored, it can be printed) whose text holds ten random bytes as `paper` writes them;
only who holds the body's secret can read them, and reading them back is the answer:

    mizan/drill/v1
    <hexadecimal id of the drill>
    <recipient>
    <code>
    <empty line, then words for whoever opens it>

The answer that is compared is SHA-256("mizan/drill/v1\\n" | ten bytes), as of every other drill (`ceremony`).
"""

from __future__ import annotations

import re
import secrets

from mizan.sealing.boxes import KEY_SIZE, seal
from mizan.sealing.ceremony import Drill, answer_of
from mizan.sealing.context import Context, Purpose
from mizan.sealing.errors import KeyRefused
from mizan.sealing.hkdf import derive
from mizan.sealing.offline import encrypt
from mizan.sealing.paper import read, write

HEAD = "mizan/drill/v1"
CODE = 10  # bytes: 80 bits, 16 letters and a check letter
PREFIX = "age"
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class SecretShown(KeyRefused):
    """Somebody brought the secret key instead of the public one."""


def public_of_recipient(recipient: str) -> bytes:
    """The X25519 public key, 32 bytes. Raises `KeyRefused` for a slip of the pen and keys that anybody could open."""
    if not _RECIPIENT.fullmatch(recipient):
        raise KeyRefused("no recipient of age")
    values = [_LETTERS.index(letter) for letter in recipient[len(PREFIX) + 1 :]]
    if _polymod([*(ord(c) >> 5 for c in PREFIX), 0, *(ord(c) & 31 for c in PREFIX), *values]) != 1:
        raise KeyRefused("the recipient is mistyped: its check letters do not fit")
    bits = "".join(f"{value:05b}" for value in values[:-6])
    if "1" in bits[KEY_SIZE * 8 :]:
        raise KeyRefused("the recipient is not written canonically")
    public = int(bits[: KEY_SIZE * 8], 2).to_bytes(KEY_SIZE)
    seal(public, Context(bytes(16), Purpose.DRILL), b"")  # refuses keys of low order
    return public


def recipient_in(text: str) -> str:
    """The one recipient in what `age-keygen -y` wrote, or in a line that was typed. Raises `KeyRefused`; `SecretShown`
    where a secret key stands in it, which must never have come here."""
    if "AGE-SECRET-KEY-" in text.upper():
        raise SecretShown("this is the secret key")
    found: set[str] = set(_RECIPIENT.findall(text))
    if len(found) != 1:
        raise KeyRefused("it must name one recipient")
    return found.pop()


def ask_courier(recipient: str, words: str = "") -> Drill:
    """A drill as an `.age` file for this recipient. Raises `KeyRefused`."""
    public_of_recipient(recipient)
    number, secret = secrets.token_bytes(16), secrets.token_bytes(CODE)
    text = f"{HEAD}\n{number.hex()}\n{recipient}\n{write(secret)}\n\n{words}\n"
    return Drill(number, encrypt(text.encode(), recipient), answer_of(secret))


def courier_answer(typed: str) -> bytes:
    """The answer that a typed code gives. Raises `KeyRefused` for a slip, with check letter and all."""
    return answer_of(read(typed, CODE))


def receipt_code(key: bytes, parcel: bytes) -> str:
    """The code inside a parcel by which its body confirms that it opened it: known to who holds the instance's key or
    the body's."""
    return write(derive(key, f"mizan/parcel/v1 {parcel.hex()}")[:CODE])


def is_receipt(key: bytes, parcel: bytes, typed: str) -> bool:
    """Whether this was typed from the parcel. Raises `KeyRefused` for a slip."""
    return secrets.compare_digest(read(typed, CODE), read(receipt_code(key, parcel), CODE))


def _polymod(values: list[int]) -> int:
    """The checksum of BIP 173."""
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, step in enumerate(_STEPS):
            check ^= step if top >> bit & 1 else 0
    return check
