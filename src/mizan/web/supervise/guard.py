"""Ends process groups and removes folders when whoever asked for it is gone, however it went.

Run as a file by `Guard`. It reads lines on stdin: `+group N`, `-group N`, `+folder PATH`, `-folder PATH`. When stdin
closes (the parent ended or was killed) whatever is still on the list is ended: TERM, then KILL after the grace.
It imports little, and lives in a session of its own so that Ctrl-C does not reach it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time


class Guard:
    """The parent's end: tells the guard what must not outlive this process."""

    def __init__(self, *, grace: float) -> None:
        self._process = subprocess.Popen(  # noqa: S603  (this file)
            [sys.executable, "-I", "-S", __file__, str(grace)],
            stdin=subprocess.PIPE,
            start_new_session=True,
            cwd="/",
        )

    def keep(self, kind: str, what: object) -> None:
        """Watch a `group` or `folder`."""
        self._tell(f"+{kind} {what}")

    def drop(self, kind: str, what: object) -> None:
        """It has been ended in the ordinary way."""
        self._tell(f"-{kind} {what}")

    def close(self) -> None:
        """End the guard, and with it whatever is still on its list."""
        assert self._process.stdin
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        self._process.wait()

    def _tell(self, line: str) -> None:
        assert self._process.stdin
        with contextlib.suppress(OSError):  # a guard that was killed is no reason to stop working
            self._process.stdin.write(line.encode() + b"\n")
            self._process.stdin.flush()


def signal_group(group: int, number: int) -> bool:
    """Send a signal to a process group; false when nobody is left in it."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    except PermissionError:  # it became another user's, as PostgreSQL under root does, or is a zombie elsewhere
        return True
    return True


def end_groups(groups: set[int], *, grace: float) -> None:
    """TERM to all, KILL after `grace` seconds to those that stayed."""
    for group in groups:
        signal_group(group, signal.SIGTERM)
    deadline = time.monotonic() + grace
    while groups and time.monotonic() < deadline:
        time.sleep(0.02)
        groups = {group for group in groups if signal_group(group, 0)}
    for group in groups:
        signal_group(group, signal.SIGKILL)


def _watch(grace: float) -> None:
    kept: dict[str, set[str]] = {"group": set(), "folder": set()}
    for line in sys.stdin:
        sign, (kind, what) = line[0], line[1:].rstrip("\n").split(" ", 1)
        (kept[kind].add if sign == "+" else kept[kind].discard)(what)
    end_groups({int(group) for group in kept["group"]}, grace=grace)
    for folder in kept["folder"]:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    _watch(float(sys.argv[1]))
