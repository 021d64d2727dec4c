"""One leaf against what the database says it commits to."""

from __future__ import annotations

import hmac

from mizan.ledger import rules, threads
from mizan.ledger.leaves import Carried, public_parts
from mizan.ledger.models import Leaf
from mizan.tlog import leaf as v1
from mizan.tlog.errors import LeafError
from mizan.tlog.merkle import leaf_hash


class Disagrees(ValueError):
    """The leaf and the rows say different things; the text is the fault's code."""


def check_bytes(leaf: Leaf) -> v1.Leaf:
    """The leaf read from its 104 bytes, which must have the stored hash. Raises `Disagrees`."""
    data = bytes(leaf.data)
    if leaf_hash(data) != bytes(leaf.hash):
        raise Disagrees("leaf_hash")
    try:
        return v1.unpack_leaf(data)
    except LeafError as error:
        raise Disagrees("leaf_unreadable") from error


def check_opening(leaf: Leaf, keys: threads.Keys, payload: bytes, duties: Carried) -> None:
    """The sealed salt opens the commitment to `payload`; clock, T and N are those of the duties. Raises `Disagrees`."""
    public, (salt, digest) = check_bytes(leaf), opening_of(leaf, keys)
    if not hmac.compare_digest(digest, bytes(leaf.hash)):
        raise Disagrees("leaf_altered")
    if not hmac.compare_digest(v1.commit(salt, payload), public.commitment):
        raise Disagrees("commitment")
    if (public.flags, public.kind, public.due_day) != _clock(duties):
        raise Disagrees("duty_clock")
    tag, nonce = public_parts(keys, duties)
    if (duties.opens and tag != public.tag) or (duties.closes and nonce != public.nonce):
        raise Disagrees("duty_tag")


def opening_of(leaf: Leaf, keys: threads.Keys) -> tuple[bytes, bytes]:
    """The salt of a leaf, and the hash that the leaf had when it was made. Raises `Disagrees`."""
    try:
        opened = threads.unseal(keys.data, bytes(leaf.sealed))
    except threads.Unreadable as error:
        raise Disagrees("opening_sealed") from error
    return opened[:32], opened[32:]


def _clock(duties: Carried) -> tuple[int, int, int]:
    clock = rules.leaf_clock(duties.opens, duties.closes)
    return clock.flags, clock.kind, clock.due_day
