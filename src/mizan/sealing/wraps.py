"""Wraps: a report's secret for one reader, for a rung of the ladder, for a pair of escrow keys, for the reporter.

    reader    sealed box to the reader's key of (32 secret)
    rung      sealed box to the clock's key of (16 id of the body's key, sealed box to the body's key of (32 secret))
    escrow    the same with two escrow keys: one wrap for every pair of the three, so that any two open together
    reporter  keyed box under the key that the codeword gives

The gate of a rung is the server's: whoever holds the clock's secret *and* the body's opens early. Whoever opens a wrap
checks that the secret belongs to the report's public key, which the report's leaf commits to: nothing else shows who
made the wrap. Source: DESIGN section 9, "Rungs and escrow".
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from hashlib import sha256
from itertools import combinations

from mizan.sealing.boxes import KEY_SIZE, lock, public_of, seal, unlock, unseal
from mizan.sealing.context import ID_SIZE, Context, Purpose, key_id
from mizan.sealing.errors import OpenError, SealingError
from mizan.sealing.reports import Report, ReportKey

DIGEST = b"mizan/boxes/v1\n"
NESTED = frozenset({Purpose.RUNG, Purpose.ESCROW})


def wrap(key: ReportKey, reader: bytes, purpose: Purpose = Purpose.READER) -> bytes:
    """For one reader's public key. Also how a reader who can open it re-wraps it to another."""
    return seal(reader, _context(key.report, purpose), key.secret)


def open_wrap(secret: bytes, report: Report, box: bytes, purpose: Purpose = Purpose.READER) -> ReportKey:
    """The report's key, with the reader's secret. Raises `OpenError`."""
    return _belonging(report, unseal(secret, _context(report, purpose), box))


def wrap_nested(key: ReportKey, purpose: Purpose, outer: bytes, inner: bytes) -> bytes:
    """For two public keys that must both be used: first `outer` (the clock, or one of a pair), then `inner`."""
    return nest(key.report, purpose, outer, inner, wrap(key, inner, purpose))


def nest(report: Report, purpose: Purpose, outer: bytes, inner: bytes, box: bytes) -> bytes:
    """The outer box around something that opens with the key `inner`: a wrap, or an `.age` file for a body without
    computers."""
    if purpose not in NESTED or outer == inner:
        raise SealingError("only rungs and escrow pairs are nested, in two different keys")
    return seal(outer, _context(report, purpose), key_id(inner) + box)


def release(secret: bytes, report: Report, box: bytes, purpose: Purpose, inner: bytes) -> bytes:
    """Take the outer box off: what is left opens with `open_wrap` of the inner key (its public key is `inner`).

    Raises `OpenError`.
    """
    plain = unseal(secret, _context(report, purpose), box)
    if purpose not in NESTED or not hmac.compare_digest(plain[:ID_SIZE], key_id(inner)):
        raise OpenError("the inner box is for another key")
    return plain[ID_SIZE:]


def wrap_escrow(key: ReportKey, keepers: Iterable[bytes]) -> dict[tuple[bytes, bytes], bytes]:
    """One wrap for every pair of the keepers' public keys; pairs are in the order of the keys."""
    pairs = combinations(sorted(keepers), 2)
    return {pair: wrap_nested(key, Purpose.ESCROW, *pair) for pair in pairs}


def wrap_for_reporter(key: ReportKey, reporter: bytes) -> bytes:
    """Under the 32 bytes that the codeword gives (`reporter.ReporterKeys.wrap`)."""
    return lock(reporter, _bound(key.report), key.secret)


def open_as_reporter(reporter: bytes, report: Report, box: bytes) -> ReportKey:
    """The report's key, with the codeword's. Raises `OpenError`."""
    return _belonging(report, unlock(reporter, _bound(report), box))


def digest(boxes: Iterable[bytes]) -> bytes:
    """What the intake's payload commits to: SHA-256 over the sorted SHA-256 of each box, so that no order shows."""
    return sha256(DIGEST + b"".join(sorted(sha256(box).digest() for box in boxes))).digest()


def _context(report: Report, purpose: Purpose) -> Context:
    return Context(report.id, purpose, epoch=report.epoch)


def _bound(report: Report) -> bytes:
    return _context(report, Purpose.REPORTER).pack(key_id(report.public))


def _belonging(report: Report, secret: bytes) -> ReportKey:
    if len(secret) != KEY_SIZE or not hmac.compare_digest(public_of(secret), report.public):
        raise OpenError("the wrap holds no key of this report")
    return ReportKey(report, secret)
