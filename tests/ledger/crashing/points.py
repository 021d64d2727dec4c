"""Where a process can be killed: counted while it runs, at the calls themselves and at the sequencer's own hook.

A point stands before each `mkdir`, opening for writing, `fsync` and `rename` below the log's folder, before each SQL
statement that writes, before and after each COMMIT, around each word with a witness, and at each `reached` of the hook.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from django.db import connection

from tests.ledger.crashing.power import Platter

READS = ("SELECT", "SAVEPOINT", "RELEASE", "BEGIN", "PRAGMA")


def die() -> NoReturn:
    """As if the kernel had taken the process away: nothing is flushed, closed or rolled back."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("a killed process does not go on")


class Points:
    """Numbers every point; at point `fatal` the process ends, and with `power` the unsynced bytes are lost too."""

    def __init__(self, log: Path, fatal: int | None, *, power: bool = False) -> None:
        self.names: list[str] = []
        self._fatal = fatal
        self._log = str(log)
        self._platter = Platter(log) if power else None
        self._turn = threading.Lock()
        self._over = False

    def reached(self, name: str) -> None:
        """One more point."""
        if self._over:
            return
        with self._turn:
            self.names.append(name)
            if len(self.names) - 1 == self._fatal:
                self._over = True
                if self._platter is not None:
                    self._platter.lose()
                die()

    def watch(self) -> None:
        """Put a point before each call that changes anything durable; for the rest of this process."""
        for name in ("mkdir", "fsync", "replace", "rename", "unlink", "truncate"):
            setattr(os, name, self._pointed(name, getattr(os, name)))
        sys.addaudithook(self._opened)
        connection.ensure_connection()
        connection.execute_wrappers.append(self._stated)
        connection._commit = self._committed(connection._commit)

    def _pointed(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def pointed(*words: Any, **named: Any) -> Any:
            path = os.readlink(f"/proc/self/fd/{words[0]}") if name == "fsync" else str(words[0])
            if path.startswith(self._log) and not self._over:
                self.reached(f"os.{name} {Path(path).name}")
                if self._platter is not None:
                    self._platter.note(name, *map(str, (path, *words[1:2])))
            return call(*words, **named)

        return pointed

    def _opened(self, event: str, facts: tuple[Any, ...]) -> None:
        if event == "open" and str(facts[0]).startswith(self._log) and facts[2] & (os.O_WRONLY | os.O_RDWR):
            self.reached(f"open {Path(str(facts[0])).name}")
            if self._platter is not None and not self._over:
                self._platter.note("open", str(facts[0]))

    def _stated(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not sql.lstrip().upper().startswith(READS):
            self.reached(f"sql {sql[:24]}")
        return execute(sql, *rest)

    def _committed(self, commit: Callable[[], Any]) -> Callable[[], Any]:
        def pointed() -> Any:
            self.reached("COMMIT")
            done = commit()
            self.reached("COMMIT is done")
            return done

        return pointed
