"""libsodium's two boxes, each with its context inside. Every failure is one `OpenError` that does not say why.

sealed box:  u8 1 | 32 fresh public key | 16 tag | ciphertext of (context, rest)       X25519, XSalsa20-Poly1305
keyed box:   u8 1 | 24 nonce | ciphertext of rest | 16 tag, context as associated data  XChaCha20-Poly1305
"""

from __future__ import annotations

import hmac

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead

from mizan.sealing.context import SIZE, Context, key_id
from mizan.sealing.errors import KeyRefused, OpenError

VERSION = b"\x01"
KEY_SIZE = 32
_LOCKED_MORE = 1 + 24 + 16
SEALED_MORE = 1 + 48 + SIZE  # bytes by which a sealed box is longer than what it holds
_NO = "it does not open"


def public_of(secret: bytes) -> bytes:
    """The X25519 public key of a secret, both 32 bytes."""
    return bytes(PrivateKey(secret).public_key)


def seal(public: bytes, context: Context, rest: bytes) -> bytes:
    """A sealed box to an X25519 public key of 32 bytes. Raises `KeyRefused` for a key that is none."""
    try:
        return VERSION + SealedBox(PublicKey(public)).encrypt(context.pack(key_id(public)) + rest)
    except (CryptoError, TypeError) as error:  # also keys of low order, to which anybody could open
        raise KeyRefused("no public key to seal to") from error


def unseal(secret: bytes, context: Context, box: bytes) -> bytes:
    """What was sealed to the key of `secret` for exactly this context. Raises `OpenError`."""
    if box[:1] != VERSION:
        raise OpenError(_NO)
    try:
        key = PrivateKey(secret)
        plain = SealedBox(key).decrypt(box[1:])
    except (CryptoError, TypeError) as error:
        raise OpenError(_NO) from error
    if not hmac.compare_digest(plain[:SIZE], context.pack(key_id(bytes(key.public_key)))):
        raise OpenError(_NO)
    return plain[SIZE:]


def lock(key: bytes, bound: bytes, content: bytes) -> bytes:
    """A keyed box under 32 secret bytes; `bound` must be given again to open it. Raises `KeyRefused`."""
    try:
        return VERSION + bytes(Aead(key).encrypt(content, bound))
    except (CryptoError, TypeError) as error:
        raise KeyRefused("a key has 32 bytes") from error


def unlock(key: bytes, bound: bytes, box: bytes) -> bytes:
    """The content of a keyed box. Raises `OpenError`."""
    if box[:1] != VERSION or len(box) < _LOCKED_MORE:  # shorter than its tag is no CryptoError but a ValueError
        raise OpenError(_NO)
    try:
        return Aead(key).decrypt(box[1:], bound)
    except (CryptoError, TypeError) as error:
        raise OpenError(_NO) from error
