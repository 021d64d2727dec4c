"""Merkle trees hold every stored vector: those of others first, then our own rolling hashes to size 130."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import Any

import pytest

from mizan.tlog import merkle
from mizan.tlog.errors import ProofError
from tlog.reference import subtree_of, vectors

KNOWN = vectors("rfc6962_known_answers")
LEAVES = [bytes.fromhex(one) for one in KNOWN["leaves_hex"]]
INCLUSION = vectors("merkle_inclusion")["vectors"]
CONSISTENCY = vectors("merkle_consistency")["vectors"]
# Upstream compares equal "roots" of any length; we hold every hash to 32 bytes (ledger vectors, PROVENANCE.md).
STRICTER = {"sizes are equal (one) and proof is empty"}
BYTES_130 = [bytes([n]) for n in range(130)]


def hashes(encoded: list[str] | None) -> list[bytes]:
    return [base64.b64decode(one) for one in encoded or []]


def inclusion_holds(vector: dict[str, Any], verify: Any = merkle.verify_inclusion, error: Any = ProofError) -> bool:
    leaf, root = hashes([vector["leafHash"], vector["root"]])
    try:
        verify(leaf, vector["leafIdx"], vector["treeSize"], hashes(vector["proof"]), root)
    except error:
        return False
    return True


def consistency_holds(vector: dict[str, Any], verify: Any = merkle.verify_consistency, error: Any = ProofError) -> bool:
    old, new = hashes([vector["root1"], vector["root2"]])
    try:
        verify(vector["size1"], vector["size2"], hashes(vector["proof"]), old, new)
    except error:
        return False
    return True


@pytest.mark.parametrize("vector", INCLUSION, ids=lambda vector: vector["name"])
def test_inclusion_vectors_of_others_hold(vector: dict[str, Any]) -> None:
    assert inclusion_holds(vector) is not vector["wantErr"]


@pytest.mark.parametrize("vector", CONSISTENCY, ids=lambda vector: vector["name"])
def test_consistency_vectors_of_others_hold(vector: dict[str, Any]) -> None:
    refused = vector["wantErr"] or vector["desc"] in STRICTER
    assert consistency_holds(vector) is not refused


def test_the_vectors_are_all_there() -> None:
    assert len(INCLUSION) == len(CONSISTENCY) == 79
    assert sum(vector["wantErr"] for vector in INCLUSION) >= 70
    assert sum(vector["wantErr"] for vector in CONSISTENCY) >= 65


@pytest.mark.parametrize("vector", KNOWN["hash_vectors"], ids=lambda vector: vector["desc"])
def test_hashes_of_leaves_and_nodes_are_the_published_ones(vector: dict[str, Any]) -> None:
    parts = [bytes.fromhex(one) for one in vector.get("in", [])]
    found = {"empty": lambda: merkle.EMPTY_ROOT, "leaf": merkle.leaf_hash, "node": merkle.node_hash}[vector["op"]](
        *parts
    )
    assert found.hex() == vector["want"]


def test_every_node_and_root_of_the_eight_known_leaves_is_the_published_one() -> None:
    row = [merkle.leaf_hash(leaf) for leaf in LEAVES]
    assert [one.hex() for one in row] == KNOWN["leaf_hashes_hex"]
    assert [merkle.root_of(row[:size]).hex() for size in range(9)] == KNOWN["roots_by_size_hex"]
    for level in KNOWN["node_levels_hex"]:
        assert [one.hex() for one in row] == level
        row = merkle.parents(row) if len(row) > 1 else []
    assert row == []


@pytest.mark.parametrize("vector", KNOWN["inclusion"], ids=lambda vector: f"{vector['index']} of {vector['size']}")
def test_known_inclusion_proofs_are_made_and_verified(vector: dict[str, Any]) -> None:
    index, size = vector["index"], vector["size"]
    made = merkle.inclusion_proof(index, size, subtree_of(LEAVES[:size]))
    assert [one.hex() for one in made] == vector["proof"]
    merkle.verify_inclusion(merkle.leaf_hash(LEAVES[index]), index, size, made, root_of_known(size))


@pytest.mark.parametrize(
    "vector", KNOWN["consistency"], ids=lambda vector: "-".join(map(str, list(vector.values())[:2]))
)
def test_known_consistency_proofs_are_made_and_verified(vector: dict[str, Any]) -> None:
    old, new = vector["size1"], vector["size2"]
    made = merkle.consistency_proof(old, new, subtree_of(LEAVES[:new]))
    assert [one.hex() for one in made] == vector["proof"]
    merkle.verify_consistency(old, new, made, root_of_known(old), root_of_known(new))


def root_of_known(size: int) -> bytes:
    return bytes.fromhex(KNOWN["roots_by_size_hex"][size])


class Roll:
    """One SHA-256 over many lines."""

    def __init__(self) -> None:
        self.sum = sha256()

    def line(self, head: str, parts: list[bytes]) -> None:
        self.sum.update((" ".join([head, *(one.hex() for one in parts)]) + "\n").encode())

    def __str__(self) -> str:
        return self.sum.hexdigest()


def test_roots_to_size_130_roll_to_the_stored_hash() -> None:
    roll, frontier, rows = Roll(), merkle.Frontier(), [merkle.leaf_hash(one) for one in BYTES_130]
    for size in range(131):
        roll.line(str(size), [frontier.root()])
        frontier.extend(rows[size : size + 1])
    assert str(roll) == vectors("accumulated_130")["ours"]["root"]["sha256"]


def test_inclusion_proofs_to_size_130_roll_to_the_stored_hash() -> None:
    roll, subtree = Roll(), subtree_of(BYTES_130)
    for size in range(1, 131):
        for index in range(size):
            roll.line(f"{index} {size}", merkle.inclusion_proof(index, size, subtree))
    assert str(roll) == vectors("accumulated_130")["ours"]["inclusion"]["sha256"]


def test_consistency_proofs_to_size_130_roll_to_the_stored_hash() -> None:
    roll, subtree = Roll(), subtree_of(BYTES_130)
    for new in range(1, 131):
        for old in range(1, new + 1):
            roll.line(f"{old} {new}", merkle.consistency_proof(old, new, subtree))
    assert str(roll) == vectors("accumulated_130")["ours"]["consistency"]["sha256"]


def valid_subtrees() -> list[tuple[int, int]]:
    """[start, end) to 130 that are nodes of some tree: start is a multiple of the power of two that spans them."""
    spans = [(start, end) for end in range(1, 131) for start in range(end)]
    return [(start, end) for start, end in spans if start % (1 << (end - start - 1).bit_length()) == 0]


def test_subtree_hashes_roll_to_the_published_hash() -> None:
    """Published in draft-ietf-plants-merkle-tree-certs; made here by the same range_hash that makes our proofs."""
    roll, subtree = Roll(), subtree_of(BYTES_130)
    for start, end in valid_subtrees():
        roll.line(f"[{start}, {end})", [merkle.range_hash(start, end, subtree)])
    assert str(roll) == vectors("accumulated_130")["subtree_hash_recomputed"]["empty_ranges_skipped"]


def test_inclusion_in_subtrees_rolls_to_the_published_hash() -> None:
    """51,000 proofs: a path within [start, end) is the path of a tree of those leaves alone."""
    roll, subtree = Roll(), subtree_of(BYTES_130)
    for start, end in valid_subtrees():
        for index in range(start, end):
            made = merkle.inclusion_proof(
                index - start, end - start, lambda level, at, s=start: subtree(level, at + (s >> level))
            )
            roll.line(f"{index} [{start}, {end})", made)
    assert str(roll) == vectors("accumulated_130")["published"]["subtree_inclusion"]
