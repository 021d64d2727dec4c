"""Merkle trees of RFC 6962 section 2.1 (same hashes in RFC 9162): roots, proofs and their verification.

Hashes are 32 bytes; indices and sizes count leaves from 0. A subtree at `level` l and `index` i covers the leaves
i * 2**l up to (i + 1) * 2**l. Verification returns None and raises `ProofError`; producers raise `ProofError` on
arguments out of range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from struct import Struct

from mizan.tlog.errors import ProofError

HASH_SIZE = 32
MAX_SIZE = 2**63 - 1  # tlog-checkpoint: sizes fit a signed 64-bit integer
EMPTY_ROOT = sha256(b"").digest()

Subtree = Callable[[int, int], bytes]
_RUN = 256  # hashes whose parents are made at once


def leaf_hash(data: bytes) -> bytes:
    """Hash of one entry: SHA-256(0x00 || data)."""
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256(0x01 || left || right)."""
    return sha256(b"\1" + left + right).digest()


def parents(hashes: Sequence[bytes]) -> list[bytes]:
    """The level above an even number of sibling hashes.

    Hot path, one node for each leaf of the log: the inputs are joined and cut by C code, as that is a fifth faster.
    """
    if len(hashes) > _RUN:
        return [node for at in range(0, len(hashes), _RUN) for node in parents(hashes[at : at + _RUN])]
    pairs = len(hashes) // 2
    parts = [b"\1"] * (3 * pairs)
    parts[1::3], parts[2::3] = hashes[::2], hashes[1::2]
    return [state.digest() for state in map(sha256, _cutter(pairs).unpack(b"".join(parts)))]


@lru_cache(maxsize=_RUN)
def _cutter(nodes: int) -> Struct:
    """Cuts the inputs of inner nodes apart."""
    return Struct(f"{1 + 2 * HASH_SIZE}s" * nodes)


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """Root over all leaf hashes; the empty tree has the hash of nothing."""
    frontier = Frontier()
    frontier.extend(list(leaf_hashes))
    return frontier.root()


class Frontier:
    """The right edge of a growing tree: enough to append and to compute the root, in 32 bytes a level.

    `peaks` are the roots of the perfect subtrees that cover the tree, largest first: one for each 1 bit of `size`.
    """

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if size < 0 or len(peaks) != size.bit_count() or any(len(peak) != HASH_SIZE for peak in peaks):
            raise ProofError("the peaks do not fit the size")
        self.size = size
        self.peaks = list(peaks)

    def append(self, leaf: bytes) -> None:
        """One more leaf hash."""
        self.extend([leaf])

    def extend(self, leaf_hashes: Sequence[bytes]) -> None:
        """More leaf hashes, in order. About one node hash for each leaf."""
        if any(len(leaf) != HASH_SIZE for leaf in leaf_hashes):
            raise ProofError("a leaf hash is not 32 bytes")
        level, row = 0, list(leaf_hashes)
        size, self.size = self.size, self.size + len(row)
        right: list[bytes] = []  # peaks of the new tree, smallest first
        while row or size >> level:
            if size >> level & 1:
                row.insert(0, self.peaks.pop())
            if len(row) & 1:
                right.append(row.pop())
            row = parents(row)
            level += 1
        self.peaks = right[::-1]

    def root(self) -> bytes:
        """The root of the tree so far."""
        return fold(self.peaks) if self.peaks else EMPTY_ROOT


def fold(peaks: Sequence[bytes]) -> bytes:
    """The root over perfect subtrees, largest first (RFC 6962: the right part of a split is folded first)."""
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def range_hash(start: int, end: int, subtree: Subtree) -> bytes:
    """Hash of the leaves [start, end), which must be a node of some tree: `start` a multiple of its span."""
    return fold([subtree(level, index) for level, index in _cover(start, end)])


def _cover(start: int, end: int) -> list[tuple[int, int]]:
    """The perfect subtrees of [start, end) from left to right, as (level, index)."""
    cover: list[tuple[int, int]] = []
    while start < end:
        level = (end - start).bit_length() - 1
        cover.append((level, start >> level))
        start += 1 << level
    return cover


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """Audit path of leaf `index` in a tree of `size`, leaf to root (RFC 6962 section 2.1.1)."""
    if not 0 <= index < size <= MAX_SIZE:
        raise ProofError(f"no leaf {index} in a tree of {size}")
    return [range_hash(start, end, subtree) for start, end in _siblings(index, size)][::-1]


def _siblings(index: int, size: int) -> list[tuple[int, int]]:
    """Ranges beside the path from the root down to a leaf."""
    ranges: list[tuple[int, int]] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges


def _split(size: int) -> int:
    """The largest power of two smaller than `size` (> 1)."""
    return 1 << (size - 1).bit_length() - 1


def consistency_proof(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """Proof that the tree of `new` extends the tree of `old` (RFC 6962 section 2.1.2); empty when equal or from 0."""
    if not 0 <= old <= new <= MAX_SIZE:
        raise ProofError(f"a tree of {new} cannot extend one of {old}")
    if old in (0, new):
        return []
    ranges: list[tuple[int, int]] = []
    start, end, known = 0, new, True  # known: the verifier has the hash of [start, old) as its old root
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start, known = middle, False
    if not known:
        ranges.append((start, end))
    return [range_hash(first, last, subtree) for first, last in reversed(ranges)]


def verify_inclusion(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """`leaf_hash` is leaf `index` of the tree of `size` with `root`. Raises `ProofError` (RFC 9162 section 2.1.3.2)."""
    _must_be_hashes([leaf_hash, root, *proof])
    if not 0 <= index < size <= MAX_SIZE:
        raise ProofError(f"no leaf {index} in a tree of {size}")
    inner, border = _path_shape(index, size)
    if len(proof) != inner + border:
        raise ProofError(f"a path of {inner + border} hashes is needed, not {len(proof)}")
    if _climb(leaf_hash, index, proof, inner) != root:
        raise ProofError("the path does not lead to the root")


def verify_consistency(size1: int, size2: int, proof: Sequence[bytes], root1: bytes, root2: bytes) -> None:
    """The tree of `size2` extends the tree of `size1`. Raises `ProofError` (RFC 9162 section 2.1.4.2).

    From size 0 there is nothing to prove and the proof must not be asked for here: a witness handles it apart.
    """
    _must_be_hashes([root1, root2, *proof])
    if not 0 <= size1 <= size2 <= MAX_SIZE:
        raise ProofError(f"a tree of {size2} cannot extend one of {size1}")
    if size1 == size2:
        _must_be_empty(proof)
        if root1 != root2:
            raise ProofError("two roots of one size")
        return
    if size1 == 0:
        raise ProofError("nothing is consistent with the empty tree by proof")
    first, last = _both_roots(size1, size2, proof, root1)
    if first != root1:
        raise ProofError("the proof does not lead to the old root")
    if last != root2:
        raise ProofError("the proof does not lead to the new root")


def _both_roots(size1: int, size2: int, proof: Sequence[bytes], root1: bytes) -> tuple[bytes, bytes]:
    """The old and new roots that a consistency proof leads to."""
    inner, border = _path_shape(size1 - 1, size2)
    skipped = (size1 & -size1).bit_length() - 1  # trailing zeros: levels at which the old tree is one perfect node
    inner -= skipped
    seeded = size1 & (size1 - 1) == 0  # a perfect old tree is its own seed
    if len(proof) != inner + border + (not seeded):
        raise ProofError(f"a proof of {inner + border + (not seeded)} hashes is needed, not {len(proof)}")
    seed, path = (root1, proof) if seeded else (proof[0], proof[1:])
    index = (size1 - 1) >> skipped
    old = seed
    for level, sibling in enumerate(path[:inner]):
        if index >> level & 1:
            old = node_hash(sibling, old)
    for sibling in path[inner:]:
        old = node_hash(sibling, old)
    return old, _climb(seed, index, path, inner)


def _path_shape(index: int, size: int) -> tuple[int, int]:
    """Lengths of the path's two parts: below the split from the tree's right edge, and along that edge."""
    inner = (index ^ (size - 1)).bit_length()
    return inner, (index >> inner).bit_count()


def _climb(node: bytes, index: int, path: Sequence[bytes], inner: int) -> bytes:
    for level, sibling in enumerate(path[:inner]):
        node = node_hash(sibling, node) if index >> level & 1 else node_hash(node, sibling)
    for sibling in path[inner:]:
        node = node_hash(sibling, node)
    return node


def _must_be_hashes(hashes: Sequence[bytes]) -> None:
    if any(len(one) != HASH_SIZE for one in hashes):
        raise ProofError("a hash is not 32 bytes")


def _must_be_empty(proof: Sequence[bytes]) -> None:
    if proof:
        raise ProofError("a proof between equal sizes must be empty")
