"""What a codeword opens: one stretch with argon2id, then five keys by HKDF.

    root    = argon2id(11 bytes, 16-byte salt of the instance, t=1, 64 MiB, p=1) -> 32 bytes
    wrap    = HKDF(root, "mizan/wrap/v1")      the reporter's decryption key
    signing = HKDF(root, "mizan/sign/v1")      seed of her Ed25519 key
    find    = HKDF(root, "mizan/find/v1")      tag T of the opaque leaf that she alone can find
    mask    = HKDF(root, "mizan/thread/v1")    N of that leaf = thread key XOR mask
    locator = HMAC-SHA256(pepper, HKDF(root, "mizan/locator/v1"))

Salt and parameters never change for a codeword that was issued. Source: DESIGN section 9, "The reporter's secret".
Stretching takes about 50 ms and 64 MiB: callers bound how many run at once, outside every transaction.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.signing import SigningKey, VerifyKey

from mizan.sealing.codeword import Codeword
from mizan.sealing.errors import KeyRefused
from mizan.sealing.hkdf import derive

SALT_SIZE = PEPPER_MIN = 16
ROOT_SIZE = 32
_HAND_ON = b"mizan/codeword/v1\n"
PASSES, MEMORY = 1, 64 << 20  # argon2id t; bytes; libsodium's p is 1


@dataclass(frozen=True)
class ReporterKeys:
    """All from one root; 32 bytes each. `locating` becomes the locator under a pepper."""

    wrap: bytes = field(repr=False)
    signing: bytes = field(repr=False)
    find: bytes = field(repr=False)
    mask: bytes = field(repr=False)
    locating: bytes = field(repr=False)

    @property
    def verify_key(self) -> bytes:
        """Her public Ed25519 key, 32 bytes."""
        return bytes(SigningKey(self.signing).verify_key)

    @property
    def secret(self) -> bytes:
        """Her X25519 secret: what `public_of_reporter(verify_key)` is sealed to. For keys of later epochs only."""
        return sodium.crypto_sign_ed25519_sk_to_curve25519(self.signing + self.verify_key)

    def locator(self, pepper: bytes) -> bytes:
        """The 32 bytes under which her row is kept. The pepper only hides the row: the 88 bits protect the codeword."""
        if len(pepper) < PEPPER_MIN:
            raise KeyRefused("a pepper has 16 bytes at least")
        return hmac.digest(pepper, self.locating, "sha256")

    def leaf_fields(self, thread_key: bytes) -> tuple[bytes, bytes]:
        """T and N of the opaque leaf that leads from the codeword to the report's thread."""
        if len(thread_key) != ROOT_SIZE:
            raise KeyRefused("a thread's key has 32 bytes")
        return self.find, bytes(one ^ other for one, other in zip(thread_key, self.mask, strict=True))


def public_of_reporter(verify_key: bytes) -> bytes:
    """The X25519 public key of her Ed25519 one, so that whoever begins a new epoch can wrap its secret to her without
    her codeword (`wraps.wrap`). Raises `KeyRefused`."""
    try:
        return sodium.crypto_sign_ed25519_pk_to_curve25519(verify_key)
    except (CryptoError, TypeError, ValueError) as error:
        raise KeyRefused("no key of a reporter") from error


def hand_on(seed: bytes, report: bytes, verify_key: bytes) -> bytes:
    """The signature (64 bytes) by which the holder of one codeword says which key is hers from now on. `seed` is the
    signing seed of the codeword she has, `report` the 16 bytes of its id, `verify_key` that of the new one."""
    return SigningKey(seed).sign(_HAND_ON + report + verify_key).signature


def is_handed_on(by: bytes, report: bytes, verify_key: bytes, signature: bytes) -> bool:
    """Whether the Ed25519 key `by` (32 bytes) said that of `verify_key`."""
    try:
        VerifyKey(by).verify(_HAND_ON + report + verify_key, signature)
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def stretch(codeword: Codeword, salt: bytes) -> bytes:
    """The root. `salt` is public and the instance's own, 16 bytes."""
    if len(salt) != SALT_SIZE:
        raise KeyRefused("the salt of an instance has 16 bytes")
    return argon2id.kdf(ROOT_SIZE, codeword.value, salt, opslimit=PASSES, memlimit=MEMORY)


def keys_of(root: bytes) -> ReporterKeys:
    """The five keys of a root."""
    labels = ("wrap", "sign", "find", "thread", "locator")
    return ReporterKeys(*(derive(root, f"mizan/{label}/v1") for label in labels))
