"""Ed25519 by the standard library alone: it accepts what RFC 8032 signs, and nothing that has a second form."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from mizan.tlog import rfc8032

# RFC 8032 section 7.1: tests 1, 2, 3 and SHA(abc): public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        hashlib.sha512(b"abc").hexdigest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]
SEEDS = st.binary(min_size=32, max_size=32)
# y of the points of order 1, 2, 4 and 8; the signs of x make them eight.
EIGHTH = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
SMALL_Y = [1, rfc8032.P - 1, 0, EIGHTH]


def library(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        VerifyKey(public).verify(message, signature)
    except (CryptoError, ValueError, TypeError):
        return False
    return True


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_vectors_of_the_rfc_hold(public: str, message: str, signature: str) -> None:
    assert rfc8032.verify(*map(bytes.fromhex, (public, message, signature)))


@given(seed=SEEDS, message=st.binary(max_size=300))
def test_it_accepts_what_the_library_signs(seed: bytes, message: bytes) -> None:
    key = SigningKey(seed)
    assert rfc8032.verify(bytes(key.verify_key), message, key.sign(message).signature)


@given(seed=SEEDS, message=st.binary(min_size=1, max_size=80), bit=st.integers(0, 10_000))
def test_one_changed_bit_anywhere_is_refused_as_by_the_library(seed: bytes, message: bytes, bit: int) -> None:
    key = SigningKey(seed)
    parts = [bytes(key.verify_key), message, key.sign(message).signature]
    whole = bytearray(b"".join(parts))
    bit %= 8 * len(whole)
    whole[bit // 8] ^= 1 << bit % 8
    changed = bytes(whole[:32]), bytes(whole[32:-64]), bytes(whole[-64:])
    assert not rfc8032.verify(*changed)
    assert not library(*changed)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=8), st.binary(min_size=64, max_size=64))
@example(bytes(32), b"", bytes(64))
def test_arbitrary_bytes_are_judged_as_the_library_judges_them(public: bytes, message: bytes, signature: bytes) -> None:
    assert rfc8032.verify(public, message, signature) == library(public, message, signature)


@given(st.binary(max_size=70), st.binary(max_size=4), st.binary(max_size=130))
def test_wrong_lengths_are_refused_without_an_error(public: bytes, message: bytes, signature: bytes) -> None:
    assert rfc8032.verify(public, message, signature) in (True, False)


@given(seed=SEEDS)
def test_a_scalar_has_one_form_only(seed: bytes) -> None:
    key = SigningKey(seed)
    signature = key.sign(b"m").signature
    again = int.from_bytes(signature[32:], "little") + rfc8032.L
    if again < 1 << 256:
        forged = signature[:32] + again.to_bytes(32, "little")
        assert not rfc8032.verify(bytes(key.verify_key), b"m", forged)


def small_order_encodings() -> list[bytes]:
    """Every 32 bytes that some library might read as a point of small order: both signs, y and y + p."""
    ys = [y for small in SMALL_Y for y in {small, rfc8032.P - small, small + rfc8032.P} if y < 1 << 255]
    return sorted({(y | sign << 255).to_bytes(32, "little") for y in ys for sign in (0, 1)})


def test_the_points_of_small_order_are_eight() -> None:
    found = [data for data in small_order_encodings() if rfc8032.decode(data)]
    assert len(found) == 8


@pytest.mark.parametrize("public", small_order_encodings())
def test_a_key_of_small_order_signs_for_nobody(public: bytes) -> None:
    for commitment in small_order_encodings():
        for message in (b"", b"a", b"b", b"c"):
            assert not rfc8032.verify(public, message, commitment + bytes(32))


def test_a_point_has_one_encoding_only() -> None:
    beyond = [(rfc8032.P + y).to_bytes(32, "little") for y in range(19)]
    assert not any(map(rfc8032.decode, beyond))
    assert rfc8032.decode((1 | 1 << 255).to_bytes(32, "little")) is None


def test_a_signature_that_holds_only_with_the_cofactor_is_refused() -> None:
    """With a key of mixed order a signer makes signatures on which verifiers disagree; ours takes the strict side."""
    torsion = rfc8032.decode(next(d for d in small_order_encodings() if rfc8032.decode(d) and order(d) == 8))
    assert torsion is not None
    scalar, nonce = 1234567, 7654321
    base = rfc8032._base_multiples()[1]
    public = rfc8032.encode(rfc8032._add(times(scalar, base), torsion))
    commitment = rfc8032.encode(times(nonce, base))
    judged = set()
    for number in range(16):
        message = bytes([number])
        k = int.from_bytes(hashlib.sha512(commitment + public + message).digest(), "little") % rfc8032.L
        s = (nonce + k * scalar) % rfc8032.L
        accepted = rfc8032.verify(public, message, commitment + s.to_bytes(32, "little"))
        assert accepted == (k % 8 == 0)
        judged.add(accepted)
    assert judged == {True, False}


def times(scalar: int, point: rfc8032.Point) -> rfc8032.Point:
    """Double and add, bit by bit: the plain reference."""
    total = rfc8032.IDENTITY
    for bit in bin(scalar)[2:]:
        total = rfc8032._add(total, total)
        total = rfc8032._add(total, point) if bit == "1" else total
    return total


def order(data: bytes) -> int:
    point = rfc8032.decode(data)
    assert point is not None
    return next(n for n in (1, 2, 4, 8) if rfc8032.encode(times(n, point)) == rfc8032.encode(rfc8032.IDENTITY))


@given(s=st.integers(0, rfc8032.L - 1), k=st.integers(0, rfc8032.L - 1))
def test_both_multiples_in_one_walk_are_those_of_the_plain_way(s: int, k: int) -> None:
    base = rfc8032._base_multiples()[1]
    point = times(3, base)
    expected = rfc8032._add(times(s, base), times(k, point))
    assert rfc8032.encode(rfc8032._two_multiples(s, k, point)) == rfc8032.encode(expected)
