"""The processes of the house. Rooms that need one more add a line here."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

# Beside the interpreter, so that a start never picks up another installation from PATH.
MIZAN = str(Path(sys.executable).with_name("mizan"))


@dataclass(frozen=True)
class Process:
    """One process. A door has an `offset` to the base port and takes its sockets as `--bind fd://N`."""

    name: str
    command: tuple[str, ...]
    title: str = ""
    offset: int | None = None
    settings: str = ""


def _door(name: str, title: str, offset: int) -> Process:
    """A web door: gunicorn with one worker process, whose threads may wait for the database side by side."""
    gunicorn = (
        *(sys.executable, "-P", "-m", "gunicorn", f"mizan.web.wsgi:{name}"),
        *("--worker-class", "gthread", "--workers", "1", "--threads", "8"),
        *("--timeout", "60", "--graceful-timeout", "3", "--log-level", "warning", "--no-control-socket"),
    )
    return Process(name, gunicorn, title, offset, f"mizan.web.settings.{name}")


PREPARE = Process("prepare", (MIZAN, "prepare"))
ACCOUNTS = Process("accounts", (MIZAN, "demo", "accounts"))
HOUSE = (
    _door("public", "public pages", 0),
    _door("desk", "desk", 1),
    Process("worker", (MIZAN, "worker"), settings="mizan.web.settings.worker"),
)
