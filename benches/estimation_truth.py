"""Truth recovery: 200 tables from each invented world; how often do the interval and the headline hold the truth?

    python benches/estimation_truth.py [--tables 200] [--bootstrap 200] [--world NAME ...] [--out FILE.json]

Every table goes through the same code as `mizan estimate --method all`. The latent-class chains, the slowest part, run
only where nothing else already forbids a headline: they can add reasons against one but take none away.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np

from mizan.science.estimation import accelerate
from mizan.science.estimation.reading import read_table
from mizan.science.estimation.simulation import World, dense_missed_links, standard_worlds
from mizan.science.estimation.studies import Options, study

DATA = Path(__file__).parents[1] / "tests" / "data" / "estimation"


def one(world: World, number: int, replicates: int) -> dict[str, object]:
    """One table: what the methods said, and whether a headline was given."""
    rng = np.random.default_rng([2026, number, world.truth])
    table = world.draw(rng).informative()
    options = Options(bootstrap=replicates, seed=number, chains=4, burn_in=3000, draws=400, thin=5)
    done = study(table, options, skip=("lcmcr", "chao", "chapman"))
    silent = {"silent", "chains"}
    blocked = [r for r in done.reasons if not (r.code in silent and dict(r.facts).get("method") == "lcmcr")]
    headline, codes = None, [r.code for r in blocked]
    if not blocked:
        full = study(table, options)
        headline, codes = full.headline, [r.code for r in full.reasons]
    bic = done.of("bic")
    assert bic is not None
    interval = (bic.ci or {}).get(95.0)
    return {
        "n_hat": bic.n_hat,
        "interval": interval,
        "holds": interval is not None and interval[0] <= world.truth <= interval[1],
        "headline": None if headline is None else [headline.low, headline.high],
        "misses": headline is not None and not headline.low <= world.truth <= headline.high,
        "reasons": sorted(set(codes)),
    }


def run(world: World, tables: int, replicates: int) -> dict[str, object]:
    start, cpu = time.perf_counter(), time.process_time()
    rows = [one(world, number, replicates) for number in range(tables)]
    headlines = [r for r in rows if r["headline"] is not None]
    known = [float(r["n_hat"]) for r in rows if r["n_hat"] is not None]
    return {
        "world": world.name,
        "well_specified": world.well_specified,
        "truth": world.truth,
        "tables": tables,
        "coverage": sum(bool(r["holds"]) for r in rows) / tables,
        "median_n_hat": float(np.median(known)),
        "headlines": len(headlines),
        "headlines_that_miss": sum(bool(r["misses"]) for r in headlines),
        "reasons": dict(Counter(code for r in rows for code in r["reasons"])),
        "seconds": round(time.perf_counter() - start, 1),
        "cpu_seconds": round(time.process_time() - cpu, 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--bootstrap", type=int, default=200)
    parser.add_argument("--world", action="append")
    parser.add_argument("--out")
    wish = parser.parse_args()
    accelerate.WORTH_IT = 0  # thousands of small jobs: compile once, then always use it
    results = []
    worlds = [
        *standard_worlds(read_table(DATA / "UKdat_5.csv"), read_table(DATA / "Western.csv")),
        dense_missed_links(),
    ]
    for world in worlds:
        if wish.world and world.name not in wish.world:
            continue
        results.append(run(world, wish.tables, wish.bootstrap))
        print(json.dumps(results[-1]), flush=True)
        if wish.out:
            Path(wish.out).write_text(json.dumps(results, indent=1))
    well = [r for r in results if r["well_specified"]]
    wrong = [r for r in results if not r["well_specified"] and "dense" not in str(r["world"])]
    given, missed = sum(r["headlines"] for r in wrong), sum(r["headlines_that_miss"] for r in wrong)
    print(f"headlines in misspecified worlds: {given}, missing the truth: {missed}")
    failed = any(r["coverage"] < 0.88 for r in well) or (given and missed / given > 0.10)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
