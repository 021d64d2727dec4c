"""Promises: "this leaf is in the log by then", signed while a person waits; the one signature in an intake request."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from mizan.ledger import keyfiles, rules
from mizan.ledger.models import Leaf
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.receipt import Promise, sign_promise


def promise(leaf: Leaf) -> bytes:
    """The signed promise for a leaf of the outbox; given to a reporter, or without anything else to an NGO (a blind
    receipt). To be called after the transaction that made the leaf has committed."""
    by = rules.promised_by(leaf.publish_from, settings.PROMISE_HOURS)
    return sign_promise(Promise(settings.LOG_ORIGIN, bytes(leaf.hash), int(by.timestamp())), promise_signer())


def promise_signer() -> Ed25519Signer:
    """The intake promise key; its public half stands in the key manifest, which the log key signs."""
    return _signer(settings.LOG_ORIGIN, Path(settings.PROMISE_KEY))


@cache
def _signer(origin: str, path: Path) -> Ed25519Signer:
    return Ed25519Signer(f"{origin}/promise", keyfiles.read(path))
