"""nginx with the shipped configuration in front of a door, on loopback, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import create_connection, socket
from threading import Thread
from types import SimpleNamespace
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mizan.web.supervise.probe import answer
from tests.integrity.sender import PATIENCE, Gone, Sender

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
CALLER = "127.0.0.77"  # from where the sender comes: an address that nothing else has
Change = Callable[[str], str]


@dataclass(frozen=True)
class Proxy:
    """The ports of the public door with and without TLS, and of the desk; where everything of nginx lies."""

    tls: int
    onion: int
    desk: int
    prefix: Path
    pid: int


@contextmanager
def proxy(prefix: Path, door: int, change: Change = str) -> Iterator[Proxy]:
    """Started, and surely ended. `change` spoils the configuration."""
    assert NGINX is not None, "nginx is not there"
    prefix.mkdir()
    tls, onion, desk = _free_ports(3)
    _certificate(prefix / "here.pem")
    (prefix / "nginx.conf").write_text(change(_here(SHIPPED.read_text(), prefix, (tls, onion, desk), door)))
    own = "user root;" if os.geteuid() == 0 else ""
    command = [NGINX, "-p", str(prefix), "-c", str(prefix / "nginx.conf"), "-e", str(prefix / "start.log"),
               "-g", f"daemon off; {own}"]  # fmt: skip
    running = subprocess.Popen(
        command, env={**os.environ, "TMPDIR": str(prefix)}, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        assert answer(onion, within=60) is not None, (prefix / "start.log").read_text()
        yield Proxy(tls, onion, desk, prefix, running.pid)
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait()


def _here(shipped: str, prefix: Path, ports: tuple[int, int, int], door: int) -> str:
    """The shipped words with this machine's places; each must be there, or the test would try something else."""
    tls, onion, desk = ports
    places = [
        ("/var/log/nginx/error.log", f"{prefix}/error.log", 1), ("/run/nginx.pid", f"{prefix}/nginx.pid", 1),
        ("worker_processes auto", "worker_processes 2", 1), ("http {", f"http {{ {_temporary(prefix)}", 1),
        ("127.0.0.1:8000", f"127.0.0.1:{door}", 1), ("127.0.0.1:8001", f"127.0.0.1:{door}", 1),
        ("listen 127.0.0.1:8080;", f"listen 127.0.0.1:{onion};", 1),
        *((f"/etc/mizan/tls/{name}", f"{prefix}/here.pem", 1)
          for name in ("public.pem", "public.key", "desk.pem", "desk.key")),
    ]  # fmt: skip
    for old, new, count in places:
        assert shipped.count(f"{old}") >= count, old
        shipped = shipped.replace(old, new)
    public, here, the_desk = shipped.partition("# The desk.")
    assert here
    assert public.count("listen 443 ssl;") == the_desk.count("listen 443 ssl;") == 1
    one, other = (f"listen 127.0.0.1:{port} ssl;" for port in (tls, desk))
    return public.replace("listen 443 ssl;", one) + here + the_desk.replace("listen 443 ssl;", other)


def _temporary(prefix: Path) -> str:
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return " ".join(f"{kind}_temp_path {prefix}/{kind};" for kind in kinds)


def _free_ports(count: int) -> list[int]:
    sockets = [socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _certificate(path: Path) -> None:
    """Key and certificate of nobody, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(pem, *plain) + made.sign(key, hashes.SHA256()).public_bytes(pem))


def _trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # a certificate of nobody
    return context


@dataclass(frozen=True)
class Caller(Sender):
    """A sender with an address of its own, over TLS or to the onion's port."""

    tls: bool = True

    def way(self) -> HTTPConnection:
        come: dict[str, Any] = {"timeout": PATIENCE, "source_address": (CALLER, 0)}
        if self.tls:
            return HTTPSConnection(self.host, self.port, context=_trusting(), **come)
        return HTTPConnection(self.host, self.port, **come)

    def ask(self, method: str, address: str, body: bytes | None = None, **headers: str) -> Any:
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        with closing(self.way()) as way:
            try:
                way.request(method, address, body, {**form, "Connection": "close", **headers})
                got = way.getresponse()
                return SimpleNamespace(status_code=got.status, content=got.read(), headers=got.headers)
            except (OSError, HTTPException) as error:
                raise Gone(str(error)) from error


def broken_handshake(port: int) -> None:
    """What is no TLS: nginx would write the caller's address at level crit or info."""
    with create_connection(("127.0.0.1", port), source_address=(CALLER, 0)) as way:
        way.sendall(b"\x16\x03\x01\x00\x04\x01\x00\x00\x00" + b"no TLS at all")
        way.recv(64)


@contextmanager
def listener() -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """A door that notes which headers it was told last, and asks for HSTS as a door behind TLS does."""
    heard: list[tuple[str, str]] = []

    class Notes(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard[:] = self.headers.items()
            self.send_response(200)
            self.send_header("Strict-Transport-Security", "max-age=31536000")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Notes) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, heard
        server.shutdown()
