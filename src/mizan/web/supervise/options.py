"""What one start was asked to do, and the folder it alone may use."""

from __future__ import annotations

import argparse
import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket

from mizan.web.supervise import house
from mizan.web.supervise.house import Process

DEFAULT_PORT = 8000
LAST_PORT = 65535
GRACE = 6.0  # seconds; a door needs three to finish the answers it has begun
# Flags for gunicorn that another project left in the shell.
_FOREIGN = frozenset({"GUNICORN_CMD_ARGS"})


@dataclass(frozen=True)
class Plan:
    """What to run. Tests bring their own small processes."""

    processes: Sequence[Process] = house.HOUSE
    prepare: Process | None = house.PREPARE
    accounts: Process | None = house.ACCOUNTS
    grace: float = GRACE

    @property
    def doors(self) -> dict[str, int]:
        """Offset of each door to the base port."""
        return {one.name: one.offset for one in self.processes if one.offset is not None}

    @property
    def listeners(self) -> dict[str, int]:
        """Offset to the base port of each process that is no door and listens all the same."""
        return {one.name: one.listens for one in self.processes if one.listens is not None}

    @property
    def last(self) -> int:
        """The highest offset to the base port of any process."""
        return max([*self.doors.values(), *self.listeners.values()], default=0)


@dataclass(frozen=True)
class Options:
    """One start: the plan, the folder of the data, the base port."""

    plan: Plan
    var: Path
    port: int

    def port_of(self, process: Process) -> int | None:
        """The port of a door, None for other processes."""
        return None if process.offset is None else self.port + process.offset

    def ports(self, offsets: Mapping[str, int]) -> list[int]:
        """The ports at these offsets."""
        return [self.port + offset for offset in offsets.values()]

    def binding(self, process: Process, sockets: Mapping[int, Sequence[socket]]) -> tuple[list[str], list[int]]:
        """Words that give a process its sockets, and their file descriptors; nothing for one that does not listen."""
        if process.offset is not None:
            numbers = [one.fileno() for one in sockets[self.port + process.offset]]
            return [word for number in numbers for word in ("--bind", f"fd://{number}")], numbers
        if process.listens is not None:
            (only,) = sockets[self.port + process.listens]
            return ["--socket", str(only.fileno())], [only.fileno()]
        return [], []

    def environment(self, process: Process) -> dict[str, str]:
        """What a child sees: the caller's environment, this start's folder and port, and its own settings."""
        kept = {key: value for key, value in os.environ.items() if key not in _FOREIGN}
        own = {"MIZAN_VAR": str(self.var), "MIZAN_PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        return kept | own | ({"DJANGO_SETTINGS_MODULE": process.settings} if process.settings else {})


def read(argv: Sequence[str] | None, plan: Plan, environment: Mapping[str, str]) -> Options:
    """Parse the words after `mizan supervise`; a wrong one ends with exit code 2, as argparse does."""
    parser = argparse.ArgumentParser(prog="mizan supervise", description="Run the house: every door and the worker.")
    last = plan.last
    parser.add_argument(
        "--port",
        type=lambda word: _port(word, last),
        default=environment.get("MIZAN_PORT") or str(DEFAULT_PORT),
        metavar="N",
        help=f"base port (default {DEFAULT_PORT}); public pages get N, the desk N+1",
    )
    words = parser.parse_args(argv)
    return Options(plan=plan, var=Path(environment.get("MIZAN_VAR") or "var").resolve(), port=words.port)


def _port(word: str, last: int) -> int:
    if not word.isascii() or not word.isdigit() or not 1 <= int(word) <= LAST_PORT - last:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to {LAST_PORT - last}, not {word!r}")
    return int(word)


class FolderRefused(Exception):
    """The folder of the data cannot be used; the message says why."""


@contextmanager
def alone(options: Options) -> Iterator[None]:
    """Hold the folder of the data for this process: two workers on one log would fork it."""
    try:
        options.var.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (options.var / "supervise.lock").open("a+", encoding="ascii")
    except OSError as error:
        raise FolderRefused(
            f"{options.var} cannot be written to: {error.strerror}. MIZAN_VAR names another folder."
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise FolderRefused(
                f"Mizan already runs on {options.var}: {lock.read().strip()}. Stop it first, "
                "or start a second one on other data: MIZAN_VAR=FOLDER ./run --port N"
            ) from None
        lock.truncate(0)
        lock.write(f"http://localhost:{options.port} (process {os.getpid()})\n")
        lock.flush()
        yield
