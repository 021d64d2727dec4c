"""One prepared demonstration and its two real doors, started as `./run` starts them."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import socket

from mizan.web.supervise.children import Children
from mizan.web.supervise.house import HOUSE, MIZAN
from mizan.web.supervise.probe import answer

READY_WITHIN = 120.0  # seconds; a loaded machine is slow, not broken


@dataclass(frozen=True)
class House:
    """Where the two doors are, and where their data lies."""

    public: str
    desk: str
    var: Path


def prepared(shared: Path) -> Path:
    """The folder of a demonstration that is ready; made once, however many test processes ask for it."""
    var = shared / "mizan-prepared"
    with (shared / "mizan-prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command = [MIZAN, "prepare"]  # quick when it was prepared before
        done = subprocess.run(command, env=environment(var), cwd=shared, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return var


def environment(var: Path, **more: str) -> dict[str, str]:
    """This process's environment, without what its own settings need."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MIZAN_", "DJANGO_"))}
    return {**kept, "MIZAN_VAR": str(var), "MIZAN_DEMO": "1", **more}


class Ahead:
    """The day of one house's exercise. It is set by the command line and only goes forward."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.day = datetime.now(UTC).date()

    def pass_days(self, days: int) -> None:
        """So many days later the clock strikes."""
        self.day += timedelta(days=days)
        command = [MIZAN, "tick", "--now", f"{self.day.isoformat()}T06:00:00+00:00"]
        surroundings = environment(self._house.var)
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@contextmanager
def open_house(shared: Path, own: Path) -> Iterator[House]:
    """Both doors on a copy of the prepared demonstration, on free ports of this machine only."""
    var = own / "var"
    shutil.copytree(prepared(shared), var)
    sockets = {door.name: _listening() for door in HOUSE if door.offset is not None}
    ports = {name: one.getsockname()[1] for name, one in sockets.items()}
    children = Children(grace=5)
    try:
        for door in HOUSE:
            if door.offset is not None:
                _start(children, door.name, door.command, sockets[door.name], environment(
                    var, DJANGO_SETTINGS_MODULE=door.settings, MIZAN_PORT=str(ports["public"])
                ))  # fmt: skip
        for name, port in ports.items():
            assert answer(port, within=READY_WITHIN) is not None, f"the {name} door does not answer"
        yield House(f"http://localhost:{ports['public']}", f"http://localhost:{ports['desk']}", var)
    finally:
        children.end(wait=time.sleep, hurry=lambda: False)
        for one in sockets.values():
            one.close()


def _listening() -> socket:
    one = socket()
    one.bind(("127.0.0.1", 0))
    one.listen(128)
    return one


def _start(
    children: Children, name: str, command: tuple[str, ...], door: socket, surroundings: Mapping[str, str]
) -> None:
    children.start(
        name, [*command, "--bind", f"fd://{door.fileno()}"], environment=surroundings,
        folder=Path(surroundings["MIZAN_VAR"]), sockets=[door.fileno()],
    )  # fmt: skip
