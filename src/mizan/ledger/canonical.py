"""One way to write facts as bytes, so that a commitment can be recomputed years later, on either database.

Canonical JSON: sorted keys, no spaces, UTF-8, Unicode NFC. Pure.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from uuid import UUID


def canonical(facts: object) -> bytes:
    """Plain JSON values as bytes. Raises `TypeError` on anything else and on fractions (they are written in words)."""
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return unicodedata.normalize("NFC", text).encode()


def digest(facts: object) -> str:
    """SHA-256 of the canonical bytes, hexadecimal."""
    return sha256(canonical(facts)).hexdigest()


def plain(values: Mapping[str, object]) -> dict[str, object]:
    """A row's values as plain JSON. What is empty (None, "", {}, [], False) is left out, so that a column added later
    changes no older digest; 0 is not empty (I-8)."""
    return {name: _plain(value) for name, value in values.items() if not _is_empty(value)}


def _is_empty(value: object) -> bool:
    return value is None or value is False or value in ("", b"", [], {}, ())


def _plain(value: object) -> object:
    """One value: moments in UTC to the microsecond, decimals without trailing zeros, bytes hexadecimal."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value) if isinstance(value, UUID) else value
