"""Speed of the estimators, in CPU seconds, beside the stored figures of the reference programs.

    python benches/estimation_speed.py [--plain] [--only NAME ...]

`--plain` switches numba off. Compiling is left out by one small run first; every job includes jackknife and existence
checks. CPU seconds count all threads: on two free cores the wall time is about half.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from mizan.science.estimation import accelerate
from mizan.science.estimation.bootstrap import bca, draw
from mizan.science.estimation.estimators import best, bic_statistic, search_of, stepwise_statistic
from mizan.science.estimation.hierarchies import all_models
from mizan.science.estimation.latent import lcmcr
from mizan.science.estimation.reading import read_table
from mizan.science.estimation.scores import score
from mizan.science.estimation.table import CaptureTable

DATA = Path(__file__).parents[1] / "tests" / "data" / "estimation"
REFERENCE = json.loads((DATA / "reference_outputs.json").read_text())


def load(name: str) -> CaptureTable:
    return read_table(DATA / f"{name}.csv")


def exhaustive(name: str, order: int | None, replicates: int = 1000) -> None:
    search = search_of(load(name), order)
    bca(load(name), bic_statistic(search, best(search)), replicates=replicates)


def by_steps(name: str) -> None:
    bca(load(name), stepwise_statistic(search_of(load(name))), replicates=1000)


# name: job, CPU seconds of the reference, target in seconds on two free cores
JOBS: dict[str, tuple[Callable[[], None], float | None, float | None]] = {
    "UKdat_5 order 2, exhaustive, 1,000 replicates": (lambda: exhaustive("UKdat_5", 2), 1212.25, 15.0),
    "UKdat_5 stepwise, 1,000 replicates": (
        lambda: by_steps("UKdat_5"),
        REFERENCE["SparseMSE_cpu_bench"]["UKdat_5"]["boot1000_cpu_extrapolated"],
        2.0,
    ),
    "UKdat, one search over 32,768 models": (lambda: exhaustive_search("UKdat"), None, 3.0),
    "Kosovo order 2, exhaustive, 1,000 replicates": (
        lambda: exhaustive("Kosovo", 2),
        REFERENCE["datasets"]["Kosovo"]["MSE_BIC_exhaustive_BCa"]["maxorder2"]["cpu_seconds"],
        1.0,
    ),
    "Kosovo all orders, exhaustive, 1,000 replicates": (
        lambda: exhaustive("Kosovo", None),
        REFERENCE["datasets"]["Kosovo"]["MSE_BIC_exhaustive_BCa"]["maxorder3"]["cpu_seconds"],
        1.0,
    ),
    "UKdat_5 latent classes, 4 chains of 30,000 sweeps": (lambda: chains("UKdat_5"), None, None),
}


def exhaustive_search(name: str) -> None:
    best(search_of(load(name), 2))


def chains(name: str) -> None:
    lcmcr(load(name))


def warm_up() -> None:
    """Compile what will be used."""
    table = load("UKdat_5")
    score(all_models(5, 2), draw(table, 30, 1))
    lcmcr(load("Kosovo"), burn_in=500, draws=100, thin=5)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--plain", action="store_true", help="without numba")
    parser.add_argument("--only", action="append", help="part of a job's name")
    wish = parser.parse_args()
    if wish.plain:
        os.environ["MIZAN_NO_NUMBA"] = "1"
    warm_up()
    print(f"numba: {accelerate.allowed()}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print("| job | wall s | CPU s | reference CPU s | ratio | target s |\n|---|---|---|---|---|---|")
    for name, (job, reference, target) in JOBS.items():
        if wish.only and not any(part in name for part in wish.only):
            continue
        wall, cpu = time.perf_counter(), time.process_time()
        job()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        shown = f"{reference:,.0f} | {reference / cpu:,.0f}" if reference else "- | -"
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {shown} | {target or '-'} |", flush=True)


if __name__ == "__main__":
    main()
