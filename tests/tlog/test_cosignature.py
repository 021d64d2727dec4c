"""Checkpoints and cosignatures: the vectors of others, our own to the byte, and no changed byte (I-6)."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.tlog.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from mizan.tlog.cosignature import MAX_TIME, CosignatureSigner, CosignatureVerifier, MldsaSigner, cosigned, message
from mizan.tlog.errors import CheckpointError, NoteError
from mizan.tlog.keys import COSIGNER, MLDSA, Ed25519Signer, parse_vkey
from mizan.tlog.merkle import EMPTY_ROOT, leaf_hash, root_of
from mizan.tlog.note import Note, Signature, add_signatures, parse_line, parse_note, sign_note
from tlog.reference import flips, vectors

VECTORS = vectors("cosignature")
OWN = VECTORS["own"]
LOG = Ed25519Signer(OWN["origin"], bytes.fromhex(OWN["log"]["seed_hex"]))
NOTE = OWN["checkpoint_13"].encode()
TEXT = parse_note(NOTE).text
W1 = CosignatureSigner("w1.example", bytes(32))
ROOT = base64.b64encode(bytes(range(32))).decode()


def signer_of(vector: dict[str, Any]) -> CosignatureSigner:
    return CosignatureSigner(vector["vkey"].split("+")[0], bytes.fromhex(vector["seed_hex"]))


@pytest.mark.parametrize("vector", VECTORS["third_party"], ids=lambda one: one["vkey"].split("+")[0])
def test_cosignatures_of_others_verify(vector: dict[str, Any]) -> None:
    verifier = parse_vkey(vector["vkey"])
    note = parse_note(vector["note"].encode())
    assert cosigned(note, [verifier]) == {verifier.name: vector["timestamp"]}
    assert sha256(parse_checkpoint(note.text).origin.encode()).hexdigest() == vector["origin_hash_hex"]


@pytest.mark.parametrize(
    "vector", [one for one in VECTORS["third_party"] if "seed_text" in one], ids=lambda one: one["seed_text"]
)
def test_cosignatures_of_others_are_made_again_to_the_byte(vector: dict[str, Any]) -> None:
    signer = CosignatureSigner(vector["vkey"].split("+")[0], sha256(vector["seed_text"].encode()).digest())
    assert signer.vkey == vector["vkey"]
    made = signer.cosign(parse_note(vector["note"].encode()).text, vector["timestamp"])
    assert made.line in vector["note"]


def test_our_own_checkpoint_is_made_again_to_the_byte() -> None:
    assert LOG.vkey == OWN["log"]["vkey"]
    root = root_of([leaf_hash(one.encode()) for one in OWN["leaves"]])
    data = sign_note(Checkpoint(OWN["origin"], 13, root).text, [LOG])
    signers = [signer_of(one) for one in OWN["witnesses"]]
    assert [one.vkey for one in signers] == [one["vkey"] for one in OWN["witnesses"]]
    lines = [one.cosign(TEXT, vector["timestamp"]) for one, vector in zip(signers, OWN["witnesses"], strict=True)]
    assert add_signatures(data, lines) == NOTE


def test_our_own_witnesses_are_seen_with_their_times() -> None:
    verifiers = [parse_vkey(one["vkey"]) for one in OWN["witnesses"]]
    wanted = {one["vkey"].split("+")[0]: one["timestamp"] for one in OWN["witnesses"]}
    assert cosigned(parse_note(NOTE), verifiers) == wanted
    assert cosigned(parse_note(NOTE), verifiers[:1]) == dict(list(wanted.items())[:1])
    assert cosigned(parse_note(NOTE), []) == {}


def mldsa_vector() -> tuple[CosignatureVerifier, Signature]:
    verifier = parse_vkey(OWN["mldsa44"]["vkey"])
    assert isinstance(verifier, CosignatureVerifier)
    return verifier, parse_line(OWN["mldsa44"]["signature_line"].rstrip("\n"))


def test_the_stored_mldsa_line_verifies_and_its_seed_makes_its_key() -> None:
    verifier, line = mldsa_vector()
    assert sha256(OWN["mldsa44"]["vkey"].encode()).hexdigest() == OWN["mldsa44"]["vkey_sha256"]
    signer = MldsaSigner(verifier.name, bytes.fromhex(OWN["mldsa44"]["seed_hex"]))
    assert signer.vkey == OWN["mldsa44"]["vkey"]
    note = parse_note(add_signatures(NOTE, [line, signer.cosign(TEXT, 1_790_000_009)]))
    assert cosigned(note, [verifier]) == {verifier.name: 1_790_000_009}


@pytest.mark.slow
def test_a_changed_byte_of_an_mldsa_line_never_verifies() -> None:
    """Each of the 2,428 bytes of the blob once: time and signature."""
    verifier, line = mldsa_vector()
    assert verifier.verify(TEXT.encode(), line.blob)
    for at in range(len(line.blob)):
        changed = line.blob[:at] + bytes([line.blob[at] ^ 1 << at % 8]) + line.blob[at + 1 :]
        assert not verifier.verify(TEXT.encode(), changed), at


def test_an_mldsa_cosignature_names_its_cosigner_and_an_ed25519_one_does_not() -> None:
    assert message(COSIGNER, "a.example", 7, TEXT) == message(COSIGNER, "b.example", 7, TEXT)
    one, two = message(MLDSA, "a.example", 7, TEXT), message(MLDSA, "b.example", 7, TEXT)
    assert one != two
    assert one.startswith(b"subtree/v1\n\0\x09a.example" + (7).to_bytes(8, "big") + b"\x11mizan.example/log" + bytes(8))
    assert one.endswith((13).to_bytes(8, "big") + parse_checkpoint(TEXT).root)
    assert message(COSIGNER, "a.example", 7, TEXT) == b"cosignature/v1\ntime 7\n" + TEXT.encode()


@pytest.mark.slow
def test_no_changed_bit_of_a_cosigned_checkpoint_is_believed() -> None:
    """Either the note is refused, or the changed line is no longer one of a known key: then fewer witnesses count."""
    verifiers = [parse_vkey(one["vkey"]) for one in OWN["witnesses"]]
    whole = cosigned(parse_note(NOTE), verifiers)
    log = parse_vkey(OWN["log"]["vkey"])
    for at, changed in flips(NOTE):
        try:
            checkpoint, note = open_checkpoint(changed, log)
            times = cosigned(note, verifiers)
        except NoteError:
            continue
        assert checkpoint == parse_checkpoint(TEXT), at
        assert times.items() < whole.items(), at


def test_no_changed_bit_of_a_blob_verifies_whatever_its_time() -> None:
    line = W1.cosign(TEXT, 1_790_000_000)
    verifier = parse_vkey(W1.vkey)
    assert verifier.verify(TEXT.encode(), line.blob)
    for at, changed in flips(line.blob):
        assert not verifier.verify(TEXT.encode(), changed), at
    for at, changed in flips(TEXT.encode()):
        assert not verifier.verify(changed, line.blob), at
    for blob in (b"", line.blob[:-1], line.blob + b"\0", line.blob[8:], bytes(72), b"\xff" * 72):
        assert not verifier.verify(TEXT.encode(), blob)


def test_a_cosigner_counts_with_its_newest_line_wherever_it_stands() -> None:
    older, newer = W1.cosign(TEXT, 1000), W1.cosign(TEXT, 2000)
    for lines in ((older, newer), (newer, older), (newer, newer, older)):
        assert cosigned(Note(TEXT, lines), [parse_vkey(W1.vkey)]) == {"w1.example": 2000}


def test_a_known_cosigner_with_one_bad_line_condemns_the_note() -> None:
    good = W1.cosign(TEXT, 1000)
    bad = Signature(good.name, good.key_id, good.blob[:-1] + b"\0")
    with pytest.raises(NoteError):
        cosigned(Note(TEXT, (good, bad)), [parse_vkey(W1.vkey)])


def test_a_line_without_a_time_says_nothing_about_when() -> None:
    signer = MldsaSigner("pq.example", bytes(32))
    silent = signer._sign(message(MLDSA, signer.name, 0, TEXT))
    line = Signature(signer.name, signer.key_id, bytes(8) + silent)
    assert parse_vkey(signer.vkey).verify(TEXT.encode(), line.blob)
    assert cosigned(Note(TEXT, (line,)), [parse_vkey(signer.vkey)]) == {}


@pytest.mark.parametrize("seconds", [0, -1, MAX_TIME + 1, 2**64])
def test_no_impossible_time_is_signed(seconds: int) -> None:
    for signer in (W1, MldsaSigner("pq.example", bytes(32))):
        with pytest.raises(NoteError):
            signer.cosign(TEXT, seconds)


def test_a_time_beyond_63_bits_never_verifies() -> None:
    seconds = MAX_TIME + 1
    signed = W1._sign(message(COSIGNER, W1.name, seconds, TEXT))
    assert not parse_vkey(W1.vkey).verify(TEXT.encode(), seconds.to_bytes(8, "big") + signed)


@pytest.mark.parametrize("kind", [CosignatureSigner, MldsaSigner])
def test_a_cosigner_signs_checkpoints_only_and_under_a_name_only(kind: type[CosignatureSigner]) -> None:
    signer = kind("w.example", bytes(32))
    for text in ("", "hello\n", TEXT[:-1], TEXT + "extension\n", f"o\n-1\n{ROOT}\n"):
        with pytest.raises(CheckpointError):
            signer.cosign(text, 1)
    for name in ("", "a b", "a+b"):
        with pytest.raises(NoteError):
            kind(name, bytes(32))


def test_names_that_do_not_fit_the_binary_form_are_refused() -> None:
    long = f"{'o' * 256}\n1\n{ROOT}\n"
    with pytest.raises(NoteError):
        message(MLDSA, "w.example", 1, long)
    with pytest.raises(NoteError):
        message(MLDSA, "w" * 256, 1, TEXT)
    assert not parse_vkey(MldsaSigner("w.example", bytes(32)).vkey).verify(long.encode(), bytes(2428))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\n\n\n",
        f"\n1\n{ROOT}\n",
        f"o\n1\n{ROOT}",
        f"o\n1\n{ROOT}\n\n",
        f"o\n1\n{ROOT}\nextension\n",
        f"o\n01\n{ROOT}\n",
        f"o\n+1\n{ROOT}\n",
        f"o\n-1\n{ROOT}\n",
        f"o\n 1\n{ROOT}\n",
        f"o\n1 \n{ROOT}\n",
        f"o\n1_0\n{ROOT}\n",
        f"o\n١\n{ROOT}\n",
        f"o\n\n{ROOT}\n",
        f"o\n0x1\n{ROOT}\n",
        f"o\n{2**63}\n{ROOT}\n",
        f"o\n{10**30}\n{ROOT}\n",
        f"o\n0\n{ROOT}\n",
        f"o\n1\n{base64.b64encode(EMPTY_ROOT).decode()}\n",
        f"o\n1\n{ROOT[:-1]}\n",
        f"o\n1\n{ROOT[:-2]}9=\n",
        f"o\n1\n{base64.b64encode(bytes(31)).decode()}\n",
        f"o\n1\n{base64.b64encode(bytes(33)).decode()}\n",
        "o\n1\n\n",
        f"o\r\n1\r\n{ROOT}\r\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(CheckpointError):
        parse_checkpoint(text)


@given(
    st.text(st.characters(exclude_characters="\n"), min_size=1),
    st.integers(1, 2**63 - 1),
    st.binary(min_size=32, max_size=32),
)
def test_a_checkpoint_is_read_back(origin: str, size: int, root: bytes) -> None:
    checkpoint = Checkpoint(origin, size, root)
    assert parse_checkpoint(checkpoint.text) == checkpoint


def test_the_empty_tree_has_a_checkpoint() -> None:
    assert parse_checkpoint(Checkpoint("o", 0, EMPTY_ROOT).text).size == 0


@given(st.text(max_size=200) | st.from_regex(r"[a-z]+\n[0-9]{1,20}\n[A-Za-z0-9+/]{42,44}=?\n", fullmatch=True))
def test_parsing_a_checkpoint_raises_nothing_but_its_own_error(text: str) -> None:
    try:
        assert parse_checkpoint(text).text == text
    except CheckpointError:
        return


def test_a_key_opens_checkpoints_of_its_own_log_only() -> None:
    """The signature does not cover the key's name: only comparing it with the origin keeps two logs apart."""
    other = Checkpoint("other.example/log", 13, bytes(range(32))).text
    with pytest.raises(CheckpointError):
        open_checkpoint(sign_note(other, [LOG]), parse_vkey(LOG.vkey))
    with pytest.raises(CheckpointError):
        open_checkpoint(sign_note("no checkpoint\n", [LOG]), parse_vkey(LOG.vkey))
    with pytest.raises(NoteError):
        open_checkpoint(Note(TEXT, (W1.cosign(TEXT, 5),)).encode(), parse_vkey(LOG.vkey))
    checkpoint, note = open_checkpoint(NOTE, parse_vkey(LOG.vkey))
    assert (checkpoint.origin, checkpoint.size) == (LOG.name, 13)
    assert len(note.signatures) == 4


@given(st.binary(max_size=120))
def test_any_bytes_verify_under_no_cosigner(blob: bytes) -> None:
    assert not parse_vkey(W1.vkey).verify(TEXT.encode(), blob)
    assert not parse_vkey(W1.vkey).verify(blob, W1.cosign(TEXT, 9).blob)
