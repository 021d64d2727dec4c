"""The processes of the house. Rooms that need one more add a line here."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from mizan.web.settings.env import env_int
from mizan.web.settings.log import DEMO_WITNESSES, log_name

# Beside the interpreter, so that a start never picks up another installation from PATH.
MIZAN = str(Path(sys.executable).with_name("mizan"))


@dataclass(frozen=True)
class Process:
    """One process. A door has an `offset` to the base port and takes its sockets as `--bind fd://N`.

    `listens` is the offset of the port of a process that is no door; it takes its one socket as `--socket N`.
    """

    name: str
    command: tuple[str, ...]
    title: str = ""
    offset: int | None = None
    settings: str = ""
    listens: int | None = None


def _door(name: str, title: str, offset: int) -> Process:
    """A web door: gunicorn with one worker process, whose threads may wait for the database side by side."""
    gunicorn = (
        *(sys.executable, "-P", "-m", "gunicorn", f"mizan.web.wsgi:{name}"),
        *("--worker-class", "gthread", "--workers", "1", "--threads", "8"),
        *("--timeout", "60", "--graceful-timeout", "3", "--log-level", "warning", "--no-control-socket"),
    )
    return Process(name, gunicorn, title, offset, f"mizan.web.settings.{name}")


def _witness(name: str, offset: int) -> Process:
    """A demonstration witness: no Django, its own folder, key and memory; paths are within the data's folder."""
    policy = f"{log_name(env_int('MIZAN_LOG_NUMBER', 1))}/policy"
    command = (MIZAN, "witness", "serve", f"witnesses/{name}", "--policy", policy, "--quiet")
    return Process(name, command, listens=offset)


PREPARE = Process("prepare", (MIZAN, "prepare"))
ACCOUNTS = Process("accounts", (MIZAN, "demo", "accounts"))
HOUSE = (
    _door("public", "public pages", 0),
    _door("desk", "desk", 1),
    *(_witness(name, offset) for name, offset in DEMO_WITNESSES),
    Process("worker", (MIZAN, "worker", "--quiet"), settings="mizan.web.settings.worker"),
)
