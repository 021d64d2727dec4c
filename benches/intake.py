"""What a report costs at the public door: `python benches/intake.py [REPORTS]` from the root of the repository, with
it, `src` and `tests` on the path.

A demonstration is prepared in a folder of its own and its public door started as `./run` starts it (one gunicorn
process, SQLite with `synchronous=FULL`, argon2id 64 MiB t=1), on loopback. CPU is that of the door's processes, as
the system counts it.

1. the two transactions alone, in this process: submit, draw, stretch, second transaction;
2. whole reports over HTTP without script, six pages each, one after the other and eight at once;
3. reports offered at RATE a second by a clock that does not wait for answers: time from Send to the codeword;
4. the first form, read by eight readers.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from browser.house import environment
from browser.public_door import PublicDoor, public_door

from mizan.web.supervise.house import MIZAN
from tests.integrity.sender import WORLD, Sender

REPORTS = 200
RATE, SECONDS = 10, 30
FORMS = 2000
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_of(door: PublicDoor) -> float:
    """CPU seconds of the door's process and its worker so far."""
    pids = [door.pid, *map(int, Path(f"/proc/{door.pid}/task/{door.pid}/children").read_text().split())]
    used = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13] for pid in pids]
    return sum(int(ticks) for pair in used for ticks in pair) / TICKS


@contextmanager
def timed(door: PublicDoor) -> Iterator[dict[str, float]]:
    """`cpu` and `wall` seconds of what happens inside."""
    found: dict[str, float] = {}
    wall, cpu = time.perf_counter(), cpu_of(door)
    yield found
    found |= {"wall": time.perf_counter() - wall, "cpu": cpu_of(door) - cpu}


def rows(what: str, count: int, found: dict[str, float]) -> str:
    each = found["cpu"] / count * 1000
    return f"| {what} | {count:,} | {each:.1f} ms | {count / found['wall']:.1f} | {count / found['cpu']:.1f} |"


def report(door: PublicDoor, number: int) -> str:
    return Sender("127.0.0.1", door.port).report(f"Story {number}. " + "What I saw that day. " * 190)


def whole_reports(door: PublicDoor, reports: int, at_once: int) -> str:
    with timed(door) as found, ThreadPoolExecutor(at_once) as people:
        shown = list(people.map(lambda number: report(door, number), range(reports)))
    assert len(set(shown)) == reports
    return rows(f"whole report over HTTP, six pages, {at_once} at once", reports, found)


def offered(door: PublicDoor, rate: int, seconds: int) -> str:
    """Walk to the check beforehand; then Send at the given moments, whatever the door is doing."""

    def ready(number: int) -> Callable[[], str]:
        return Sender("127.0.0.1", door.port).to_the_check(f"Story {number}. " + "What I saw that day. " * 190)

    with ThreadPoolExecutor(4) as people:
        sends = list(people.map(ready, range(rate * seconds)))
    began = time.perf_counter()

    def at(moment: float, send: Callable[[], str]) -> float:
        time.sleep(max(0.0, began + moment - time.perf_counter()))
        assert send()
        return time.perf_counter() - began - moment  # also what it waited for a free hand here

    with timed(door) as found, ThreadPoolExecutor(64) as people:
        waits = sorted(people.map(lambda pair: at(pair[0] / rate, pair[1]), enumerate(sends)))
    middle, late = waits[len(waits) // 2], waits[len(waits) * 99 // 100]
    return (
        f"Send to codeword at {rate} a second offered for {seconds} s, {len(waits)} of {len(waits)} shown: "
        f"p50 {middle * 1000:.0f} ms, p99 {late * 1000:.0f} ms, slowest {waits[-1] * 1000:.0f} ms, "
        f"{found['cpu'] / len(waits) * 1000:.1f} ms of CPU each"
    )


def forms(door: PublicDoor, count: int, at_once: int) -> str:
    def some(_number: int) -> None:
        someone = Sender("127.0.0.1", door.port)
        for _ in range(count // at_once):
            assert someone.ask("GET", f"/report/what/{WORLD}").status_code == 200

    with timed(door) as found, ThreadPoolExecutor(at_once) as people:
        list(people.map(some, range(at_once)))
    return rows(f"first form, {at_once} readers", count, found)


def transactions(var: Path, reports: int) -> str:
    """The services alone, on the same data, when the door is shut."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "mizan.web.settings.public", "MIZAN_VAR": str(var), "MIZAN_DEMO": "1"}
    import django

    django.setup()
    from mizan.institutions.rules.routing import Accused
    from mizan.integrity.queries.ground import ground
    from mizan.integrity.rules.accusation import Accusation
    from mizan.integrity.services.intake import give_codeword, intake, submit
    from mizan.kit.pages import today

    accusation = Accusation((Accused("EX-LEA-1", "EX-LEA-1-FLD", "line"),), stage="recruitment", act="N12")
    actor, used = intake("exercise"), []
    for _ in range(reports):
        before = time.process_time()
        give_codeword(actor, submit(actor, accusation, "What I saw. " * 340, on=ground("exercise", today())))
        used.append((time.process_time() - before) * 1000)
    used.sort()
    middle, late = used[reports // 2], used[reports * 99 // 100]
    return f"submit and codeword, no page, {reports} times: {middle:.1f} ms of CPU, p99 {late:.1f} ms"


def main(reports: str = str(REPORTS)) -> None:
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder) / "var"
        subprocess.run([MIZAN, "prepare"], env=environment(var), check=True, capture_output=True)
        print("| what | count | CPU each | a second of wall | a CPU second |\n" + "|---" * 5 + "|")
        with public_door(var) as door:
            report(door, 0)
            for at_once in (1, 8):
                print(whole_reports(door, int(reports), at_once), flush=True)
            for at_once in (1, 8):
                print(forms(door, FORMS, at_once), flush=True)
            print("\n" + offered(door, RATE, SECONDS), flush=True)
        print("\n" + transactions(var, int(reports)))


if __name__ == "__main__":
    main(*sys.argv[1:])
