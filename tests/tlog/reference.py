"""Trees, paths and proofs by the recursive definitions of RFC 6962 section 2.1, as slow and as plain as they stand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).parents[1] / "data" / "ledger"


@cache
def vectors(name: str) -> Any:
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def split(n: int) -> int:
    """The largest power of two smaller than n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def root(entries: Sequence[bytes]) -> bytes:
    """MTH(D[n])."""
    if not entries:
        return sha256().digest()
    if len(entries) == 1:
        return leaf_hash(entries[0])
    k = split(len(entries))
    return sha256(b"\x01" + root(entries[:k]) + root(entries[k:])).digest()


def path(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n]), section 2.1.1."""
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if m < k:
        return [*path(m, entries[:k]), root(entries[k:])]
    return [*path(m - k, entries[k:]), root(entries[:k])]


def proof(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """PROOF(m, D[n]), section 2.1.2."""
    return subproof(m, entries, whole=True)


def subproof(m: int, entries: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if m == len(entries):
        return [] if whole else [root(entries)]
    k = split(len(entries))
    if m <= k:
        return [*subproof(m, entries[:k], whole=whole), root(entries[k:])]
    return [*subproof(m - k, entries[k:], whole=False), root(entries[:k])]


def subtree_of(entries: Sequence[bytes]) -> Callable[[int, int], bytes]:
    """Perfect subtrees of a list of entries, as the library's producers ask for them."""

    @cache
    def subtree(level: int, index: int) -> bytes:
        covered = entries[index << level : (index + 1) << level]
        assert len(covered) == 1 << level, "asked for a subtree that is not perfect"
        return root(covered)

    return subtree


def flips(data: bytes) -> list[tuple[int, bytes]]:
    """Every change of one byte of `data` by one bit, with its place: 8 for each byte."""
    return [
        (at, data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]) for at in range(len(data)) for bit in range(8)
    ]
