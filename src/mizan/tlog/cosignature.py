"""Cosignatures (tlog-cosignature v1.0.1, C2SP 5ba5ee8): a witness says when it saw a checkpoint.

It vouches that the checkpoint extends all that it saw of the log before. Ed25519 signs `cosignature/v1`,
the time and the note's text; ML-DSA-44 signs a binary form with the cosigner's name (`subtree/v1`, here always the
whole tree from 0). Times are seconds since 1970 UTC; a blob is u64 time || signature.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

from mizan.tlog.checkpoint import parse_checkpoint
from mizan.tlog.errors import NoteError
from mizan.tlog.keys import COSIGNER, MLDSA, Keyed, ed25519_verify, key_id, vkey
from mizan.tlog.note import Note, Signature, Verifier, is_name, sort_signatures

_TIME = struct.Struct(">Q")
MAX_TIME = 2**63 - 1
SIGNATURE_SIZE = {COSIGNER: 64, MLDSA: 2420}


def time_of(blob: bytes) -> int:
    """The time in a cosignature, not verified. Raises `NoteError`."""
    if len(blob) < _TIME.size:
        raise NoteError("a cosignature without a time")
    return int(_TIME.unpack_from(blob)[0])


def message(kind: int, name: str, seconds: int, text: str) -> bytes:
    """What a cosigner signs. Raises `NoteError` if the text is no checkpoint."""
    checkpoint = parse_checkpoint(text)
    if kind == COSIGNER:
        return f"cosignature/v1\ntime {seconds}\n{text}".encode()
    sizes = struct.pack(">QQ", 0, checkpoint.size)
    return (
        b"subtree/v1\n\0" + _opaque(name) + _TIME.pack(seconds) + _opaque(checkpoint.origin) + sizes + checkpoint.root
    )


def _opaque(text: str) -> bytes:
    data = text.encode()
    if len(data) > 255:
        raise NoteError("a name of more than 255 bytes")
    return bytes([len(data)]) + data


class CosignatureVerifier(Keyed):
    """A witness's or mirror's public key."""

    def verify(self, text: bytes, blob: bytes) -> bool:
        kind = self.key.kind
        if kind not in SIGNATURE_SIZE or len(blob) != _TIME.size + SIGNATURE_SIZE[kind] or time_of(blob) > MAX_TIME:
            return False
        try:
            signed = message(kind, self.name, time_of(blob), text.decode())
        except (NoteError, UnicodeDecodeError):
            return False
        check = ed25519_verify if kind == COSIGNER else _mldsa_verify
        return check(self.key.public, signed, blob[_TIME.size :])


def _mldsa_verify(public: bytes, signed: bytes, signature: bytes) -> bool:
    """Needs `cryptography`. Raises `NoteError` without it: an ML-DSA line must not pass unchecked."""
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey  # noqa: PLC0415
    except ImportError:
        raise NoteError("ML-DSA-44 lines need the package `cryptography`") from None
    try:
        MLDSA44PublicKey.from_public_bytes(public).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


class CosignatureSigner:
    """A witness's Ed25519 key. One key serves one name only: an Ed25519 cosignature does not name its cosigner."""

    kind = COSIGNER

    def __init__(self, name: str, seed: bytes) -> None:
        from nacl.signing import SigningKey  # noqa: PLC0415

        if not is_name(name):
            raise NoteError("a key's name has no space and no plus sign", repr(name))
        self.name = name
        self._key = SigningKey(seed)
        self.public = bytes(self._key.verify_key)

    @property
    def key_id(self) -> bytes:
        return key_id(self.name, self.kind, self.public)

    @property
    def vkey(self) -> str:
        return vkey(self.name, self.kind, self.public)

    def cosign(self, text: str, seconds: int) -> Signature:
        """A cosignature of a checkpoint's text at a time (Unix seconds). Raises `NoteError` where either is none."""
        if not 0 < seconds <= MAX_TIME:
            raise NoteError("a cosignature needs a time after 1970", str(seconds))
        signed = message(self.kind, self.name, seconds, text)
        return Signature(self.name, self.key_id, _TIME.pack(seconds) + self._sign(signed))

    def _sign(self, data: bytes) -> bytes:
        return self._key.sign(data).signature


class MldsaSigner(CosignatureSigner):
    """An ML-DSA-44 key, for a second line beside Ed25519. Needs a `cryptography` that knows it, or raises `NoteError`:
    a line that was asked for is never left out silently."""

    kind = MLDSA

    def __init__(self, name: str, seed: bytes) -> None:
        try:
            from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
            from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey  # noqa: PLC0415
        except ImportError:
            raise NoteError("ML-DSA-44 lines need a newer `cryptography`") from None
        if not is_name(name):
            raise NoteError("a key's name has no space and no plus sign", repr(name))
        self.name = name
        try:
            self._private = MLDSA44PrivateKey.from_seed_bytes(seed)
        except UnsupportedAlgorithm as error:
            raise NoteError(f"ML-DSA-44 lines need another build of `cryptography`: {error}") from error
        self.public = self._private.public_key().public_bytes_raw()

    def _sign(self, data: bytes) -> bytes:
        return self._private.sign(data)


def cosigned(note: Note, verifiers: Iterable[Verifier]) -> dict[str, int]:
    """Who of the given cosigners signed, and when. A cosigner with several lines counts with its newest.

    Time 0 says nothing about when (the specification allows it with ML-DSA), so such a line does not count.
    Raises `NoteError` if a known key's line is wrong.
    """
    verified, _ = sort_signatures(note, list(verifiers))
    times: dict[str, int] = {}
    for one in verified:
        if seconds := time_of(one.blob):
            times[one.name] = max(times.get(one.name, 0), seconds)
    return times
