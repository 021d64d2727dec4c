"""One place where codewords are stretched: 64 MiB and about 50 ms each, so few at once, and never in a transaction.

Whoever waits longer than he said gets `Busy`: a look-up answers 503 with Retry-After, a report that was just stored
says that it is stored and goes on (`views.sending`). Nothing else ever waits for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.db import connection

from mizan.integrity import instance
from mizan.sealing.codeword import Codeword
from mizan.sealing.reporter import ReporterKeys, keys_of, stretch

AT_ONCE = max(1, min(4, os.cpu_count() or 1))
WAIT = 20.0  # seconds
_room = BoundedSemaphore(AT_ONCE)


class Busy(RuntimeError):
    """Too many stretch at once. Nothing was changed; the same can be asked again."""


def root_of(codeword: Codeword, *, wait: float = WAIT) -> bytes:
    """The 32 bytes from which all keys of a codeword come. Raises `Busy`."""
    if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise RuntimeError("a codeword is stretched inside a transaction")
    with _turn(wait):
        return stretch(codeword, instance.salt())


def keys(codeword: Codeword, *, wait: float = WAIT) -> ReporterKeys:
    """The keys of a codeword. Raises `Busy`."""
    return keys_of(root_of(codeword, wait=wait))


@contextmanager
def _turn(wait: float) -> Iterator[None]:
    if not _room.acquire(timeout=wait):
        raise Busy
    try:
        yield
    finally:
        _room.release()
