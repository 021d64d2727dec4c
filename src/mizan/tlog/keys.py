"""Keys of notes (signed-note v1.0.0, C2SP 5ba5ee8), by the byte of their type.

01 is Ed25519, 04 an Ed25519 cosigner, 06 (where `cryptography` is installed) an ML-DSA-44 cosigner.

A verifier key is written `NAME+KEYID+BASE64(type || public key)`; its id is SHA-256(name || LF || type || key)[:4].
Ed25519 is checked by PyNaCl where it is installed, else by our own `rfc8032` (standard library only).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from mizan.tlog.errors import NoteError
from mizan.tlog.note import Verifier, decode64, is_name

ED25519, COSIGNER, MLDSA = 1, 4, 6
PUBLIC_SIZE = {ED25519: 32, COSIGNER: 32, MLDSA: 1312}

Check = Callable[[bytes, bytes, bytes], bool]


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """Four bytes that, with the name, say which key signed."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def vkey(name: str, kind: int, public: bytes) -> str:
    """The written form of a public key."""
    return f"{name}+{key_id(name, kind, public).hex()}+{b64encode(bytes([kind]) + public).decode()}"


@dataclass(frozen=True)
class PublicKey:
    """A parsed verifier key; `kind` is the type byte."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        return key_id(self.name, self.kind, self.public)

    @property
    def vkey(self) -> str:
        return vkey(self.name, self.kind, self.public)


def parse_public(text: str) -> PublicKey:
    """The key of a written verifier key. Raises `NoteError`."""
    parts = text.split("+", 2)
    if len(parts) != 3 or not is_name(parts[0]):
        raise NoteError("no verifier key", repr(text[:60]))
    name, ident, encoded = parts
    blob = decode64(encoded)
    if not blob or PUBLIC_SIZE.get(blob[0]) != len(blob) - 1:
        raise NoteError("unknown type or length of a key", name)
    key = PublicKey(name, blob[0], blob[1:])
    if key.key_id.hex() != ident:
        raise NoteError("the key id does not fit the key", name)
    return key


@dataclass(frozen=True)
class Keyed:
    """What every verifier has: a public key with its name and id."""

    key: PublicKey

    @property
    def name(self) -> str:
        return self.key.name

    @property
    def key_id(self) -> bytes:
        return self.key.key_id


class NoteVerifier(Keyed):
    """Ed25519 over the text itself (type 01): the log's own signature."""

    def verify(self, text: bytes, blob: bytes) -> bool:
        return len(blob) == 64 and ed25519_verify(self.key.public, text, blob)


def parse_vkey(text: str) -> Verifier:
    """The verifier of a written key of any known type. Raises `NoteError`."""
    from mizan.tlog.cosignature import CosignatureVerifier  # noqa: PLC0415

    key = parse_public(text)
    return NoteVerifier(key) if key.kind == ED25519 else CosignatureVerifier(key)


class Ed25519Signer:
    """A log's key: `seed` is 32 secret bytes. Needs PyNaCl."""

    def __init__(self, name: str, seed: bytes) -> None:
        from nacl.signing import SigningKey  # noqa: PLC0415

        if not is_name(name):
            raise NoteError("a key's name has no space and no plus sign", repr(name))
        self.name = name
        self._key = SigningKey(seed)
        self.public = bytes(self._key.verify_key)

    @property
    def key_id(self) -> bytes:
        return key_id(self.name, ED25519, self.public)

    @property
    def vkey(self) -> str:
        return vkey(self.name, ED25519, self.public)

    def sign(self, text: bytes) -> bytes:
        return self._key.sign(text).signature


def _with_nacl() -> Check:
    from nacl.exceptions import CryptoError  # noqa: PLC0415
    from nacl.signing import VerifyKey  # noqa: PLC0415

    def check(public: bytes, message: bytes, signature: bytes) -> bool:
        try:
            VerifyKey(public).verify(message, signature)
        except (CryptoError, ValueError, TypeError):
            return False
        return True

    return check


def _fastest() -> Check:
    try:
        return _with_nacl()
    except ImportError:
        from mizan.tlog.rfc8032 import verify  # noqa: PLC0415

        return verify


ed25519_verify: Check = _fastest()
