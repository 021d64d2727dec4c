"""Threads and their keys: what erasure destroys.

Each thread has 64 secret bytes: the thread key, from which the nonces of its duties are derived, and the data key,
under which the openings of its leaves are sealed. They lie in the thread's row, sealed (XSalsa20-Poly1305) under the
instance key, which is a file outside the database.

KNOWN GAP: a database keeps old pages and its own journal for a while; `docs/operations.md` says for how long backups
may be kept, and the revocation journal destroys a key again after a restore.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from mizan.kit.refusal import Refused
from mizan.ledger import keyfiles
from mizan.ledger.models import Thread


@dataclass(frozen=True)
class Keys:
    """The two secrets of a thread. `thread` gives nonces, `data` opens openings; 32 bytes each."""

    thread: bytes
    data: bytes


class Unreadable(ValueError):
    """Sealed bytes that the key does not open: altered, or sealed under another key."""


def keys_for(subject_kind: str, subject_id: str) -> tuple[Thread, Keys]:
    """The thread of a subject, made if it is new. Refused where it was erased: nothing can be added to it."""
    thread = Thread.objects.filter(subject_kind=subject_kind, subject_id=subject_id).first()
    if thread is None:
        fresh = Thread(subject_kind=subject_kind, subject_id=subject_id, sealed=_seal(secrets.token_bytes(64)))
        Thread.objects.bulk_create([fresh], ignore_conflicts=True)  # two at once: one of them stays
        thread = Thread.objects.get(subject_kind=subject_kind, subject_id=subject_id)
    return thread, keys_of(thread)


def begin(subject_kind: str, subject_id: str) -> Keys:
    """The thread of a subject that was made just now, so that nobody else can have begun it. Its secrets."""
    fresh = secrets.token_bytes(64)
    Thread.objects.create(subject_kind=subject_kind, subject_id=subject_id, sealed=_seal(fresh))
    return Keys(fresh[:32], fresh[32:])


def keys_of(thread: Thread) -> Keys:
    """The secrets of a thread. Refused where it was erased; raises `Unreadable` where the row was altered."""
    if thread.sealed is None:
        raise Refused("ledger.thread_erased")
    opened = _opened(bytes(thread.sealed))
    return Keys(opened[:32], opened[32:])


def _opened(sealed: bytes) -> bytes:
    """Under the key in force, or a retired one: a row is never sealed anew. Raises `Unreadable`."""
    first, *retired = _keys_in(Path(settings.INSTANCE_KEY))
    for key in (first, *retired[:-1]):
        with suppress(Unreadable):
            return unseal(key, sealed)
    return unseal(retired[-1] if retired else first, sealed)


def seal(key: bytes, content: bytes) -> bytes:
    """`content` under a key of 32 bytes; 40 bytes longer (nonce and authenticator)."""
    return bytes(SecretBox(key).encrypt(content))


def unseal(key: bytes, sealed: bytes) -> bytes:
    """The content. Raises `Unreadable`."""
    try:
        return SecretBox(key).decrypt(sealed)
    except (CryptoError, ValueError) as error:
        raise Unreadable("sealed bytes do not open") from error


def instance_key() -> bytes:
    """The key in force, outside the database, read once. Raises `keyfiles.KeyMissing`."""
    return _keys_in(Path(settings.INSTANCE_KEY))[0]


@cache
def _keys_in(path: Path) -> tuple[bytes, ...]:
    """The key in force, then the retired ones beside it (`instance-NAME.key`)."""
    return tuple(keyfiles.read(one) for one in (path, *sorted(path.parent.glob(f"{path.stem}-*{path.suffix}"))))


def _seal(content: bytes) -> bytes:
    return seal(instance_key(), content)
