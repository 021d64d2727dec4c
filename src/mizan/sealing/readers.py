"""A reader's keys: one to open (X25519), one to sign acts (Ed25519), locked under a passphrase and on a recovery sheet.

    locked keys:  u8 1 | u8 t | u32 KiB | 16 salt | keyed box of (32 secret, 32 seed)                     (big-endian)
    bound to it:  "mizan/reader/v1\\n" | all before the box | 32 public key | 32 verify key

The passphrase is not the login password and has no stored hash: only the box shows whether it was right. A reset of the
password never touches keys. Parameters stand with the box and are raised at the next change. The sheet holds 160 bits
that are printed once and never stored; HKDF of them locks a second copy. Source: DESIGN section 9, "Sessions".
"""

from __future__ import annotations

import secrets
import struct
import unicodedata
from dataclasses import dataclass, field

from nacl.public import PrivateKey
from nacl.pwhash import argon2id
from nacl.signing import SigningKey

from mizan.sealing.boxes import KEY_SIZE, lock, public_of, unlock
from mizan.sealing.errors import KeyRefused, OpenError

PASSES, MEMORY = 3, 128 << 10  # argon2id t; KiB. About 0.3 s: callers bound how many run at once
MAX_PASSES, MAX_MEMORY = 10, 1 << 20  # of a box that is opened: a swapped row must not stop the server
SHORTEST, LONGEST = 12, 256  # characters of a passphrase
HEAD = b"mizan/reader/v1\n"
_FIXED = struct.Struct(">BBI16s")


@dataclass(frozen=True)
class PublicKeys:
    """What the manifest and the key store hold of a reader, 32 bytes each."""

    public: bytes
    verify: bytes


@dataclass(frozen=True)
class ReaderKeys:
    """The secrets, 32 bytes each."""

    secret: bytes = field(repr=False)
    seed: bytes = field(repr=False)

    @property
    def public(self) -> PublicKeys:
        return PublicKeys(public_of(self.secret), bytes(SigningKey(self.seed).verify_key))

    def pack(self) -> bytes:
        """64 bytes, for boxes only."""
        return self.secret + self.seed

    def sign(self, act: bytes) -> bytes:
        """The 64-byte signature of an officer's act. `act` begins with a label of its own."""
        return SigningKey(self.seed).sign(act).signature


def new_keys() -> ReaderKeys:
    """Two fresh keys."""
    return ReaderKeys(bytes(PrivateKey.generate()), bytes(SigningKey.generate()))


def unpack(packed: bytes, public: PublicKeys) -> ReaderKeys:
    """The keys of 64 bytes. Raises `OpenError` unless they belong to `public`."""
    keys = ReaderKeys(packed[:KEY_SIZE], packed[KEY_SIZE:])
    if len(packed) != 2 * KEY_SIZE or keys.public != public:
        raise OpenError("the keys are another reader's")
    return keys


def lock_keys(keys: ReaderKeys, passphrase: str, *, passes: int = PASSES, memory: int = MEMORY) -> bytes:
    """Locked under a passphrase with a new salt. Raises `KeyRefused` if it is too short or too long."""
    head = _FIXED.pack(1, passes, memory, secrets.token_bytes(argon2id.SALTBYTES))
    return head + lock(_stretched(passphrase, head), _bound(head, keys.public), keys.pack())


def unlock_keys(locked: bytes, passphrase: str, public: PublicKeys) -> ReaderKeys:
    """The keys. Raises `OpenError` for a wrong passphrase, another reader's row or changed bytes."""
    head, box = locked[: _FIXED.size], locked[_FIXED.size :]
    if len(head) != _FIXED.size:
        raise OpenError("no locked keys")
    version, passes, memory, _ = _FIXED.unpack(head)
    if version != 1 or not (1 <= passes <= MAX_PASSES and 8 <= memory <= MAX_MEMORY):
        raise OpenError("no locked keys")
    return unpack(unlock(_stretched(passphrase, head), _bound(head, public), box), public)


def is_weaker(locked: bytes) -> bool:
    """Whether the box was locked with less work than today's: then lock again at the next opening."""
    if len(locked) < _FIXED.size:
        raise OpenError("no locked keys")
    _, passes, memory, _ = _FIXED.unpack_from(locked)
    return bool(passes * memory < PASSES * MEMORY)


def _stretched(passphrase: str, head: bytes) -> bytes:
    if not SHORTEST <= len(passphrase) <= LONGEST:
        raise KeyRefused(f"a passphrase has {SHORTEST} to {LONGEST} characters")
    _, passes, memory, salt = _FIXED.unpack(head)
    try:
        typed = unicodedata.normalize("NFKC", passphrase).encode()
    except UnicodeEncodeError as error:
        raise KeyRefused("a passphrase is text") from error
    return argon2id.kdf(KEY_SIZE, typed, salt, opslimit=passes, memlimit=memory << 10)


def _bound(head: bytes, public: PublicKeys) -> bytes:
    return HEAD + head + public.public + public.verify
