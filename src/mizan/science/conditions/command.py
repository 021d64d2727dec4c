"""`mizan conditions INDICATORS.csv --spec SPEC.yaml`: profiles of districts. Exit 0 computed, 2 bad input.

The numerical modules are imported only once the arguments are read, so that `--help` answers at once.
"""

# ruff: noqa: PLC0415 -- late imports are the point, see above

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any


def main(argv: list[str]) -> int:
    """Run the command; stdout carries the answer, stderr everything else."""
    from mizan.science.conditions.validation import BadInput

    options = _parser().parse_args(argv)
    started = time.perf_counter()
    try:
        answer = _answer(options)
    except BadInput as error:
        print(f"mizan conditions: {error}", file=sys.stderr)
        return 2
    answer["seconds"] = round(time.perf_counter() - started, 3)
    if options.json:
        json.dump(answer, sys.stdout, ensure_ascii=False, allow_nan=False, indent=1)
        sys.stdout.write("\n")
    else:
        _print(answer)
    return 0


def _parser() -> argparse.ArgumentParser:
    words = "Structural conditions of districts, for prevention and services only; never a score of people."
    parser = argparse.ArgumentParser(prog="mizan conditions", description=words)
    parser.add_argument("indicators", type=Path, metavar="INDICATORS.csv")
    parser.add_argument("--spec", type=Path, required=True, metavar="SPEC.yaml")
    parser.add_argument("--runs", type=_runs, default=2000, help="simulated runs (default 2000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg")
    parser.add_argument("--lang", choices=("en", "ur"), default="en", help="language of the plot")
    return parser


def _runs(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 1_000_000:
        raise argparse.ArgumentTypeError("must lie between 1 and 1,000,000")
    return value


def _answer(options: argparse.Namespace) -> dict[str, Any]:
    from mizan.science.conditions.plot import draw
    from mizan.science.conditions.profile import build
    from mizan.science.conditions.spec import read_spec
    from mizan.science.conditions.table import read_table

    spec = read_spec(options.spec)
    districts, sobol = build(read_table(options.indicators, spec), spec, runs=options.runs, seed=abs(options.seed))
    if options.plot:
        options.plot.write_text(draw(districts, options.lang), encoding="utf-8")
    return {"districts": [asdict(d) for d in districts], "sobol": asdict(sobol) if sobol else None}


def _print(answer: dict[str, Any]) -> None:
    for district in answer["districts"]:
        parts = ", ".join(f"{name} {_shown(part['score'])}" for name, part in district["parts"].items())
        rank, band = district["rank"], district["band"]
        place = f"rank {rank['median']:g} ({rank['lo']:g} to {rank['hi']:g})" if rank else "not assessed"
        print(f"{district['id']}: {parts}; {place}{'; ' + band if band else ''}")


def _shown(score: float | None) -> str:
    return "unknown" if score is None else f"{score:.1f}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
