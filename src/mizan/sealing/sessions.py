"""Keys during a session: locked by a cookie's value that the server never stores.

    keyed box under HKDF(32 bytes of the cookie, "mizan/session/v1") of (32 secret, 32 seed),
    bound to "mizan/session/v1\\n" | 32 public key | 32 verify key | session

The server keeps the box, the browser the cookie; either alone opens nothing. Logout, 30 idle minutes or a change of
role delete the box. The cookie is not the login session's. Source: DESIGN section 9, "Sessions".
"""

from __future__ import annotations

import secrets

from mizan.sealing.boxes import KEY_SIZE, lock, unlock
from mizan.sealing.errors import KeyRefused
from mizan.sealing.hkdf import derive
from mizan.sealing.readers import PublicKeys, ReaderKeys, unpack

HEAD = b"mizan/session/v1\n"


def new_cookie() -> bytes:
    """32 random bytes for a `__Host-` cookie."""
    return secrets.token_bytes(KEY_SIZE)


def lock_for_session(keys: ReaderKeys, cookie: bytes, session: bytes) -> bytes:
    """The box to keep in the session named by the bytes `session`."""
    return lock(_key(cookie), _bound(session, keys.public), keys.pack())


def unlock_in_session(box: bytes, cookie: bytes, session: bytes, public: PublicKeys) -> ReaderKeys:
    """The keys. Raises `OpenError` for another cookie, session or reader."""
    return unpack(unlock(_key(cookie), _bound(session, public), box), public)


def _key(cookie: bytes) -> bytes:
    if len(cookie) != KEY_SIZE:
        raise KeyRefused("a cookie of keys has 32 bytes")
    return derive(cookie, "mizan/session/v1")


def _bound(session: bytes, public: PublicKeys) -> bytes:
    return HEAD + public.public + public.verify + session
