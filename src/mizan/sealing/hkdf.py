"""HKDF-SHA256 (RFC 5869), one output of 32 bytes per label."""

from __future__ import annotations

import hmac

SIZE = 32


def derive(secret: bytes, label: str, salt: bytes = b"") -> bytes:
    """32 bytes that belong to `label`: extract under `salt` (empty: zeros, as the RFC says), expand once."""
    return hkdf(secret, label.encode(), salt, SIZE)


def hkdf(secret: bytes, info: bytes, salt: bytes, size: int) -> bytes:
    """`size` bytes (at most 255 blocks of 32)."""
    prk = hmac.digest(salt or bytes(SIZE), secret, "sha256")
    out, block, counter = b"", b"", 0
    while len(out) < size:
        counter += 1
        block = hmac.digest(prk, block + info + bytes([counter]), "sha256")
        out += block
    return out[:size]
