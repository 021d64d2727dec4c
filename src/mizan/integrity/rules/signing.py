"""The bytes of an officer's act that she signs, the same for ever: whoever opens the leaf of an act can check them.

    "mizan/act/v1\\n" | canonical JSON of report, act, code, body, duty, day, epoch and the SHA-256 of the sealed words

A closing whose leaf cannot be opened to a valid signature is a proven false closing (DESIGN section 9).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from mizan.ledger.canonical import canonical

LABEL = b"mizan/act/v1\n"


@dataclass(frozen=True)
class Signed:
    """What is signed. `report` and `duty` are ids, `duty` "" where the act is about none; `sealed` a SHA-256."""

    report: str
    act: str
    code: str
    body: str
    duty: str
    on: date
    epoch: int
    sealed: str

    def bytes(self) -> bytes:
        return LABEL + canonical(asdict(self) | {"on": self.on.isoformat()})


def digest_of(sealed: bytes) -> str:
    """What an act says of its sealed words: their SHA-256, "" where there are none."""
    return sha256(sealed).hexdigest() if sealed else ""


def is_signed(act: Signed, verify: bytes, signature: bytes) -> bool:
    """Whether the Ed25519 key `verify` (32 bytes) signed it."""
    try:
        VerifyKey(verify).verify(act.bytes(), signature)
    except (CryptoError, ValueError, TypeError):
        return False
    return True
