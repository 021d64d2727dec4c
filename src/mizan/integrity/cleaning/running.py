"""The desk's side of cleaning: starts the processes, hands points from one to the other, bounds their time and size.

A new program each time, never a fork of the desk: nothing of its memory, keys, handles or environment goes along.
The content goes through a pipe; no byte of it is on a disk. The desk looks at numbers alone: it decodes no picture.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore, Timer

from mizan.integrity.cleaning import wire
from mizan.integrity.cleaning.kinds import MOST_BYTES, Copy, Kind, NotCleaned, Why, kind_of, suffix_of
from mizan.integrity.cleaning.texts import clean_text

DEADLINE = 45.0  # seconds of the clock, for everything
WAIT = 10.0  # seconds until another cleaning of this process is over
MAIN = "mizan.integrity.cleaning.child"
_BOOT = "import sys,importlib;sys.path[:0]=sys.argv[2:];importlib.import_module(sys.argv[1]).main()"
_ROOT = str(Path(__file__).resolve().parents[3])
_KILLED = (-signal.SIGKILL, -signal.SIGXCPU)
_one_at_a_time = BoundedSemaphore(1)


def clean(content: bytes) -> Copy:
    """The cleaned copy of a file. Raises `NotCleaned` with the reason."""
    if len(content) > MOST_BYTES:
        raise NotCleaned(Why.TOO_LARGE)
    kind = kind_of(content)
    if kind is None:
        raise NotCleaned(Why.KIND)
    if not _one_at_a_time.acquire(timeout=WAIT):
        raise NotCleaned(Why.BUSY)
    try:
        return Copy(_text(content) if kind is Kind.TEXT else _seen(kind, content), suffix_of(kind))
    finally:
        _one_at_a_time.release()


def _text(content: bytes) -> bytes:
    """By one process; looked through again here, so that one that was taken over gives nothing hidden."""
    with started(Kind.TEXT) as child:
        child.send(content)
        child.close()
        made = wire.one_text(child.read)
    if clean_text(made) != made:
        raise NotCleaned(Why.FAILED)
    return made


def _seen(kind: Kind, content: bytes) -> bytes:
    """By two: one gives points, the other makes a new file of them."""
    with started(kind) as painter, started(f"make-{suffix_of(kind)}") as maker:
        painter.send(content)
        painter.close()
        for size in wire.sizes(painter.read):
            maker.send(size.head())
            _pass_on(painter, maker, size.length)
        maker.send(wire.END)
        maker.close()
        return wire.one_text(maker.read)


def _pass_on(source: Child, target: Child, size: int) -> None:
    while size:
        piece = source.read(min(size, wire.PIECE))
        target.send(piece)
        size -= len(piece)


class Child:
    """One process and its pipes. What it does not say by itself is told from how it ended."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin
        assert process.stdout
        self._process, self._in = process, process.stdin
        self._read = wire.reader(process.stdout.fileno())

    def read(self, size: int) -> bytes:
        """Exactly so many bytes. Raises `NotCleaned`."""
        try:
            return self._read(size)
        except NotCleaned as refused:
            raise self._ended() from refused

    def send(self, content: bytes) -> None:
        """Raises `NotCleaned` where the process is gone: with its own reason if it gave one."""
        try:
            wire.write(self._in.fileno(), content)
        except BrokenPipeError as error:
            raise wire.refused(self.read(1), self.read) from error

    def close(self) -> None:
        """Nothing more is sent."""
        self._in.close()

    def _ended(self) -> NotCleaned:
        """Killed by the deadline or by its bound of processor seconds: too long. Anything else: it failed."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        return NotCleaned(Why.TOO_LONG if self._process.returncode in _KILLED else Why.FAILED)


@contextmanager
def started(task: str, *, module: str = MAIN, roots: Sequence[str] = (_ROOT,)) -> Iterator[Child]:
    """A process for one task, gone when this ends. It lives no longer than the deadline."""
    with _process(module, roots) as process:
        late = Timer(DEADLINE, process.kill)
        late.start()
        try:
            child = Child(process)
            child.send(bytes([len(task)]) + task.encode())
            yield child
        finally:
            late.cancel()
            process.kill()


def _process(module: str, roots: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - this interpreter and our own module
        [sys.executable, "-I", "-B", "-c", _BOOT, module, *roots],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0, close_fds=True, env={},
        cwd="/", start_new_session=True,
    )  # fmt: skip
