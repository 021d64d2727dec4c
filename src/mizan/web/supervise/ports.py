"""Sockets on loopback, taken before anything else starts: a taken port is found at once, nobody slips in later."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

_NO_IPV6 = {errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL}


class PortRefused(Exception):
    """A port that cannot be had. `taken` is false when the system forbids it."""

    def __init__(self, port: int, *, taken: bool) -> None:
        super().__init__(port)
        self.port = port
        self.taken = taken


@contextmanager
def claimed(ports: Sequence[int], *, on_ipv4: Sequence[int] = ()) -> Iterator[dict[int, list[socket.socket]]]:
    """Listening sockets per port, for 127.0.0.1 and, where the machine has it, ::1. Closed at the end.

    Those of `on_ipv4` have 127.0.0.1 alone: their server takes one socket, and nobody types their address.
    """
    with ExitStack() as stack:
        found = {port: [stack.enter_context(one) for one in _claim(port)] for port in ports}
        yield found | {port: [stack.enter_context(_claim_ipv4(port))] for port in on_ipv4}


def _claim_ipv4(port: int) -> socket.socket:
    four = _listen(socket.AF_INET, "127.0.0.1", port)
    assert four is not None
    return four


def _claim(port: int) -> list[socket.socket]:
    four = _claim_ipv4(port)
    try:
        six = _listen(socket.AF_INET6, "::1", port)
    except PortRefused:
        four.close()
        raise
    return [four, six] if six else [four]


def _listen(family: socket.AddressFamily, host: str, port: int) -> socket.socket | None:
    """A listening socket, or None where this machine has no IPv6. `localhost` may mean either family in a browser."""
    try:
        made = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        return None
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # else a restart waits for TIME_WAIT
        made.bind((host, port))
        made.listen(128)
    except OSError as error:
        made.close()
        if family == socket.AF_INET6 and error.errno in _NO_IPV6:
            return None
        raise PortRefused(port, taken=error.errno == errno.EADDRINUSE) from error
    return made
