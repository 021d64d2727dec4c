"""Rows for the outbox, as the sequencer's tests need them: random bytes of the right size with their leaf hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime

from mizan.ledger.models import Leaf

EARLY = datetime(2026, 1, 1, tzinfo=UTC)


def put_leaves(count: int, *, publish_from: datetime = EARLY, data: bytes = b"") -> list[Leaf]:
    """`count` waiting leaves; with `data` (104 bytes) exactly that leaf each time."""
    rows = []
    for _number in range(count):
        content = data or b"\x01\x00\x00\x00\x00\x00\x00\x00" + secrets.token_bytes(96)
        digest = hashlib.sha256(b"\x00" + content).digest()
        rows.append(Leaf(data=content, hash=digest, publish_from=publish_from))
    return Leaf.objects.bulk_create(rows)
