"""`mizan conditions INDICATORS.csv --spec SPEC.yaml`: profiles of districts. Exit 0 computed, 2 bad input.

The numerical modules are imported only once the arguments are read, so that `--help` answers at once.
"""

# ruff: noqa: PLC0415 -- late imports are the point, see above

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mizan.science.commands import Answer, add_plot, run, save_plot


def main(argv: list[str]) -> int:
    """Run the command; stdout carries the answer, stderr everything else."""
    return run(_parser(), argv, _answer)


def _parser() -> argparse.ArgumentParser:
    words = "Structural conditions of districts, for prevention and services only; never a score of people."
    parser = argparse.ArgumentParser(prog="mizan conditions", description=words)
    parser.add_argument("indicators", type=Path, metavar="INDICATORS.csv")
    parser.add_argument("--spec", type=Path, required=True, metavar="SPEC.yaml")
    parser.add_argument("--runs", type=_runs, default=2000, help="simulated runs (default 2000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    add_plot(parser, "ranks of the assessed districts")
    return parser


def _runs(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 1_000_000:
        raise argparse.ArgumentTypeError("must lie between 1 and 1,000,000")
    return value


def _answer(options: argparse.Namespace) -> Answer:
    from mizan.science.conditions.plot import draw
    from mizan.science.conditions.profile import build
    from mizan.science.conditions.spec import read_spec
    from mizan.science.conditions.table import read_table

    started = time.perf_counter()
    spec = read_spec(options.spec)
    districts, sobol = build(read_table(options.indicators, spec), spec, runs=options.runs, seed=abs(options.seed))
    if options.plot:
        save_plot(options.plot, draw(districts, options.lang))
    facts = [asdict(d) for d in districts]
    seconds = round(time.perf_counter() - started, 3)
    return {"districts": facts, "sobol": asdict(sobol) if sobol else None, "seconds": seconds}, _lines(facts)


def _lines(districts: list[dict[str, Any]]) -> Iterator[str]:
    for district in districts:
        parts = ", ".join(f"{name} {_shown(part['score'])}" for name, part in district["parts"].items())
        rank, band = district["rank"], district["band"]
        place = f"rank {rank['median']:g} ({rank['lo']:g} to {rank['hi']:g})" if rank else "not assessed"
        yield f"{district['id']}: {parts}; {place}{'; ' + band if band else ''}"


def _shown(score: float | None) -> str:
    return "unknown" if score is None else f"{score:.1f}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
