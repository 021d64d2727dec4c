"""A flood at the public door and a real report in it: `python benches/flood.py [POSTS] [SENDERS]` from the root of the
repository, with it, `src` and `tests` on the path.

A demonstration is prepared and its public door started as `./run` starts it (one gunicorn process, SQLite with
`synchronous=FULL`), on loopback. SENDERS programs, in a process of their own, send junk reports without a pause until
POSTS forms were posted; each junk report has a text of its own and accuses the unit that the real ones accuse.
Meanwhile somebody reports again and again, six pages each, as a plain browser would.

A report is stored before its codeword is made: the answer to Send, with or without the codeword, is the latest moment
at which it can have been stored. The place in the order of reading is drawn by the shipped rule over reports as they
were sent (ids are random there as here); nothing was opened at a desk for it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from secrets import token_bytes
from uuid import uuid4

from browser.house import environment
from browser.public_door import public_door

from mizan.integrity.rules.triage import Waiting, ordered
from mizan.web.supervise.house import MIZAN
from tests.integrity.sender import Sender
from tests.web.page_forms import Form

POSTS, SENDERS = 10_000, 8
POSTS_EACH = 5  # what, who, where, safety, send
SCREEN = 25  # lines
DRAWS = 400


def junk(port: int, posts: int, senders: int) -> None:
    """The flood. Prints how many reports it got stored."""
    numbers = count()

    def send(_sender: int) -> int:
        stored = 0
        while (number := next(numbers)) < posts // POSTS_EACH:
            Sender("127.0.0.1", port).report(f"Junk {number}, made by a program. " + f"word{number} " * 40)
            stored += 1
        return stored

    with ThreadPoolExecutor(senders) as people:
        print(sum(people.map(send, range(senders))))


class Timed(Sender):
    """Notes how long the answer to Send took, and each page on the way."""

    def real(self, number: int) -> tuple[float, float, float]:
        """Seconds for the five pages before Send, from Send to the answer that says it is stored, to the codeword."""
        began = time.perf_counter()
        send = self.to_the_check(f"What I saw, {number}.")
        sent = time.perf_counter()
        answers: list[float] = []
        object.__setattr__(self, "answers", answers)
        send()
        return sent - began, answers[0] - sent, time.perf_counter() - sent

    def post(self, form: Form) -> object:
        page = super().post(form)
        noted = getattr(self, "answers", None)
        if noted is not None:
            noted.append(time.perf_counter())
        return page


def real_ones(port: int, flood: subprocess.Popen[str]) -> list[tuple[float, float, float]]:
    """Reports one after the other while the flood goes on."""
    found = []
    while flood.poll() is None:
        found.append(Timed("127.0.0.1", port).real(len(found)))
    return found


def places(same: int, elsewhere: int, before: int) -> tuple[int, float]:
    """Median place of the real report, and how often it is on the first screen, over fresh keys of the installation.

    `same` junk copies its unit and day, `elsewhere` names forty other units, `before` was sent the day before.
    """
    today, real = date(2026, 1, 8), str(uuid4())
    waiting = [Waiting(real, today, ("unit",), "What I saw.")]
    waiting += [Waiting(str(uuid4()), today, ("unit",), f"Junk {n}") for n in range(same)]
    waiting += [Waiting(str(uuid4()), today, (f"unit {n % 40}",), f"Other {n}") for n in range(elsewhere)]
    waiting += [Waiting(str(uuid4()), today - timedelta(1), ("unit",), f"Before {n}") for n in range(before)]
    found = sorted([one.id for one in ordered(waiting, token_bytes(32))].index(real) + 1 for _ in range(DRAWS))
    return found[DRAWS // 2], sum(place <= SCREEN for place in found) / DRAWS


def line(what: str, values: list[float]) -> str:
    ranked = sorted(values)
    late = ranked[len(ranked) * 95 // 100]
    return f"| {what} | {ranked[len(ranked) // 2]:.2f} s | {late:.2f} s | {ranked[-1]:.2f} s |"


def main(posts: str = str(POSTS), senders: str = str(SENDERS)) -> None:
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder) / "var"
        subprocess.run([MIZAN, "prepare"], env=environment(var), check=True, capture_output=True)
        with public_door(var) as door:
            began = time.perf_counter()
            command = [sys.executable, __file__, "junk", str(door.port), posts, senders]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as flood:
                found = real_ones(door.port, flood)
                stored = int(flood.communicate()[0])
            wall = time.perf_counter() - began
    rate = int(posts) / wall
    print(f"{int(posts):,} junk posts by {senders} senders in {wall:.0f} s, {rate:.0f} a second;")
    print(f"{stored:,} of them stored as reports; {len(found)} real ones meanwhile, each with its codeword\n")
    print("| real report | median | 95 % | slowest |\n|---|---|---|---|")
    names = ("the pages before Send", "Send to stored, at most", "Send to codeword")
    for what, values in zip(names, zip(*found, strict=True), strict=True):
        print(line(what, list(values)))
    print("\n| junk in the order of reading | median place | on the first screen |\n|---|---|---|")
    kinds = {"40 other units": (0, stored, 0), "the same unit, the day before": (0, 0, stored),
             "the same unit and day": (stored, 0, 0)}  # fmt: skip
    for what, sizes in kinds.items():
        place, share = places(*sizes)
        print(f"| {what} | {place} | {share:.0%} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["junk"]:
        junk(*map(int, sys.argv[2:]))
    else:
        main(*sys.argv[1:])
