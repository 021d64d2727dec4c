"""What a process gives up before it sees the first byte of a file. Linux on x86-64 and ARM 64; elsewhere refused.

Enforced, or nothing is cleaned: a short list of system calls (seccomp, `CALLS`), every other one answers EPERM, so that
no file, socket, process, signal or new mapping of code can be made; no handle but the three pipes; bounds of processor
seconds and memory; no core file; nobody may trace it; it dies with the thread that started it.
Best effort, and not relied upon: name spaces of its own (no network device, no mounts of others) where the kernel lets
an ordinary user have them; RLIMIT_NPROC, which does not bind root.
Not stopped: a fault of the kernel in one of those calls, and what the processor leaks between processes.

Sources: linux/seccomp.h, linux/filter.h, linux/audit.h; seccomp(2), prctl(2), unshare(2).
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Sequence

from mizan.integrity.cleaning.kinds import NotCleaned, Why

SECONDS, MEMORY = 30, 1 << 30  # of the processor; bytes of address space
ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# name: number on x86-64, on ARM 64
MAPS = {"mmap": (9, 222), "mprotect": (10, 226)}  # only without PROT_EXEC
CALLS = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "fstat": (5, 80), "lseek": (8, 62), "munmap": (11, 215),
    "brk": (12, 214), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "sched_yield": (24, 124), "mremap": (25, 216), "madvise": (28, 233), "getpid": (39, 172), "exit": (60, 93),
    "gettimeofday": (96, 169), "sigaltstack": (131, 132), "gettid": (186, 178), "futex": (202, 98),
    "restart_syscall": (219, 128), "clock_gettime": (228, 113), "exit_group": (231, 94), "getrandom": (318, 278),
    "clock_nanosleep": (230, 115),
}  # fmt: skip
SECCOMP, TSYNC = (317, 277), 1  # SECCOMP_SET_MODE_FILTER for every thread
_PDEATHSIG, _DUMPABLE, _NO_NEW_PRIVS = 1, 4, 38  # prctl
_NAMESPACES = 0x10000000 | 0x40000000 | 0x00020000 | 0x08000000 | 0x04000000  # user, net, mount, ipc, uts
_LOAD, _EQUAL, _ANY, _RETURN = 0x20, 0x15, 0x45, 0x06  # BPF
_ALLOW, _EPERM, _KILL = 0x7FFF0000, 0x00050001, 0x80000000
_NUMBER, _MACHINE, _THIRD = 0, 4, 32  # offsets in struct seccomp_data; the third argument's low half
_PROT_EXEC = 4


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def lock_down() -> None:
    """From here on only memory, the processor and three pipes. Raises `NotCleaned` where that cannot be had."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in ARCH:
        raise NotCleaned(Why.NO_SANDBOX)
    libc = ctypes.CDLL(None, use_errno=True)
    os.closerange(3, _most_handles())
    os.nice(10)
    libc.unshare(_NAMESPACES)  # best effort
    for option, value in ((_PDEATHSIG, signal.SIGKILL), (_DUMPABLE, 0), (_NO_NEW_PRIVS, 1)):
        _must(libc.prctl(option, value, 0, 0, 0))
    _bound()
    _filter(libc, machine)


def _most_handles() -> int:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(256, min(max(soft, hard), 1 << 16))


def _bound() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0), (resource.RLIMIT_NPROC, 0),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


def _filter(libc: ctypes.CDLL, machine: str) -> None:
    column = list(ARCH).index(machine)
    steps = program(ARCH[machine], [both[column] for both in MAPS.values()], [both[column] for both in CALLS.values()])
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    made = _Program(len(steps), code)
    _must(libc.syscall(SECCOMP[column], 1, TSYNC, ctypes.byref(made)))


def program(arch: int, maps: Sequence[int], calls: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """The filter: (code, steps to jump where true, where false, operand) each. Calls of another machine kill."""
    size = len(maps) + len(calls)
    steps = [(_LOAD, 0, 0, _MACHINE), (_EQUAL, 1, 0, arch), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, _NUMBER)]
    for at, number in enumerate((*maps, *calls)):
        left = size - at - 1
        steps.append((_EQUAL, left + (1 if at < len(maps) else 3), 0, number))
    return [
        *steps, (_RETURN, 0, 0, _EPERM),
        (_LOAD, 0, 0, _THIRD), (_ANY, 1, 0, _PROT_EXEC), (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _EPERM),
    ]  # fmt: skip


def _must(result: int) -> None:
    if result != 0:
        raise NotCleaned(Why.NO_SANDBOX)
