"""A body's own keys, and its word on who may read for it.

    signing seed   HKDF(the body's secret, "mizan/body-sign/v1"): whoever holds a share can sign for the body
    certificate    Ed25519 over "mizan/roster/v1\\n" | code of the body | 32 public key | 32 verify key | day, ISO

The code has no fixed length, all that follows it has: no two statements have the same bytes.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from mizan.sealing.hkdf import derive
from mizan.sealing.readers import PublicKeys, ReaderKeys

HEAD = b"mizan/roster/v1\n"


def body_keys(secret: bytes) -> ReaderKeys:
    """Both keys of a body, from the 32 bytes that its members share."""
    return ReaderKeys(secret, derive(secret, "mizan/body-sign/v1"))


def certify(body: ReaderKeys, code: str, person: PublicKeys, since: date) -> bytes:
    """The body's signature (64 bytes) on a reader of its own."""
    return body.sign(_statement(code, person, since))


@lru_cache(maxsize=8192)
def is_certified(verify: bytes, certificate: bytes, code: str, person: PublicKeys, since: date) -> bool:
    """Whether the body with this key to verify signed it. The answer never changes, so it is remembered."""
    try:
        VerifyKey(verify).verify(_statement(code, person, since), certificate)
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def _statement(code: str, person: PublicKeys, since: date) -> bytes:
    return HEAD + code.encode() + person.public + person.verify + since.isoformat().encode()
