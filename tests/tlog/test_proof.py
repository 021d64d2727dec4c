"""Proof files and leaves: one call checks everything, every changed byte shows, reading raises its own error."""

from __future__ import annotations

import hmac
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.tlog import leaf as v1
from mizan.tlog.errors import LeafError, NoteError, PolicyError, ProofError, TlogError
from mizan.tlog.merkle import leaf_hash, root_of
from mizan.tlog.policy import parse_policy
from mizan.tlog.proof import MAX_PATH, TlogProof, check_proof, parse_proof
from tlog.reference import flips, vectors

VECTORS = vectors("tlog_proof")
POLICY = parse_policy(VECTORS["policy"].encode())
LEAF = leaf_hash(bytes.fromhex(VECTORS["leaf_hex"]))
FILE = VECTORS["proof"].encode()
TIME = 1_790_000_000  # of the first of three witnesses, a second apart; two make the quorum
LEAVES = vectors("mizan_leaf_v1")


def test_the_proofs_of_the_vectors_hold_and_are_written_again_to_the_byte() -> None:
    extra = VECTORS["with_extra"]
    for text, leaf in ((VECTORS["proof"], VECTORS["leaf_hex"]), (extra["proof"], extra["leaf_hex"])):
        proof = parse_proof(text.encode())
        assert proof.encode() == text.encode()
        found = check_proof(proof, leaf_hash(bytes.fromhex(leaf)), POLICY)
        assert (found.origin, found.size, found.seen_by) == ("mizan.example/log", 13, TIME + 1)
    assert parse_proof(extra["proof"].encode()).extra == b"opaque"


@pytest.mark.parametrize("vector", VECTORS["reject"], ids=lambda one: one["desc"])
def test_the_proofs_that_the_vectors_refuse_do_not_hold(vector: dict[str, Any]) -> None:
    with pytest.raises(TlogError):
        check_proof(parse_proof(vector["proof"].encode()), LEAF, POLICY)


@pytest.mark.slow
def test_every_changed_bit_of_a_proof_file_is_refused_or_costs_a_witness() -> None:
    whole = check_proof(parse_proof(FILE), LEAF, POLICY)
    for at, changed in flips(FILE):
        with suppress(TlogError):
            found = check_proof(parse_proof(changed), LEAF, POLICY)
            assert found.times.items() < whole.times.items(), at
            assert (found.size, found.root) == (whole.size, whole.root), at


def test_no_other_leaf_is_proved() -> None:
    for _, changed in flips(LEAF):
        with pytest.raises(ProofError):
            check_proof(parse_proof(FILE), changed, POLICY)
    for short in (b"", LEAF[:-1], LEAF + b"\0"):
        with pytest.raises(ProofError):
            check_proof(parse_proof(FILE), short, POLICY)


@pytest.mark.parametrize(
    ("now", "age", "holds"),
    [
        (None, None, True),
        (TIME, None, False),
        (TIME + 1, None, True),
        (TIME + 101, 100, True),
        (TIME + 102, 100, False),
        (None, 100, False),
    ],
)
def test_age_is_judged_at_a_time_by_a_quorum(now: int | None, age: int | None, holds: bool) -> None:
    proof = parse_proof(FILE)
    if holds:
        check_proof(proof, LEAF, POLICY, now=now, max_age=age)
    else:
        with pytest.raises(PolicyError):
            check_proof(proof, LEAF, POLICY, now=now, max_age=age)


def test_without_witnesses_nothing_is_fresh() -> None:
    text = VECTORS["policy"].splitlines()[0] + "\nquorum none\n"
    assert check_proof(parse_proof(FILE), LEAF, parse_policy(text.encode())).times == {}
    with pytest.raises(PolicyError):
        check_proof(parse_proof(FILE), LEAF, parse_policy(text.encode()), now=TIME + 9, max_age=100)


LINES = FILE.decode().split("\n")


def changed(at: int, line: str) -> bytes:
    return "\n".join([*LINES[:at], line, *LINES[at + 1 :]]).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        changed(0, "c2sp.org/tlog-proof@v2"),
        changed(0, LINES[0] + " "),
        changed(1, "index"),
        changed(1, "index "),
        changed(1, "index 05"),
        changed(1, "index +5"),
        changed(1, "index -5"),
        changed(1, "index 5 "),
        changed(1, "index \u0665"),
        changed(1, f"index {2**63}"),
        changed(1, "extra \nindex 5"),
        changed(1, "extra b3BhcXVl\nextra b3BhcXVl\nindex 5"),
        changed(1, "extra b3BhcXV\nindex 5"),
        changed(1, "index 5\nextra b3BhcXVl"),
        changed(1, "index 5\nindex 5"),
        changed(2, LINES[2][:-1]),
        changed(2, LINES[2] + " "),
        changed(2, " " + LINES[2]),
        changed(2, "AAAA"),
        changed(2, ""),
        changed(2, "\n".join([LINES[2]] * MAX_PATH)),
        FILE.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + FILE,
        FILE.partition(b"\n\n")[0] + b"\n",
        bytes(1 << 22),
    ],
)  # fmt: skip
def test_what_is_no_proof_of_the_leaf_is_refused(data: bytes) -> None:
    with pytest.raises((ProofError, NoteError)):
        check_proof(parse_proof(data), LEAF, POLICY)


PROOFS = st.builds(
    TlogProof,
    st.integers(0, 2**63 - 1),
    st.lists(st.binary(min_size=32, max_size=32), max_size=63).map(tuple),
    st.binary(max_size=90),
    st.none() | st.binary(min_size=1, max_size=90),
)


@given(PROOFS)
def test_a_proof_file_is_read_back(proof: TlogProof) -> None:
    assert parse_proof(proof.encode()) == proof


@given(st.binary(max_size=300), st.integers(0, 300))
def test_reading_and_checking_a_proof_raises_nothing_but_its_own_error(data: bytes, at: int) -> None:
    for file in (data, LINES[0].encode() + b"\n" + data, FILE[:at] + data + FILE[at:]):
        with suppress(TlogError):
            check_proof(parse_proof(file), data, POLICY)


def test_the_leaves_of_the_vectors_are_made_again_to_the_byte() -> None:
    keys, salts = (([bytes.fromhex(one) for one in LEAVES[name]]) for name in ("thread_keys_hex", "salts_hex"))
    leaves = [bytes.fromhex(one) for one in LEAVES["leaves_hex"]]
    hashes = [leaf_hash(one) for one in leaves]
    assert [one.hex() for one in hashes] == LEAVES["leaf_hashes_hex"]
    assert [root_of(hashes[:size]).hex() for size in range(5)] == LEAVES["roots_hex"]
    for data, salt, payload in zip(leaves, salts, LEAVES["payloads"], strict=True):
        found = v1.unpack_leaf(data)
        assert found.pack() == data
        assert found.commitment == v1.commit(salt, payload.encode())
    first, third = v1.unpack_leaf(leaves[0]), v1.unpack_leaf(leaves[2])
    assert first.tag == v1.tag(v1.nonce(keys[0], 0))
    assert third.nonce == v1.nonce(keys[0], 0), "the third leaf closes what the first opened"
    assert third.tag == v1.tag(v1.nonce(keys[0], 1))


GOOD = v1.Leaf(v1.OPEN, 1, 20_000, b"c" * 32, b"t" * 32, b"n" * 32)


def test_the_states_of_a_duty_are_all_the_flags_there_are() -> None:
    taken = set()
    for flags in range(256):
        with suppress(LeafError):
            taken.add(v1.unpack_leaf(bytes([1, flags]) + GOOD.pack()[2:]).flags)
    assert taken == {1, 2, 3, 6, 7, 10, 11}, "0 goes with kind 0; extended and escalated only close"


@pytest.mark.parametrize(
    "changes",
    [
        {"flags": 0},
        {"flags": 4 | 1},
        {"flags": 16 | 1},
        {"flags": 2 | 4 | 8},
        {"kind": 0},
        {"kind": 65_536},
        {"kind": -1},
        {"flags": 0, "kind": 0},
        {"due_day": 2**32},
        {"due_day": -1},
        {"commitment": b"c" * 31},
        {"tag": b""},
        {"nonce": b"n" * 33},
    ],
)  # fmt: skip
def test_what_is_no_leaf_is_not_packed(changes: dict[str, Any]) -> None:
    with pytest.raises(LeafError):
        replace(GOOD, **changes).pack()


@given(st.binary(max_size=110) | st.binary(min_size=103, max_size=103).map(lambda rest: b"\x01" + rest))
def test_any_bytes_are_a_leaf_with_one_form_or_none(data: bytes) -> None:
    with suppress(LeafError):
        assert v1.unpack_leaf(data).pack() == data


def test_secrets_have_their_lengths_and_labels() -> None:
    key = bytes(range(32))
    assert v1.commit(key, b"x") == hmac.digest(key, b"mizan/leaf/v1\nx", "sha256")
    assert v1.nonce(key, 258) == hmac.digest(key, b"mizan/duty-nonce/v1\n\0\0\x01\x02", "sha256")
    for bad in (lambda: v1.commit(b"", b""), lambda: v1.nonce(key, -1), lambda: v1.nonce(key, 2**32)):
        with pytest.raises(LeafError):
            bad()
    for bad in (lambda: v1.nonce(key[1:], 0), lambda: v1.tag(key + key)):
        with pytest.raises(LeafError):
            bad()
    assert v1.day_number(date(1970, 1, 2)) == 1
    assert v1.day_of(2**32 - 1) == date.max
