"""Speed of the scan: New York with 8,508 zones, and a country in space and time.

`python benches/scan.py`. CPU and wall seconds after one warm run; the first run of a new installation also compiles the
loop (several seconds, kept in a cache). Reference on a busy two-core machine: R SpatialEpi (C++) 1.1 s for 8,508 zones
and 4.4 s for 41,584; plain numpy 1.7 s and 2.9 s.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from mizan.science.scan.model import Cells, Model, Result, scan
from mizan.science.scan.prepare_tables import main as prepare
from mizan.science.scan.reading import read_cases
from mizan.science.scan.statistic import warm
from mizan.science.scan.zones import circular

DATA = Path(__file__).parents[1] / "tests" / "data" / "scan"


def timed(name: str, work: Callable[[], Result], repeats: int = 5) -> None:
    walls, cpus = [], []
    for _ in range(repeats):
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    print(f"{name}: {result.zones} zones, {result.simulations} simulations: "
          f"CPU {min(cpus):.3f} s, wall {min(walls):.3f} s (median {np.median(walls):.3f})", flush=True)  # fmt: skip


def new_york(share: float) -> Callable[[], Result]:
    with tempfile.TemporaryDirectory() as folder:
        prepare([str(DATA), folder])
        table = read_cases(Path(folder) / "ny_leukemia.csv", Model.POISSON)
    people = table.cells.people.sum(axis=(1, 2))
    return lambda: scan(table.cells, circular(table.points, people, share), Model.POISSON, early_stop=False)


def country(model: Model) -> Callable[[], Result]:
    """160 districts, 60 months, 20,000 cases, intervals up to 12 months that still run."""
    rng = np.random.default_rng(1)
    points, people = rng.uniform(0, 1000, (160, 2)), rng.lognormal(14, 0.9, 160)
    cases = rng.multinomial(20_000, np.repeat(people / people.sum() / 60, 60)).reshape(160, 60, 1)
    cells = Cells(cases, np.repeat(people[:, None, None], 60, axis=1))
    zones = circular(points, people, 0.25)
    return lambda: scan(cells, zones, model, longest=12, prospective=True, early_stop=False)


def main() -> None:
    for numba in (True, False):
        os.environ.pop("MIZAN_NO_NUMBA", None)
        if not numba:
            os.environ["MIZAN_NO_NUMBA"] = "1"
        warm()
        print("with numba" if numba else "without numba")
        timed("New York, share 0.1", new_york(0.1))
        timed("New York, share 0.5", new_york(0.5), repeats=3)
        timed("Country, Poisson, prospective", country(Model.POISSON), repeats=2)
        timed("Country, permutation, prospective", country(Model.PERMUTATION), repeats=2)


if __name__ == "__main__":
    main()
