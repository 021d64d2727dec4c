"""The public door alone, on a copy of the prepared demonstration; it can be killed at any point and started again."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from socket import socket

from browser.house import READY_WITHIN, environment
from mizan.web.supervise.house import HOUSE, MIZAN
from mizan.web.supervise.probe import answer


class PublicDoor:
    """`port` stays the same: the listening socket is held here, and who knocks meanwhile waits."""

    def __init__(self, var: Path, listening: socket, more: Mapping[str, str]) -> None:
        self.port = listening.getsockname()[1]
        self._socket = listening
        self._process = next(one for one in HOUSE if one.name == "public")
        self._var, self._surroundings = var, environment(var, **more)
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        assert self._running is None
        surroundings = {**self._surroundings, "DJANGO_SETTINGS_MODULE": self._process.settings}
        self._running = subprocess.Popen(
            [*self._process.command, "--bind", f"fd://{self._socket.fileno()}"],
            env={**surroundings, "MIZAN_PORT": str(self.port)}, cwd=self._var, pass_fds=[self._socket.fileno()],
            start_new_session=True,
        )  # fmt: skip
        assert answer(self.port, within=READY_WITHIN) is not None, "the public door does not answer"

    @property
    def pid(self) -> int:
        assert self._running is not None
        return self._running.pid

    def kill(self) -> None:
        """SIGKILL to the server and its workers: nothing is tidied, nothing is told."""
        assert self._running is not None
        os.killpg(self._running.pid, signal.SIGKILL)
        self._running.wait()
        self._running = None

    def verb(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`mizan WORDS` on the same data."""
        return subprocess.run(
            [MIZAN, *words], env=self._surroundings, cwd=self._var, capture_output=True, text=True, check=False
        )

    def end(self) -> None:
        if self._running is not None:
            self.kill()


@contextmanager
def public_door(var: Path, **more: str) -> Iterator[PublicDoor]:
    """Started, and surely ended."""
    with socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        door = PublicDoor(var, listening, more)
        try:
            door.start()
            yield door
        finally:
            door.end()
