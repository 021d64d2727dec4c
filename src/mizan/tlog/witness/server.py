"""A witness: it cosigns a log's checkpoint only if it extends the one it cosigned before. HTTP over one small store.

    POST /add-checkpoint                        tlog-witness v1.0.0
    GET  /<sha256 of the origin, hex>/checkpoint   the latest cosigned checkpoint
    GET  /policy-hash                           SHA-256 of the policy file that this witness's people have agreed to
    GET  /vkey                                  this witness's public key

There is no authentication by design: what counts is the log's signature. TLS, where wanted, is a web server in front.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from threading import BoundedSemaphore
from typing import Any

from mizan.tlog.checkpoint import Checkpoint
from mizan.tlog.cosignature import CosignatureSigner
from mizan.tlog.note import Signature, Verifier, add_signatures
from mizan.tlog.witness.protocol import MAX_BODY, TEXT_TYPE, Refusal, admit, must_extend
from mizan.tlog.witness.store import Store

PATIENCE = 10  # seconds for one read or write of a slow client
MOST_CONNECTIONS = 64


def _system_clock() -> int:
    return int(time.time())


@dataclass(frozen=True)
class Witness:
    """The witness itself, without HTTP. `logs`: trusted keys by origin; `clock`: seconds since 1970, UTC."""

    signers: Sequence[CosignatureSigner]
    logs: Mapping[str, Sequence[Verifier]]
    store: Store
    policy_hash: str = ""
    clock: Callable[[], int] = _system_clock

    def add_checkpoint(self, body: bytes) -> str:
        """Signature lines over a checkpoint that extends the latest one. Raises `Refusal`."""
        request, note, checkpoint = admit(body, self.logs)
        lines: list[Signature] = []

        def decide(latest: Checkpoint | None) -> bytes:
            must_extend(request, checkpoint, latest)
            lines.extend(signer.cosign(note.text, self.clock()) for signer in self.signers)
            return add_signatures(request.note, lines)

        self.store.advance(checkpoint.origin, decide)
        return "".join(line.line for line in lines)

    def latest(self, path: str) -> bytes | None:
        """The latest cosigned note for the path of a log, `/<sha256hex(origin)>/checkpoint`."""
        for origin in self.logs:
            if path == f"/{sha256(origin.encode()).hexdigest()}/checkpoint":
                return self.store.latest(origin)
        return None


class _Handler(BaseHTTPRequestHandler):
    """One connection. Addresses are not logged."""

    protocol_version = "HTTP/1.1"
    server_version = "mizan-witness"
    sys_version = ""
    timeout = PATIENCE
    server: WitnessServer

    def do_POST(self) -> None:
        if self.path != "/add-checkpoint":
            return self._refuse(404, "there is nothing here")
        length = self.headers.get("Content-Length", "")
        if "Transfer-Encoding" in self.headers or not (length.isascii() and length.isdigit() and len(length) < 12):
            return self._refuse(411, "a length is needed")
        if int(length) > MAX_BODY:
            return self._refuse(413, f"at most {MAX_BODY} bytes")
        body = self.rfile.read(int(length))
        try:
            return self._answer(200, self.server.witness.add_checkpoint(body).encode())
        except Refusal as refusal:
            return self._answer(refusal.status, refusal.reason.encode(), refusal.content_type)

    def do_GET(self) -> None:
        witness = self.server.witness
        fixed = {
            "/policy-hash": f"{witness.policy_hash}\n" if witness.policy_hash else "",
            "/vkey": "".join(f"{signer.vkey}\n" for signer in witness.signers),
        }
        found = fixed[self.path].encode() if self.path in fixed else witness.latest(self.path)
        if found:
            self._answer(200, found)
        else:
            self._answer(404, b"there is nothing here\n")

    do_HEAD = do_GET

    def _refuse(self, status: int, reason: str) -> None:
        """An answer before the body was read: the connection cannot be used again."""
        self.close_connection = True
        self._answer(status, f"{reason}\n".encode())

    def _answer(self, status: int, body: bytes, content_type: str = TEXT_TYPE) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the name is the base class's)
        """Nothing: a witness keeps no record of who asked."""


class WitnessServer(ThreadingHTTPServer):
    """`WitnessServer(("127.0.0.1", 0), witness).serve_forever()`. At most 64 connections at once; others are closed."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], witness: Witness, listening: socket | None = None) -> None:
        """On `address`; where somebody has opened the door already, on that listening socket instead."""
        super().__init__(address, _Handler, bind_and_activate=listening is None)
        if listening is not None:
            self.socket.close()
            self.socket = listening
            self.server_address = listening.getsockname()
        self.witness = witness
        self._places = BoundedSemaphore(MOST_CONNECTIONS)

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._places.acquire(blocking=False):
            return self.shutdown_request(request)
        return super().process_request(request, client_address)

    def process_request_thread(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away, or a full disk: the connection ends without an answer, so without a cosignature."""
