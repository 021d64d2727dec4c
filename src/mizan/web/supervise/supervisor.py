"""One run of the house: prepare, open the doors, wait, end everything."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from socket import socket

from mizan.web.supervise.bell import Bell
from mizan.web.supervise.children import Children
from mizan.web.supervise.house import Process
from mizan.web.supervise.options import Options
from mizan.web.supervise.probe import answer

READY_WITHIN = 120.0  # seconds a door may take to its first answer; a loaded machine is slow, not broken
SERVER_ERROR = 500


class Ended(Exception):
    """The run is over; the message says why. Code 0: somebody wished it."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


class Supervisor:
    """Starts and watches the processes. Whichever way `run` is left, no child is left behind."""

    def __init__(self, options: Options, sockets: Mapping[int, Sequence[socket]], bell: Bell) -> None:
        self._options = options
        self._sockets = sockets
        self._bell = bell
        self._children = Children(grace=options.plan.grace)
        self._answers: dict[str, int | None] = {}

    def run(self) -> int:
        """Until somebody stops it or a child ends. Returns the exit code."""
        try:
            self._prepare()
            self._open()
            while True:
                self._step()
        except Ended as ended:
            tell(str(ended))
            how = ended
        finally:
            self._end()
        if how.code:
            tell(f"Why: {how}")  # again, for what the children said meanwhile may be long
        return how.code

    def _prepare(self) -> None:
        """Bring the database up to date, as a child like the others, so that Ctrl-C ends it too."""
        process = self._options.plan.prepare
        if process is None:
            return
        self._start(process)
        while (fallen := self._children.fallen()) is None:
            self._bell.wait(1)
            self._heed()
        if fallen.code:
            raise Ended(f"The database could not be prepared ({fallen.how}); the reason stands above.")

    def _open(self) -> None:
        """Open the doors, wait until each has answered once, say where they are.

        Whoever is no door starts after that, so that the first page does not wait for it.
        """
        for process in self._doors():
            self._start(process)
            threading.Thread(target=self._ask, args=(process,), daemon=True).start()
        while len(self._answers) < len(self._doors()):
            self._step()
        for name, status in self._answers.items():
            if status is None or status >= SERVER_ERROR:
                what = "does not answer" if status is None else f"answers with error {status}"
                raise Ended(f"The {name} door {what}; the reason should stand above.")
        for process in self._options.plan.processes:
            if process.offset is None:
                self._start(process)
        self._welcome()

    def _doors(self) -> list[Process]:
        return [process for process in self._options.plan.processes if process.offset is not None]

    def _start(self, process: Process) -> None:
        words, numbers = self._options.binding(process, self._sockets)
        self._children.start(
            process.name,
            [*process.command, *words],
            environment=self._options.environment(process),
            folder=self._options.var,  # never the caller's folder: a file lying there must not configure a door
            sockets=numbers,
        )

    def _ask(self, process: Process) -> None:
        port = self._options.port_of(process)
        assert port is not None
        self._answers[process.name] = answer(port, within=READY_WITHIN)
        with contextlib.suppress(OSError):  # the house may be closed by now
            self._bell.ring()

    def _step(self) -> None:
        """Wait for news; raise when it means the end."""
        self._bell.wait(1)
        self._heed()
        fallen = self._children.fallen()
        if fallen is not None:
            raise Ended(f'The process "{fallen.name}" ended ({fallen.how}), so the others are stopped too.')

    def _heed(self) -> None:
        if self._bell.stops:
            raise Ended("Stopping ...", 0)

    def _welcome(self) -> None:
        doors = [(one.title or one.name, self._options.port_of(one)) for one in self._doors()]
        lines = [f"  {title + ':':<16}http://localhost:{port}" for title, port in doors]
        show("", "Mizan is running. Only this machine can reach it.", "", *lines, "")
        self._show_accounts()
        show(f"  The data is in {self._options.var}; mail is kept there too, in mail/, and never sent.")
        show("", "  Stop with Ctrl-C.", "")

    def _show_accounts(self) -> None:
        """The demonstration's accounts, as their own verb words them."""
        process = self._options.plan.accounts
        if process is None:
            return
        environment = self._options.environment(process)
        asked = subprocess.run(  # noqa: S603  (the house's own command)
            process.command, env=environment, cwd=self._options.var, stdout=subprocess.PIPE, check=False
        )
        if asked.returncode == 0:
            show("  Accounts of the demonstration, for the desk:", "")
            show(*(f"    {line}".rstrip() for line in asked.stdout.decode().splitlines()), "")
            show("  Their second factor, now:  ./run mizan demo code NAME", "")

    def _end(self) -> None:
        already = self._bell.stops
        killed = self._children.end(wait=self._bell.wait, hurry=lambda: self._bell.stops > already)
        for name in killed:
            tell(f'The process "{name}" did not stop by itself and was killed.')
        tell("Everything has stopped.")


def show(*lines: str) -> None:
    """To stdout. A terminal that was closed must not keep the children from being ended."""
    with contextlib.suppress(OSError):
        print(*lines, sep="\n", flush=True)


def tell(line: str) -> None:
    """To stderr, with the same care."""
    with contextlib.suppress(OSError):
        print(line, file=sys.stderr, flush=True)
