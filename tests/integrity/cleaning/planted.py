"""Work of an enemy, planted in the process that cleans: each task tries one thing that the process must not do.

A task answers with a text message: `done` where it could do it, the name of the error where it could not.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from mizan.integrity.cleaning import wire
from mizan.integrity.cleaning.child import Prepare, Task, work

LIBC = ctypes.CDLL(None, use_errno=True)
HERE = __file__
PATH = ctypes.create_string_buffer(b"/etc/passwd")


def tries(deed: Callable[[], object]) -> Prepare:
    def prepare() -> Task:
        def task(_read: wire.Read) -> None:
            try:
                deed()
                said = b"done"
            except (OSError, RuntimeError, ValueError, MemoryError) as error:
                said = type(error).__name__.encode()
            wire.write(1, wire.BYTES + wire.LENGTH.pack(len(said)) + said)

        return task

    return prepare


def hands(deed: Callable[[], None]) -> Prepare:
    """A task that says nothing by itself."""
    return lambda: lambda _read: deed()


def native(*arguments: int) -> Callable[[], None]:
    """A system call past Python: `arguments` as syscall(2) takes them."""

    def call() -> None:
        if LIBC.syscall(*map(ctypes.c_long, arguments)) == -1:
            raise OSError(ctypes.get_errno(), "refused")

    return call


def new_code() -> None:
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)


def handles() -> None:
    """Raises where nothing but the pipes is open."""
    for handle in range(3, 4096):
        try:
            os.fstat(handle)
        except OSError:
            continue
        return
    raise OSError("none")


def environment() -> None:
    if not set(os.environ) - {"LC_CTYPE"}:  # Python sets this one itself
        raise OSError("none")


def memory() -> None:
    bytearray(2 << 30)


def spin() -> None:
    while True:
        pass


def crash() -> None:
    ctypes.string_at(0)


def flood() -> None:
    while True:
        os.write(1, wire.PICTURE + wire.SIZES.pack(1, 1) + b"abc")


def lie(message: bytes) -> Prepare:
    return hands(lambda: wire.write(1, message))


def raise_recursion() -> None:
    raise RecursionError


X86 = os.uname().machine == "x86_64"
TRIES: dict[str, Callable[[], object]] = {
    "open": lambda: os.open("/etc/passwd", os.O_RDONLY),
    "open-own": Path(HERE).read_bytes,
    "create": lambda: os.open("/tmp/planted", os.O_WRONLY | os.O_CREAT, 0o600),
    "stat": lambda: os.stat("/etc/passwd"),
    "list": lambda: os.listdir("/"),
    "unlink": lambda: os.unlink("/tmp/planted"),
    "mkdir": lambda: os.mkdir("/tmp/planted-folder"),
    "memfd": lambda: os.memfd_create("planted"),
    "pipe": os.pipe,
    "socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    "unix-socket": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
    "fork": os.fork,
    "thread": lambda: threading.Thread(target=print).start(),
    "exec": lambda: os.execv(sys.executable, [sys.executable, "-c", "1"]),
    "signal-parent": lambda: os.kill(PARENT, signal.SIGCONT),
    "signal-0": lambda: os.kill(PARENT, 0),
    "chdir": lambda: os.chdir("/tmp"),
    "chroot": lambda: os.chroot("/tmp"),
    "nice": lambda: os.nice(-5),
    "limits-up": native(302 if X86 else 261, 0, 0, 0, 0),  # prlimit64
    "ptrace": native(101 if X86 else 117, 0, 0, 0, 0),
    "io-uring": native(425, 8, 0),
    "open-native": native(257 if X86 else 56, -100, ctypes.addressof(PATH), 0),
    "bpf": native(321 if X86 else 280, 0, 0, 0),
    "new-code": new_code,
    "handles": handles,
    "environment": environment,
    "memory": memory,
}
PARENT = os.getppid()

TASKS: dict[str, Prepare] = {
    **{name: tries(deed) for name, deed in TRIES.items()},
    "spin": hands(spin),
    "crash": hands(crash),
    "flood": hands(flood),
    "recursion": hands(raise_recursion),
    "silent": hands(lambda: os._exit(0)),
    "huge": lie(wire.PICTURE + wire.SIZES.pack(1 << 31, 1 << 31)),
    "empty": lie(wire.PICTURE + wire.SIZES.pack(0, 5)),
    "long-text": lie(wire.BYTES + wire.LENGTH.pack(0xFFFFFFFF)),
    "two-texts": lie((wire.BYTES + wire.LENGTH.pack(1) + b"a") * 2),
    "no-code": lie(wire.REFUSED + b"\xff" + b"x" * 255),
    "noise": lie(bytes(range(256)) * 40),
    "hidden-text": lie(wire.BYTES + wire.LENGTH.pack(7) + "a\u200bb\n".encode() + b"\n"),
}


def main() -> None:
    work(TASKS)
