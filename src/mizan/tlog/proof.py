"""Proof files (tlog-proof, C2SP 5ba5ee8): everything to check, offline, that a leaf is in a log its witnesses saw.

    c2sp.org/tlog-proof@v1 / extra BASE64 (optional) / index N / path hashes, leaf to root / blank line / checkpoint

`extra` is not authenticated by the proof; Mizan puts the leaf's own bytes there, and the checker hashes them.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from mizan.tlog.checkpoint import open_checkpoint
from mizan.tlog.cosignature import cosigned
from mizan.tlog.errors import NoteError, PolicyError, ProofError
from mizan.tlog.merkle import HASH_SIZE, MAX_SIZE, verify_inclusion
from mizan.tlog.note import MAX_NOTE, Verifier, decode64
from mizan.tlog.policy import Policy

HEADER = "c2sp.org/tlog-proof@v1"
MAX_PATH = 63
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True)
class TlogProof:
    """A parsed proof file, nothing verified. `checkpoint` is the note verbatim."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def encode(self) -> bytes:
        """The file's bytes."""
        extra = [] if self.extra is None else [f"extra {b64encode(self.extra).decode()}"]
        lines = [HEADER, *extra, f"index {self.index}", *(b64encode(one).decode() for one in self.path), "", ""]
        return "\n".join(lines).encode() + self.checkpoint


@dataclass(frozen=True)
class CheckedProof:
    """A proof that holds: the leaf is in the tree of `size`, which the quorum had seen by `seen_by` (Unix seconds)."""

    origin: str
    size: int
    root: bytes
    times: dict[str, int]
    seen_by: int | None


def parse_proof(data: bytes) -> TlogProof:
    """The proof of a file's bytes. Raises `ProofError`."""
    if len(data) > 2 * MAX_NOTE:
        raise ProofError("the file is too long")
    head, divider, checkpoint = data.partition(b"\n\n")
    if not divider:
        raise ProofError("no blank line before the checkpoint")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise ProofError("no ASCII", f"byte {error.start}") from None
    if lines.pop(0) != HEADER:
        raise ProofError(f"the first line is not {HEADER}", "line 1")
    extra = _decoded(lines.pop(0).removeprefix("extra ")) if lines and lines[0].startswith("extra ") else None
    if extra == b"":
        raise ProofError("without extra data its line is left out", "line 2")
    match = _INDEX.fullmatch(lines.pop(0)) if lines else None
    if not match or int(match[1]) > MAX_SIZE:
        raise ProofError("no index line")
    return TlogProof(int(match[1]), _path(lines), checkpoint, extra)


def _path(lines: list[str]) -> tuple[bytes, ...]:
    if len(lines) > MAX_PATH:
        raise ProofError(f"a path has at most {MAX_PATH} hashes")
    path = tuple(_decoded(line) for line in lines)
    if any(len(one) != HASH_SIZE for one in path):
        raise ProofError("a hash of the path is not 32 bytes")
    return path


def _decoded(encoded: str) -> bytes:
    try:
        return decode64(encoded)
    except NoteError as error:
        raise ProofError(str(error)) from None


def check_proof(
    proof: TlogProof, leaf_hash: bytes, policy: Policy, *, now: int | None = None, max_age: int | None = None
) -> CheckedProof:
    """One call does everything: the log's signature, the witnesses' quorum, the path to the root, and the age.

    `now` (Unix seconds) lets a checkpoint from the future be refused, `max_age` (seconds, only with `now`) an old one;
    without them age is not judged. Any log of the policy will do. Raises `ProofError`, `NoteError`, `PolicyError`.
    """
    checkpoint, note = open_checkpoint(proof.checkpoint, _log_of(proof, policy))
    times = cosigned(note, policy.verifiers)
    if not policy.satisfied(times.keys()):
        raise PolicyError("the quorum of witnesses is not reached")
    verify_inclusion(leaf_hash, proof.index, checkpoint.size, proof.path, checkpoint.root)
    must_be_of_its_time(policy, times, now=now, max_age=max_age)
    return CheckedProof(checkpoint.origin, checkpoint.size, checkpoint.root, times, policy.quorum_time(times))


def _log_of(proof: TlogProof, policy: Policy) -> Verifier:
    """The key of the log whose origin the checkpoint names; the first log's where none has it, which then refuses."""
    origin = proof.checkpoint.partition(b"\n")[0].decode(errors="replace")
    return policy.logs.get(origin, policy.log).key


def must_be_of_its_time(policy: Policy, times: Mapping[str, int], *, now: int | None, max_age: int | None) -> None:
    """Cosignature times that are neither in the future nor older than `max_age` seconds. Raises `PolicyError`.

    A single lying clock decides neither: see `Policy.quorum_time` and `Policy.fresh_time`.
    """
    if now is None:
        if max_age is not None:
            raise PolicyError("an age is judged at a time: `now` is missing")
        return
    seen_by, fresh = policy.quorum_time(times), policy.fresh_time(times)
    if seen_by is not None and seen_by > now:
        raise PolicyError("the checkpoint comes from the future")
    if max_age is not None and fresh is None:
        raise PolicyError("no quorum of witnesses says how old the checkpoint is")
    if max_age is not None and fresh is not None and now - fresh > max_age:
        raise PolicyError(f"the checkpoint is {now - fresh} seconds old, more than {max_age}")
