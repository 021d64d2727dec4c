"""From the codeword to the reporter's keys: fixed for ever, and the same by another implementation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.signing import SigningKey

from mizan.sealing.codeword import Codeword, parse
from mizan.sealing.errors import KeyRefused
from mizan.sealing.hkdf import hkdf
from mizan.sealing.reporter import keys_of, stretch
from mizan.sealing.wordlists import Language
from mizan.tlog.leaf import Leaf
from mizan.tlog.receipt import thread_key

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "sealing" / "codeword_v1.json").read_text(encoding="utf-8"))
ROWS: list[dict[str, Any]] = VECTORS["codewords"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["bytes"])
def test_the_committed_vectors_hold(row: dict[str, Any]) -> None:
    codeword = Codeword(bytes.fromhex(row["bytes"]))
    assert codeword.digits() == row["digits"]
    for language in Language:
        assert " ".join(codeword.words(language)) == row[language]
        assert parse(row[language]) == codeword
    root = stretch(codeword, bytes.fromhex(row["salt"]))
    assert root.hex() == row["root"]
    keys = keys_of(root)
    assert {name: getattr(keys, name).hex() for name in ("wrap", "signing", "verify_key", "find", "mask")} == {
        name: row[name] for name in ("wrap", "signing", "verify_key", "find", "mask")
    }
    assert keys.locator(bytes.fromhex(VECTORS["pepper"])).hex() == row["locator"]
    assert keys.leaf_fields(bytes.fromhex(VECTORS["thread_key"]))[1].hex() == row["N"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["bytes"])
def test_openssl_gives_the_same_root_and_keys(row: dict[str, Any]) -> None:
    salt = bytes.fromhex(row["salt"])
    other = Argon2id(salt=salt, length=32, iterations=1, lanes=1, memory_cost=64 * 1024)  # KiB
    root = other.derive(bytes.fromhex(row["bytes"]))
    assert root.hex() == row["root"]
    for name, label in (("wrap", "wrap"), ("signing", "sign"), ("find", "find"), ("mask", "thread")):
        derived = HKDF(SHA256(), 32, salt=None, info=f"mizan/{label}/v1".encode()).derive(root)
        assert derived.hex() == row[name]


@pytest.mark.parametrize(
    ("secret", "salt", "info", "size", "expected"),
    [
        # RFC 5869, A.1 and A.3
        ("0b" * 22, "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9", 42,
         "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"),
        ("0b" * 22, "", "", 42,
         "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"),
    ],
)  # fmt: skip
def test_hkdf_is_that_of_rfc_5869(secret: str, salt: str, info: str, size: int, expected: str) -> None:
    assert hkdf(bytes.fromhex(secret), bytes.fromhex(info), bytes.fromhex(salt), size).hex() == expected


def test_whoever_holds_the_codeword_finds_the_thread_in_the_log_and_nobody_else() -> None:
    mine, other, thread = keys_of(b"r" * 32), keys_of(b"s" * 32), b"t" * 32
    tag, nonce = mine.leaf_fields(thread)
    leaf = Leaf(0, 0, 0, bytes(32), tag, nonce)
    assert (leaf.tag, thread_key(leaf, mine.mask)) == (mine.find, thread)
    assert leaf.tag != other.find
    assert thread_key(leaf, other.mask) != thread


def test_a_signature_by_the_codeword_is_checked_with_the_stored_key() -> None:
    keys = keys_of(b"r" * 32)
    assert bytes(SigningKey(keys.signing).verify_key) == keys.verify_key


def test_another_codeword_salt_or_pepper_gives_another_locator() -> None:
    codeword, other = Codeword(bytes(11)), Codeword(bytes(10) + b"\1")
    roots = [stretch(codeword, bytes(16)), stretch(codeword, b"s" * 16), stretch(other, bytes(16))]
    locators = {keys_of(root).locator(pepper) for root in roots for pepper in (b"p" * 32, b"q" * 32)}
    assert len(locators) == 6


def test_salts_peppers_and_thread_keys_of_another_length_are_refused() -> None:
    with pytest.raises(KeyRefused):
        stretch(Codeword(bytes(11)), b"short")
    with pytest.raises(KeyRefused):
        keys_of(b"r" * 32).locator(b"short")
    with pytest.raises(KeyRefused):
        keys_of(b"r" * 32).leaf_fields(b"short")


def test_secrets_of_a_reporter_are_not_shown_by_repr() -> None:
    keys = keys_of(b"r" * 32)
    assert repr(keys.wrap)[2:-1] not in repr(keys)
