"""The children of one supervisor: each leads a process group, and none outlives it."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mizan.web.supervise.guard import Guard, signal_group


@dataclass(frozen=True)
class Fallen:
    """A child that ended by itself."""

    name: str
    code: int

    @property
    def how(self) -> str:
        """In words: an exit code, or the signal that ended it."""
        return f"exit code {self.code}" if self.code >= 0 else f"signal {signal.Signals(-self.code).name}"


class Children:
    """Starts, watches and ends processes. `grace` is how long a child may take to end, in seconds."""

    def __init__(self, *, grace: float) -> None:
        self._grace = grace
        self._guard = Guard(grace=grace)
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        folder: Path,
        sockets: Sequence[int] = (),
    ) -> None:
        """Start one child in a group of its own, so that a signal reaches its children, and only when we send it."""
        child = subprocess.Popen(  # noqa: S603  (the house's own commands)
            command,
            env=environment,
            cwd=folder,
            pass_fds=tuple(sockets),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._guard.keep("group", child.pid)
        self._running[name] = child

    def fallen(self) -> Fallen | None:
        """The first child found to have ended; it is no longer watched."""
        for name, child in self._running.items():
            code = child.poll()
            if code is not None:
                self._forget(name)
                return Fallen(name, code)
        return None

    def end(self, *, wait: Callable[[float], None], hurry: Callable[[], bool]) -> list[str]:
        """TERM to everyone, then KILL after the grace or when asked to hurry. Returns who had to be killed."""
        for child in self._running.values():
            signal_group(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + self._grace
        while self._living() and time.monotonic() < deadline and not hurry():
            wait(0.1)
        killed = self._living()
        for name in list(self._running):
            self._forget(name)
        self._guard.close()
        return killed

    def _living(self) -> list[str]:
        return [name for name, child in self._running.items() if child.poll() is None]

    def _forget(self, name: str) -> None:
        """Whoever is left in the group, the leader or what it left behind, is killed."""
        child = self._running.pop(name)
        signal_group(child.pid, signal.SIGKILL)
        child.wait()
        self._guard.drop("group", child.pid)
