"""The `add-checkpoint` request of tlog-witness v1.0.0, and the decision on it. Pure: no clock, no store, no network.

Source: C2SP tlog-witness at commit 5ba5ee8. Where the specification gives two readings (same size, other root) the
answer is 422, as in the text of that commit's table.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mizan.tlog.checkpoint import Checkpoint, parse_checkpoint
from mizan.tlog.errors import CheckpointError, NoteError, ProofError, WitnessError
from mizan.tlog.merkle import HASH_SIZE, MAX_SIZE, verify_consistency
from mizan.tlog.note import Note, Verifier, decode64, parse_note, sort_signatures

MAX_BODY = 128 * 1024  # bytes: 63 proof lines and sixteen ML-DSA-44 signatures fit
MAX_PROOF = 63
SIZE_TYPE = "text/x.tlog.size"
TEXT_TYPE = "text/plain; charset=utf-8"
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True)
class Request:
    """A parsed request body, nothing verified."""

    old: int
    proof: tuple[bytes, ...]
    note: bytes

    def encode(self) -> bytes:
        """The body's bytes."""
        lines = [f"old {self.old}", *(b64encode(one).decode() for one in self.proof), "", ""]
        return "\n".join(lines).encode() + self.note


class Refusal(Exception):
    """Why the witness does not cosign: an HTTP status, and the body that the specification asks for."""

    def __init__(self, status: int, reason: str, content_type: str = TEXT_TYPE) -> None:
        super().__init__(status, reason)
        self.status = status
        self.reason = reason
        self.content_type = content_type


def parse_request(body: bytes) -> Request:
    """The request of a body. Raises `WitnessError`."""
    if len(body) > MAX_BODY:
        raise WitnessError(f"more than {MAX_BODY} bytes")
    head, divider, note = body.partition(b"\n\n")
    try:
        first, *rest = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise WitnessError("no ASCII before the checkpoint") from None
    match = _OLD.fullmatch(first)
    if not divider or not match or int(match[1]) > MAX_SIZE:
        raise WitnessError("no line of the old size, or no blank line after the proof")
    if len(rest) > MAX_PROOF:
        raise WitnessError(f"a proof has at most {MAX_PROOF} lines")
    return Request(int(match[1]), tuple(map(_hash, rest)), note)


def _hash(line: str) -> bytes:
    try:
        data = decode64(line)
    except NoteError as error:
        raise WitnessError(error.reason, "proof") from None
    if len(data) != HASH_SIZE:
        raise WitnessError("a hash has 32 bytes", "proof")
    return data


def admit(body: bytes, logs: Mapping[str, Sequence[Verifier]]) -> tuple[Request, Note, Checkpoint]:
    """A well-formed request over a checkpoint that a trusted key of its origin signed. Raises `Refusal`.

    `logs`: the trusted keys by origin.
    """
    try:
        request = parse_request(body)
        note = parse_note(request.note)
    except (WitnessError, NoteError) as error:
        raise Refusal(400, str(error)) from None
    origin = note.text.split("\n", 1)[0]
    if origin not in logs:
        raise Refusal(404, "this witness does not know the log")
    _must_be_signed(note, logs[origin])
    try:
        checkpoint = parse_checkpoint(note.text)
    except CheckpointError as error:
        raise Refusal(422, str(error)) from None
    if request.old > checkpoint.size:
        raise Refusal(400, "the old size is larger than the checkpoint's")
    return request, note, checkpoint


def _must_be_signed(note: Note, keys: Sequence[Verifier]) -> None:
    """403 if no trusted key signed, or if a trusted key's signature is wrong."""
    try:
        verified, _ = sort_signatures(note, keys)
    except NoteError as error:
        raise Refusal(403, str(error)) from None
    if not verified:
        raise Refusal(403, "no trusted key of the log signed this checkpoint")


def must_extend(request: Request, new: Checkpoint, latest: Checkpoint | None) -> None:
    """The checkpoint extends the latest one cosigned. Raises `Refusal`; the heart of what a witness promises."""
    known = 0 if latest is None else latest.size
    if request.old != known:
        raise Refusal(409, f"{known}\n", SIZE_TYPE)
    if request.old == 0 and request.proof:
        raise Refusal(422, "a proof from size 0 must be empty")
    if latest is None or (known == 0 and new.size > 0):
        return
    try:
        verify_consistency(known, new.size, request.proof, latest.root, new.root)
    except ProofError as error:
        raise Refusal(422, str(error)) from None
