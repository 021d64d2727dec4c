"""A program of the operator's, started once for each person to whom a mail went: his gateway may send a text message.

It gets the person's id and nothing else, so that the house keeps no telephone number and the program learns no reason.
It runs on a thread of its own, after the mail and outside of every transaction: a gateway that hangs holds no clock.
"""

from __future__ import annotations

import logging
import os
import signal
import stat
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from threading import Thread, main_thread

from django.conf import settings

LIMIT = 5.0  # seconds for one start: less than the supervisor waits for a process that was told to end
SURROUNDINGS = {"PATH": "/usr/local/bin:/usr/bin:/bin"}
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
log = logging.getLogger(__name__)


def ring(people: Sequence[str]) -> Thread | None:
    """Start the hook for each id, one after another, on a thread. None: no hook is set, or nobody was told."""
    program = settings.NOTICE_HOOK
    if not program or not people:
        return None
    thread = Thread(target=_ring_all, args=(program, tuple(people)), name="notice-hook")
    thread.start()  # no daemon: a worker that ends waits for the one start that runs, and begins no other
    return thread


def fault_of(program: str) -> str:
    """Why this program may not be started, in words; empty where it may."""
    path = Path(program)
    if not path.is_absolute():
        return "is not an absolute path"
    try:
        mode, folder = path.stat().st_mode, path.resolve().parent.stat().st_mode
    except OSError:
        return "is not there"
    found = {
        "is no file": not stat.S_ISREG(mode),
        "cannot be executed": not os.access(path, os.X_OK),
        "can be written by other accounts of this machine": mode & OTHERS_WRITE,
        "stands in a folder in which other accounts of this machine can write": (
            folder & OTHERS_WRITE and not folder & stat.S_ISVTX
        ),
    }
    return next((fault for fault, is_so in found.items() if is_so), "")


def _ring_all(program: str, people: tuple[str, ...]) -> None:
    """One line for the operator where something failed; it names nobody."""
    if fault := fault_of(program):
        log.error("the notice hook %s: nobody was told by it", fault)
        return
    failed: Counter[str] = Counter()
    began = 0
    for person in people:
        if not main_thread().is_alive():
            log.warning("the worker ended before the notice hook was started for %d more", len(people) - began)
            break
        began += 1
        if how := _start(program, person):
            failed[how] += 1
    if failed:
        said = "; ".join(f"{how}: {n}" for how, n in sorted(failed.items()))
        log.warning("the notice hook failed at %d of %d starts (%s)", failed.total(), began, said)


def _start(program: str, person: str) -> str:
    """Start it once; returns how it failed, empty where it did not."""
    try:
        started = subprocess.Popen(  # noqa: S603  (the operator's own program, without a shell)
            [program, person], env=SURROUNDINGS, cwd="/", process_group=0,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError as error:
        return error.strerror or "it did not start"
    try:
        code = started.wait(LIMIT)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
        return "no end in time"
    return f"exit code {code}" if code else ""
