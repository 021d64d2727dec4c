"""Many report at once and the server is killed at any point: no report that was taken is lost, none is half there.

No browser is needed, but the prepared demonstration is: as `./run` starts it, on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import pytest

from browser.house import environment, prepared
from browser.public_door import PublicDoor, public_door
from mizan.web.supervise.house import MIZAN
from mizan.web.testing.postgres import ThrowAwayPostgres
from tests.integrity.sender import Gone, Sender

pytestmark = pytest.mark.browser
Told = Callable[[str], None]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.deep)])
def door(request: Any, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[PublicDoor]:
    """The public door on its own data, in each database."""
    var = tmp_path / "var"
    if request.param == "sqlite":
        base = tmp_path_factory.getbasetemp()
        shutil.copytree(prepared(base.parent if hasattr(request.config, "workerinput") else base), var)
        with public_door(var) as opened:
            yield opened
        return
    with ThrowAwayPostgres() as server:
        more = {"MIZAN_DATABASE_URL": server.address()}
        subprocess.run([MIZAN, "prepare"], env=environment(var, **more), cwd=tmp_path, check=True)
        with public_door(var, **more) as opened:
            yield opened


def all_open(port: int, codewords: list[str]) -> list[str]:
    """The codewords that open nothing."""
    someone = Sender("127.0.0.1", port)
    return [one for one in codewords if not someone.follows(one)]


def agreed(door: PublicDoor) -> None:
    """What is stored is whole: each row has its leaf, and the clock goes over all of them."""
    audit = door.verb("log", "audit", "--json")
    assert audit.returncode == 0, audit.stdout[-2000:] + audit.stderr[-2000:]
    assert json.loads(audit.stdout)["faults"] == []
    tick = door.verb("tick", "--json")
    assert tick.returncode == 0, tick.stderr[-2000:]


@pytest.mark.parametrize(("reports", "at_once"), [(16, 8), pytest.param(1000, 50, marks=pytest.mark.deep)])
def test_of_many_reports_sent_at_once_none_is_lost_and_none_fails(door: PublicDoor, reports: int, at_once: int) -> None:
    with ThreadPoolExecutor(at_once) as people:
        shown = list(people.map(lambda n: Sender("127.0.0.1", door.port).report(f"Story {n}."), range(reports)))
    assert len(set(shown)) == reports
    assert all_open(door.port, shown if reports < 100 else shown[::10]) == []
    agreed(door)


@pytest.mark.parametrize(("reports", "kills"), [(12, 2), pytest.param(500, 60, marks=pytest.mark.deep)])
def test_every_codeword_that_was_shown_opens_its_report_though_the_server_was_killed(
    door: PublicDoor, reports: int, kills: int
) -> None:
    shown: list[str] = []
    broken: list[str] = []

    def one(number: int) -> None:
        while True:
            try:
                shown.append(Sender("127.0.0.1", door.port).report(f"Story {number}."))
                return
            except Gone as error:
                broken.append(str(error))  # she saw no codeword, and sends it once more

    with ThreadPoolExecutor(8) as people:
        waiting = [people.submit(one, number) for number in range(reports)]
        die(door, kills, Random(reports), lambda: all(future.done() for future in waiting))
        for future in waiting:
            future.result()
    assert broken, "no kill hit anybody: nothing was shown by this run"
    assert len(set(shown)) == reports
    assert all_open(door.port, shown) == []
    agreed(door)


def die(door: PublicDoor, kills: int, chance: Random, done: Callable[[], bool]) -> None:
    """Kill the server and start it again, after a while between nothing and two seconds."""
    pause = threading.Event()
    for _ in range(kills):
        if done():
            return
        pause.wait(chance.uniform(0, 2))
        door.kill()
        door.start()
