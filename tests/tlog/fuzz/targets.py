"""What is fuzzed: every parser, with seeds to start from. A target returns for its own errors and raises any other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from mizan.tlog.checkpoint import parse_checkpoint
from mizan.tlog.errors import CheckpointError, LeafError, NoteError, PolicyError, ProofError, TileError
from mizan.tlog.keys import parse_public, parse_vkey
from mizan.tlog.leaf import unpack_leaf
from mizan.tlog.note import parse_note
from mizan.tlog.policy import parse_policy
from mizan.tlog.proof import parse_proof
from mizan.tlog.tiles import encode_bundle, parse_bundle, parse_path
from tlog.reference import vectors


def note(data: bytes) -> None:
    with suppress(NoteError):
        assert parse_note(data).encode() == data


def checkpoint(data: bytes) -> None:
    text = data.decode(errors="surrogateescape")
    with suppress(CheckpointError):
        assert parse_checkpoint(text).text == text


def proof(data: bytes) -> None:
    with suppress(ProofError):
        assert parse_proof(data).encode() == data


def policy(data: bytes) -> None:
    with suppress(PolicyError):
        found = parse_policy(data)
        assert found.satisfied({one.key.name for one in found.witnesses.values()})


def bundle(data: bytes) -> None:
    with suppress(TileError):
        assert encode_bundle(parse_bundle(data[1:], data[0] + 1 if data else 1)) == data[1:]


def tile_path(data: bytes) -> None:
    text = data.decode(errors="surrogateescape")
    with suppress(TileError):
        assert parse_path(text).path == text


def leaf(data: bytes) -> None:
    with suppress(LeafError):
        assert unpack_leaf(data).pack() == data


def vkey(data: bytes) -> None:
    text = data.decode(errors="surrogateescape")
    with suppress(NoteError):
        parse_vkey(text)
        assert parse_public(text).vkey == text


def _seeds() -> dict[str, list[bytes]]:
    proofs, own = vectors("tlog_proof"), vectors("cosignature")["own"]
    files = [proofs["proof"].encode(), proofs["with_extra"]["proof"].encode()]
    notes = [own["checkpoint_13"].encode(), *(one["note"].encode() for one in vectors("signed_note")["reject"])]
    return {
        "note": notes,
        "checkpoint": [notes[0].partition(b"\n\n")[0] + b"\n"],
        "proof": files,
        "policy": [proofs["policy"].encode()],
        "bundle": [bytes([width - 1]) + encode_bundle([b"leaf"] * width) for width in (1, 2, 20)],
        "tile_path": [one["path"].encode() for one in vectors("tile_paths")["paths"]],
        "leaf": [bytes.fromhex(one) for one in vectors("mizan_leaf_v1")["leaves_hex"]],
        "vkey": [own["log"]["vkey"].encode(), *(one["vkey"].encode() for one in own["witnesses"])],
    }


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (note, checkpoint, proof, policy, bundle, tile_path, leaf, vkey)
}
SEEDS = _seeds()
