"""The sequencer is killed at every write, sync, rename and commit, restarted and looked at: nothing is lost or forked.

The points are counted while the sequencer runs (`points.py`), not listed by hand. What may die is played in processes
of its own (`run.py`); folders are in memory where the machine allows it, because nothing here waits for a real disk.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

HOOK_BEFORE = {
    "os.mkdir": "make the folder",
    "open": "write .",
    "os.fsync": "sync",
    "os.replace": "rename",
    "COMMIT": "commit",
}
ROOT = Path(__file__).parents[3]
DONE = "COMMIT is done"
SAMPLE = 7  # the quick run takes each seventh point: no divisor of the length of any repeated group of calls


@pytest.fixture
def injected(in_memory: Path) -> Callable[..., dict[str, Any]]:
    """`injected(*words)`: the report of a run on the kind of database that is tested; its sums are printed."""

    def run(*words: str) -> dict[str, Any]:
        (in_memory / "var").mkdir()
        fresh = {"MIZAN_VAR": str(in_memory / "var"), "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
        kept = {key: value for key, value in os.environ.items() if not key.startswith("MIZAN_")}
        if connection.vendor == "postgresql":
            fresh["MIZAN_DATABASE_URL"] = os.environ["MIZAN_DATABASE_URL"]
        command = [sys.executable, "-m", "tests.ledger.crashing.run", str(in_memory), *words]
        environment = kept | fresh | {"PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "src")))}
        done = subprocess.run(
            command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=1200
        )
        assert done.returncode == 0, done.stderr
        report: dict[str, Any] = json.loads(done.stdout)
        sums = f"{len(report['points'])} points, {report['deaths']} deaths, {len(report['violations'])} violations"
        print(f"\ncrash injection {' '.join(words)} on {connection.vendor}: {sums}")
        return report

    return run


Injected = Callable[..., dict[str, Any]]


def must_be_whole(report: dict[str, Any], every: int = 1) -> None:
    """No violation, each chosen point was died at, and the points are not a list that went empty."""
    points = report["points"]
    assert report["violations"] == []
    assert report["deaths"] == len(points[::every]) > 0
    for name in HOOK_BEFORE:
        assert any(point.startswith(name) for point in points), name


@pytest.mark.slow
def test_I6_a_sequencer_killed_at_sampled_points_loses_and_forks_nothing(injected: Injected) -> None:
    must_be_whole(injected("--every", str(SAMPLE)), SAMPLE)


@pytest.mark.deep
def test_I6_a_sequencer_killed_at_every_point_loses_and_forks_nothing(injected: Injected) -> None:
    must_be_whole(injected())


@pytest.mark.deep
def test_I6_a_power_cut_at_every_point_loses_and_forks_nothing(injected: Injected) -> None:
    """As above, and all that was not synced is gone: bytes of files, names in folders."""
    must_be_whole(injected("--power"))


def test_every_durable_step_of_the_sequencer_goes_through_its_hook(injected: Injected) -> None:
    points = injected("--every", "1000")["points"]
    steps = [(before, point) for before, point in pairwise(points) if point.split()[0] in HOOK_BEFORE and point != DONE]
    missing = [point for before, point in steps if not before.startswith(HOOK_BEFORE[point.split()[0]])]
    assert missing == []
    assert len(steps) > 50
