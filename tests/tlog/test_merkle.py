"""Trees agree with the recursive definition, with another library, and no altered proof passes (I-6)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, InvalidProof, verify_consistency

from mizan.tlog import merkle
from mizan.tlog.errors import ProofError
from tlog import reference

ENTRIES = [b"%d" % n for n in range(130)]
ROWS = [merkle.leaf_hash(entry) for entry in ENTRIES]
SIZES = st.integers(1, 130)
subtree = reference.subtree_of(ENTRIES)


@st.composite
def leaves_of_trees(draw: st.DrawFn) -> tuple[int, int]:
    size = draw(SIZES)
    return draw(st.integers(0, size - 1)), size


@st.composite
def growths(draw: st.DrawFn) -> tuple[int, int]:
    new = draw(SIZES)
    return draw(st.integers(1, new)), new


def test_every_root_and_proof_to_size_40_is_that_of_the_recursive_definition() -> None:
    for size in range(1, 41):
        tree = ENTRIES[:size]
        assert merkle.root_of(ROWS[:size]) == reference.root(tree)
        for index in range(size):
            assert merkle.inclusion_proof(index, size, subtree) == reference.path(index, tree)
        for old in range(1, size + 1):
            assert merkle.consistency_proof(old, size, subtree) == reference.proof(old, tree)


@given(leaves_of_trees())
def test_inclusion_to_size_130_is_that_of_the_recursive_definition(leaf: tuple[int, int]) -> None:
    index, size = leaf
    proof = merkle.inclusion_proof(index, size, subtree)
    assert proof == reference.path(index, ENTRIES[:size])
    merkle.verify_inclusion(ROWS[index], index, size, proof, reference.root(ENTRIES[:size]))


@given(growths())
def test_consistency_to_size_130_is_that_of_the_recursive_definition(growth: tuple[int, int]) -> None:
    old, new = growth
    proof = merkle.consistency_proof(old, new, subtree)
    assert proof == reference.proof(old, ENTRIES[:new])
    merkle.verify_consistency(old, new, proof, reference.root(ENTRIES[:old]), reference.root(ENTRIES[:new]))


@given(st.lists(st.integers(0, 40), max_size=12))
def test_a_frontier_grown_in_any_batches_has_the_root_of_the_whole(batches: list[int]) -> None:
    frontier, size = merkle.Frontier(), 0
    for batch in batches:
        rows = [merkle.leaf_hash(b"%d" % n) for n in range(size, size + batch)]
        frontier.extend(rows)
        size += batch
        assert frontier.size == size
        assert len(frontier.peaks) == size.bit_count()
        assert frontier.root() == merkle.root_of([merkle.leaf_hash(b"%d" % n) for n in range(size)])
    again = merkle.Frontier(frontier.size, frontier.peaks)
    again.append(merkle.leaf_hash(b"more"))
    frontier.append(merkle.leaf_hash(b"more"))
    assert again.root() == frontier.root()


def test_a_frontier_refuses_peaks_that_do_not_fit() -> None:
    for size, peaks in ((1, []), (2, [bytes(32)] * 2), (3, [bytes(32), bytes(31)]), (-1, []), (0, [bytes(32)])):
        with pytest.raises(ProofError):
            merkle.Frontier(size, peaks)
    with pytest.raises(ProofError):
        merkle.Frontier().extend([bytes(33)])


@pytest.mark.parametrize(("index", "size"), [(0, 2), (5, 13), (12, 13), (127, 128), (64, 129), (129, 130)])
def test_no_changed_bit_of_an_inclusion_proof_passes(index: int, size: int) -> None:
    proof = merkle.inclusion_proof(index, size, subtree)
    root = merkle.root_of(ROWS[:size])
    merkle.verify_inclusion(ROWS[index], index, size, proof, root)
    whole = b"".join([ROWS[index], root, *proof])
    for _, changed in reference.flips(whole):
        leaf, other, *path = (changed[at : at + 32] for at in range(0, len(changed), 32))
        with pytest.raises(ProofError):
            merkle.verify_inclusion(leaf, index, size, path, other)


@pytest.mark.parametrize(("old", "new"), [(1, 2), (5, 13), (8, 13), (64, 130), (65, 130), (129, 130), (130, 130)])
def test_no_changed_bit_of_a_consistency_proof_passes(old: int, new: int) -> None:
    proof = merkle.consistency_proof(old, new, subtree)
    roots = [merkle.root_of(ROWS[:old]), merkle.root_of(ROWS[:new])]
    merkle.verify_consistency(old, new, proof, *roots)
    for _, changed in reference.flips(b"".join([*roots, *proof])):
        first, second, *path = (changed[at : at + 32] for at in range(0, len(changed), 32))
        with pytest.raises(ProofError):
            merkle.verify_consistency(old, new, path, first, second)


@given(leaves_of_trees(), st.data())
def test_a_leaf_has_one_place_in_one_tree(leaf: tuple[int, int], data: st.DataObject) -> None:
    """A proof of (index, size) passes for no other index of that size, whatever is added, cut or moved."""
    index, size = leaf
    proof, root = merkle.inclusion_proof(index, size, subtree), merkle.root_of(ROWS[:size])
    other = data.draw(st.integers(0, 200))
    if other != index:
        with pytest.raises(ProofError):
            merkle.verify_inclusion(ROWS[index], other, size, proof, root)
    altered = data.draw(st.sampled_from(["cut", "longer", "reversed", "short hash"]))
    changed = {
        "cut": proof[:-1],
        "longer": [*proof, bytes(32)],
        "reversed": proof[::-1],
        "short hash": [*proof[:-1], proof[-1][:-1]] if proof else [b""],
    }[altered]
    if changed != proof:
        with pytest.raises(ProofError):
            merkle.verify_inclusion(ROWS[index], index, size, changed, root)


def test_nothing_is_proved_from_the_empty_tree_here() -> None:
    """transparency-dev/merkle refuses it, a witness takes an empty proof from 0: two code paths (see the witness)."""
    empty = merkle.EMPTY_ROOT
    assert merkle.consistency_proof(0, 7, subtree) == []
    with pytest.raises(ProofError):
        merkle.verify_consistency(0, 7, [], empty, merkle.root_of(ROWS[:7]))
    merkle.verify_consistency(0, 0, [], empty, empty)
    with pytest.raises(ProofError):
        merkle.verify_consistency(0, 0, [], empty, bytes(32))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 2**63), (2**63, 2**64)])
def test_places_outside_a_tree_are_refused_on_both_sides(index: int, size: int) -> None:
    with pytest.raises(ProofError):
        merkle.inclusion_proof(index, size, subtree)
    with pytest.raises(ProofError):
        merkle.verify_inclusion(bytes(32), index, size, [], bytes(32))


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3), (1, 2**63)])
def test_histories_that_cannot_be_are_refused_on_both_sides(old: int, new: int) -> None:
    with pytest.raises(ProofError):
        merkle.consistency_proof(old, new, subtree)
    with pytest.raises(ProofError):
        merkle.verify_consistency(old, new, [], bytes(32), bytes(32))


NUMBERS = st.integers(-2, 2**65)


@given(st.binary(max_size=40), NUMBERS, NUMBERS, st.lists(st.binary(max_size=40), max_size=70))
def test_verification_raises_nothing_but_its_own_error(one: bytes, first: int, second: int, proof: list[bytes]) -> None:
    with pytest.raises(ProofError):
        merkle.verify_inclusion(one, first, second, proof, bytes(32))
    if first != second:
        with pytest.raises(ProofError):
            merkle.verify_consistency(first, second, proof, one, bytes(32))


def other_library(size: int) -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for entry in ENTRIES[:size]:
        tree.append_entry(entry)
    return tree


def test_every_root_to_size_130_is_that_of_another_library() -> None:
    tree = other_library(130)
    for size in range(1, 131):
        assert tree.get_root(size) == merkle.root_of(ROWS[:size])


@pytest.mark.parametrize("size", [1, 2, 3, 8, 13, 64, 65, 127, 128, 130])
def test_another_library_makes_inclusion_proofs_that_verify_here(size: int) -> None:
    """pymerkle writes the leaf first and counts leaves from 1; what follows is our path."""
    tree, root = other_library(size), merkle.root_of(ROWS[:size])
    for index in range(size):
        leaf, *path = tree.prove_inclusion(index + 1, size).path
        assert leaf == ROWS[index]
        assert path == merkle.inclusion_proof(index, size, subtree)
        merkle.verify_inclusion(leaf, index, size, path, root)


@pytest.mark.parametrize("new", [2, 3, 8, 13, 65, 130])
def test_another_library_agrees_on_what_is_consistent(new: int) -> None:
    """Its proofs hold against our roots and ours against its roots; its proofs are cut in another way than RFC 6962."""
    tree, root = other_library(new), merkle.root_of(ROWS[:new])
    for old in range(1, new):
        theirs, before = tree.prove_consistency(old, new), merkle.root_of(ROWS[:old])
        verify_consistency(before, root, theirs)
        ours = merkle.consistency_proof(old, new, subtree)
        merkle.verify_consistency(old, new, ours, tree.get_root(old), tree.get_root(new))
        with pytest.raises(InvalidProof):
            verify_consistency(ROWS[0][::-1], root, theirs)
