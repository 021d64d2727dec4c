"""How long the grid of returns takes for a country: 200 bodies, 60 months, a form of 40 figures.

    PYTHONPATH=src python benches/returns_grid.py [REQUESTS]

Makes a database of its own in a temporary folder, asks for the whole grid (`/returns/?periods=60`) and for what the
desk shows first (12 periods) through the desk's own middleware (Django's test client: no socket), and prints the median
and the 95th percentile of the wall and the processor time of a request, in milliseconds, with the machine's load.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mizan.web.settings.test_sqlite")
BODIES, PERIODS, FIGURES = 200, 60, 40


def main(requests: int) -> None:
    import django

    django.setup()
    from django.test.runner import DiscoverRunner

    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    old = runner.setup_databases()
    try:
        measure(fill(), requests)
    finally:
        runner.teardown_databases(old)


def fill() -> object:
    """The bodies, their joining, and 12,000 returns with a revision of forty figures each. Returns who asks."""
    from mizan.council.models import ReturnForm, ReturnStart
    from mizan.council.queries.returns import calendar_of, joined, turns_of
    from mizan.institutions.models import Institution
    from mizan.kit.clock import now
    from tests.cast import make_cast
    from tests.council.asked import figure
    from tests.ledger.happening import happening

    cast = make_cast()
    today = now().date()
    since = date(today.year - 6, today.month, 1)
    form = ReturnForm.objects.create(
        code="BENCH", name={"en": "Bench"}, sides=["state"], kinds=["lea"], every="month", days=15,
        figures=[figure(f"f{n}") for n in range(FIGURES)],
    )  # fmt: skip
    bodies = [
        Institution(code=f"B-{n:03d}", name={"en": f"Body {n}"}, kind="lea", side="state", level="national")
        for n in range(BODIES)
    ]
    Institution.objects.bulk_create(bodies)
    with happening():
        ReturnStart.objects.bulk_create(
            [ReturnStart(body=body, form=form, files=True, since=since, at=now()) for body in bodies]
        )
    (one, *_others) = joined("real")
    turns = turns_of(one, form, last=today - timedelta(days=1), calendar=calendar_of("real"))[-PERIODS:]
    file_returns(form, bodies, turns)
    return cast.coordinator


def file_returns(form: object, bodies: list, turns: list) -> None:
    """One return of each body for each turn, every eleventh missing, some late."""
    from mizan.council.models import Return, ReturnRevision
    from tests.ledger.happening import happening

    figures = {f"f{n}": n for n in range(FIGURES)}
    with happening():
        rows = [
            Return(
                body=body, form=form, period=turn.period.code, first=turn.period.first, last=turn.period.last,
                due_on=turn.due, stage=("submitted", "approved", "queried")[(b + t) % 3], revision=1,
                submitted_on=turn.due + timedelta(days=(b + t) % 7 - 5),
            )
            for b, body in enumerate(bodies)
            for t, turn in enumerate(turns)
            if (b + t) % 11
        ]  # fmt: skip
        Return.objects.bulk_create(rows, batch_size=500)
        revisions = [
            ReturnRevision(
                of=row, number=1, submitted=True, figures=figures, form_version=1, at=datetime.now(UTC),
                sha256=sha256(str(row.pk).encode()).hexdigest(),
            )
            for row in rows
        ]  # fmt: skip
        ReturnRevision.objects.bulk_create(revisions, batch_size=500)
    print(f"{len(rows)} returns of {BODIES} bodies, {len(turns)} periods, {FIGURES} figures each")


def measure(member: object, requests: int) -> None:
    from django.test import Client

    from mizan.web.settling import settle
    from tests.cast import sign_in

    settle()  # as a door does before its first visitor
    client = sign_in(Client(), member)  # type: ignore[arg-type]
    for periods in (PERIODS, 12):
        began = os.getloadavg()[0]
        wall, busy, size = times_of(client, periods, requests)
        print(
            f"{periods} periods, {size // 1024} KiB, {requests} requests, load {began:.1f} to {os.getloadavg()[0]:.1f}"
        )
        for name, times in (("wall", wall), ("processor", busy)):
            cuts = quantiles(times, n=20)
            print(f"  {name}: median {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms")


def times_of(client: Any, periods: int, requests: int) -> tuple[list[float], list[float], int]:
    """Wall and processor time of each request in milliseconds, and how many bytes an answer has."""
    wall, busy, size = [], [], 0
    for number in range(requests + 3):
        began, work = perf_counter(), process_time()
        answer = client.get(f"/returns/?form=BENCH&periods={periods}")
        if number >= 3:  # the first ones compile templates
            wall.append((perf_counter() - began) * 1000)
            busy.append((process_time() - work) * 1000)
        assert answer.status_code == 200, answer.status_code
        size = len(answer.content)
        assert answer.content.count(b"<td>") >= BODIES * periods
    return wall, busy, size


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
