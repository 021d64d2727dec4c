"""Leaves per second from the outbox to a cosigned, published checkpoint, everything synced to disk.

`python benches/sequencer.py [sqlite|postgresql] [LEAVES]` from the root of the repository, with it and `src` on the
path. About LEAVES (default 8,192) are taken for each size of batch. Timed is `Sequencer.step` alone: the leaves were
put into the outbox before. Three witnesses answer in this process, each with its own SQLite file synced before it
answers, so there is no network in the figure but their work is. PostgreSQL is a throw-away server, with fsync on.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from mizan.web.testing import postgres

BATCHES = (1, 256, 1024, 4096)
LEAVES = 8192
SINGLES = 64  # steps of a single leaf
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
TICKS = os.sysconf("SC_CLK_TCK")
HEAD = (
    "| database | batch | leaves | leaves/s, wall | leaves per CPU second | step p50 | step p95 |\n" + "|---" * 7 + "|"
)

Cpu = Callable[[], float]


def measure(house: Any, writer: Any, put: Callable[[int], object], batch: int, steps: int, cpu: Cpu) -> str:
    """One row of the table."""
    walls, used = [], 0.0
    for _number in range(steps):
        put(batch)
        house.clock[0] += 1
        wall, before = time.perf_counter(), cpu()
        done = writer.step(house.now)
        walls.append(time.perf_counter() - wall)
        used += cpu() - before
        assert (done.taken, done.published) == (batch, done.size), done
    walls.sort()
    leaves, middle, late = batch * steps, walls[steps // 2] * 1000, walls[int(steps * 0.95)] * 1000
    rates = f"{leaves / sum(walls):,.0f} | {leaves / used:,.0f}"
    return f"{batch:,} | {leaves:,} | {rates} | {middle:.0f} ms | {late:.0f} ms |"


def clock_of(backend: int | None) -> Cpu:
    """CPU seconds of this process and, on PostgreSQL, of the server's process that works for it."""

    def cpu() -> float:
        if backend is None:
            return time.process_time()
        words = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
        return time.process_time() + (int(words[11]) + int(words[12])) / TICKS

    return cpu


def run(folder: Path, leaves: int) -> None:
    """Migrate an empty database, then every size of batch into one growing log."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tests.ledger.logs import House
    from tests.ledger.outbox import put_leaves

    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    connection.ensure_connection()
    cpu = clock_of(connection.connection.info.backend_pid if connection.vendor == "postgresql" else None)
    house = House(folder)
    writer = house.sequencer()
    put_leaves(1)
    writer.step(house.now)  # the start-up guard's questions are not counted
    print(HEAD)
    for batch in BATCHES:
        steps = SINGLES if batch == 1 else max(2, leaves // batch)
        print(f"| {connection.vendor} | {measure(house, writer, put_leaves, batch, steps, cpu)}", flush=True)


def main(vendor: str = "sqlite", leaves: str = str(LEAVES)) -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "var").mkdir(mode=0o700)
        os.environ |= {"DJANGO_SETTINGS_MODULE": "mizan.web.settings.command", "MIZAN_VAR": str(folder / "var")}
        if vendor == "postgresql":
            postgres._FAST.update(DURABLE)
            os.environ["MIZAN_DATABASE_URL"] = stack.enter_context(postgres.ThrowAwayPostgres()).address()
        run(folder, int(leaves))


if __name__ == "__main__":
    main(*sys.argv[1:])
