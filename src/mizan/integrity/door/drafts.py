"""What intake carries from one page to the next: sealed in a hidden field, so that nothing is stored before sending.

    text = base64url( keyed box under HKDF(instance key, "mizan/intake/v1") of pad( u32 minutes since 1970 | content ),
                      bound to "mizan/draft/v1\\n" | label )

Only this installation opens it, only for the page it was made for (`label`), and only for a time. In a browser's memory
stands ciphertext. Whoever holds the instance key and the page's bytes reads them: a stated gap of a live host.
"""

from __future__ import annotations

import binascii
import json
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Any

from mizan.kit.clock import now
from mizan.ledger import threads
from mizan.sealing.boxes import lock, unlock
from mizan.sealing.errors import SealingError
from mizan.sealing.hkdf import derive
from mizan.sealing.padding import pad, unpad

HEAD = b"mizan/draft/v1\n"
DRAFT, FOLLOWING = timedelta(hours=3), timedelta(minutes=30)
LONGEST = 1 << 20  # letters of a field, before any work
_AT = struct.Struct(">I")


class Stale(Exception):
    """A field that is none of ours, of another page, or too old: begin again, nothing was sent."""


def close(label: str, content: bytes) -> str:
    """The hidden field."""
    minutes = int(now().timestamp()) // 60
    return urlsafe_b64encode(lock(_key(), _bound(label), pad(_AT.pack(minutes) + content))).decode()


def opened(label: str, text: str, *, within: timedelta) -> bytes:
    """The content. Raises `Stale`."""
    return _opened(label, text, within)[1]


def age(label: str, text: str) -> timedelta:
    """How long ago the field was made. Raises `Stale`."""
    return now() - _opened(label, text, timedelta(days=1))[0]


def close_json(label: str, facts: dict[str, Any]) -> str:
    """The hidden field of plain JSON values."""
    return close(label, json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace"))


def opened_json(label: str, text: str, *, within: timedelta = DRAFT) -> dict[str, Any]:
    """The values. Raises `Stale`."""
    facts: dict[str, Any] = json.loads(opened(label, text, within=within))
    return facts


def _opened(label: str, text: str, within: timedelta) -> tuple[datetime, bytes]:
    if not text or len(text) > LONGEST:
        raise Stale
    try:
        content = unpad(unlock(_key(), _bound(label), urlsafe_b64decode(text.encode("ascii"))))
    except (SealingError, binascii.Error, ValueError) as error:
        raise Stale from error
    made = datetime.fromtimestamp(_AT.unpack_from(content)[0] * 60, tz=now().tzinfo)
    if not timedelta(minutes=-1) <= now() - made <= within + timedelta(minutes=1):
        raise Stale
    return made, content[_AT.size :]


def _key() -> bytes:
    return derive(threads.instance_key(), "mizan/intake/v1")


def _bound(label: str) -> bytes:
    return HEAD + label.encode()
