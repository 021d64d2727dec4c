"""Asking a witness for its cosignature (tlog-witness v1.0.0), and reading what it last cosigned.

Everything a witness answers is bounded in time and length and checked: lines of unknown keys are ignored, and a line
that does not verify is an error, never a cosignature.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from mizan.tlog.checkpoint import Checkpoint, open_checkpoint
from mizan.tlog.errors import NoteError, WitnessError
from mizan.tlog.note import Note, Signature, Verifier, parse_line, parse_note, sort_signatures
from mizan.tlog.witness.protocol import Request

TIMEOUT = 1.0  # seconds for each step of an exchange
MAX_ANSWER = 256 * 1024  # bytes
ATTEMPTS = 2  # the second one with the size that the witness named
_SIZE = re.compile(rb"(0|[1-9][0-9]{0,18})\n?")

Prove = Callable[[int], Sequence[bytes]]


@dataclass
class WitnessClient:
    """One witness of a log. `known` is the size it is believed to have cosigned last; it corrects itself on 409."""

    url: str
    keys: Sequence[Verifier]
    timeout: float = TIMEOUT
    known: int = field(default=0, compare=False)

    def add_checkpoint(self, note: bytes, size: int, prove: Prove) -> list[Signature]:
        """The witness's verified cosignatures over `note`, a checkpoint of `size` leaves.

        `prove(old)` gives the consistency proof from a tree of `old` leaves (empty from 0 and from `size`). Raises
        `WitnessError` when it does not answer, refuses, or has cosigned a larger tree (`where` is then "409").
        """
        for _ in range(ATTEMPTS):
            if self.known > size:
                raise WitnessError(f"the witness has cosigned {self.known} leaves, more than these {size}", "409")
            proof = tuple(prove(self.known)) if self.known not in {0, size} else ()
            status, body = self._exchange("POST", "add-checkpoint", Request(self.known, proof, note).encode())
            if status != 409:
                break
            self.known = _size(body)
        if status != 200:
            raise WitnessError(f"the witness refused: {body[:200].decode(errors='replace').strip()}", str(status))
        signatures = self._verified(note, body)
        self.known = size
        return signatures

    def latest(self, origin: str, log: Verifier) -> tuple[Checkpoint, bytes] | None:
        """The checkpoint this witness cosigned last for a log; None if it never did. Raises `WitnessError`."""
        status, body = self._exchange("GET", f"{sha256(origin.encode()).hexdigest()}/checkpoint")
        if status == 404:
            return None
        if status != 200:
            raise WitnessError("the witness does not show its latest checkpoint", str(status))
        try:
            checkpoint, note = open_checkpoint(body, log)
            verified, _ = sort_signatures(note, self.keys)
        except NoteError as error:
            raise WitnessError(str(error), self.url) from None
        if not verified or checkpoint.origin != origin:
            raise WitnessError("what it shows is not cosigned by it, or of another log", self.url)
        return checkpoint, body

    def policy_hash(self) -> str:
        """The hash of the policy that the witness's people have agreed to, in hex. Raises `WitnessError`."""
        status, body = self._exchange("GET", "policy-hash")
        found = body.strip().decode(errors="replace")
        if status != 200 or not re.fullmatch("[0-9a-f]{64}", found):
            raise WitnessError("the witness publishes no policy hash", str(status))
        return found

    def _verified(self, note: bytes, body: bytes) -> list[Signature]:
        """The known keys' lines of an answer; each must verify."""
        try:
            lines = tuple(parse_line(line) for line in body.decode().removesuffix("\n").split("\n"))
            verified, _ = sort_signatures(Note(parse_note(note).text, lines), self.keys)
        except (NoteError, UnicodeDecodeError) as error:
            raise WitnessError(f"the answer is no cosignature: {error}", self.url) from None
        if not verified:
            raise WitnessError("the answer has no line of the witness's key", self.url)
        return list(verified)

    def _exchange(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        address = urlsplit(self.url)
        try:
            connection = _connect(address, self.timeout)
            try:
                connection.request(method, f"{address.path.rstrip('/')}/{path}", body)
                response = connection.getresponse()
                answer = response.read(MAX_ANSWER + 1)
            finally:
                connection.close()
        except (OSError, HTTPException, ValueError) as error:
            raise WitnessError(f"no answer: {error}", self.url) from None
        if len(answer) > MAX_ANSWER:
            raise WitnessError(f"an answer of more than {MAX_ANSWER} bytes", self.url)
        return response.status, answer


def _connect(address: SplitResult, timeout: float) -> HTTPConnection:
    """A connection that speaks to exactly the host named: no redirects are followed. Raises `ValueError`."""
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise ValueError("a witness's URL begins with http:// or https://")
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    return kind(address.hostname, address.port, timeout=timeout)


def _size(body: bytes) -> int:
    match = _SIZE.fullmatch(body[:64])
    if not match:
        raise WitnessError("409 without a size")
    return int(match[1])
