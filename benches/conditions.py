"""Speed of the conditions profile: 10,000 runs x 160 districts, with Sobol indices. Writes results/conditions.md."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np

from mizan.science.conditions.profile import build
from mizan.science.conditions.spec import Spec, read_spec
from mizan.science.conditions.table import Table, read_table

ROOT = Path(__file__).resolve().parents[1]


def invented(spec: Spec, districts: int) -> Table:
    """160 invented districts, all assessable, a twentieth of the cells unknown."""
    rng = np.random.default_rng(1)
    best, worst = (np.array([getattr(i, side) for i in spec.indicators]) for side in ("best", "worst"))
    values = best + (worst - best) * rng.beta(2, 4, (districts, len(best)))
    values[rng.random(values.shape) < 0.03] = np.nan
    errors = np.abs(worst - best) * np.full(values.shape, 0.04)
    return Table(tuple(f"D{n:03d}" for n in range(districts)), values, errors, np.full(districts, 1e6))


def timed(name: str, table: Table, spec: Spec) -> str:
    wall, cpu = time.perf_counter(), time.process_time()
    districts, sobol = build(table, spec, runs=10_000, seed=1)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    assessed = [d for d in districts if d.rank]
    width = float(np.median([d.rank.hi - d.rank.lo for d in assessed if d.rank]))
    bands = sum(d.band is not None for d in assessed)
    evaluations = sobol.evaluations if sobol else 0
    row = f"| {name} | {len(districts)} | {len(assessed)} | {evaluations} | {cpu:.1f} | {wall:.1f} | "
    row += f"{width:.0f} | {bands} |"
    print(row, flush=True)
    return row


def main() -> None:
    load = os.getloadavg()[0]
    spec = read_spec(ROOT / "packs/pakistan/conditions.yaml")
    from SALib.analyze import sobol  # noqa: F401 -- imported beforehand: the clock measures the method
    from SALib.sample import sobol as _sample  # noqa: F401

    rows = [
        timed("160 invented districts", invented(spec, 160), spec),
        timed("Pakistan", read_table(ROOT / "tests/data/conditions/districts.csv", spec), spec),
    ]
    head = (
        "| table | districts | assessed | Sobol evaluations | CPU s | wall s | "
        "median width of the 90 % interval | bands |\n|---|---|---|---|---|---|---|---|"
    )
    text = "# Conditions profile: 10,000 runs (target: under 20 s)\n\n" + "\n".join([head, *rows])
    text += f"\n\nPlain numpy, one process; load when it began {load:.1f}; the import of SALib is not counted.\n"
    (ROOT / "benches/results").mkdir(exist_ok=True)
    (ROOT / "benches/results/conditions.md").write_text(text)


if __name__ == "__main__":
    main()
