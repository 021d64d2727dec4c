"""`mizan scan CASES.csv --model ...`: clusters in space and time. Exit 0 done, 2 bad input."""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mizan.science.commands import Answer, run
from mizan.science.scan.model import Model, Result, scan
from mizan.science.scan.reading import CaseTable, read_cases
from mizan.science.scan.statistic import warm
from mizan.science.scan.zones import Zones, adjacent, circular
from mizan.science.tables import BadInput


def main(argv: list[str]) -> int:
    """Entry point; `argv` without the program name."""
    return run(_parser(), argv, _answer)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan scan", description="Clusters in space and time.")
    parser.add_argument("cases", type=Path, help="CSV: id, x, y, cases, population or controls, [time], [stratum]")
    parser.add_argument("--model", choices=("poisson", "bernoulli", "permutation"), required=True)
    parser.add_argument("--max-share", type=float, default=0.5, help="largest share of the population in a zone")
    parser.add_argument("--simulations", type=int, default=999)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--time-max", type=int, default=None, metavar="N", help="longest interval in steps (half of all)"
    )
    parser.add_argument("--prospective", action="store_true", help="only intervals that reach the last step")
    parser.add_argument("--no-early-stop", action="store_true", help="run all simulations")
    parser.add_argument(
        "--adjacency", type=Path, default=None, help="CSV of neighbouring ids; connected zones, no circles"
    )
    parser.add_argument("--zone-size", type=int, default=8, help="places in the largest connected zone")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return parser


def _answer(options: argparse.Namespace) -> Answer:
    model = Model(options.model)
    _check(options)
    table = read_cases(options.cases, model)
    edges = None if options.adjacency is None else _edges(options.adjacency, table.ids)
    warm()  # loading the compiled loop is start-up, not scanning
    begun = time.perf_counter()
    result = scan(
        table.cells,
        _zones(table, options, edges),
        model,
        longest=_longest(table, options.time_max),
        prospective=options.prospective,
        simulations=options.simulations,
        seed=options.seed,
        early_stop=not options.no_early_stop,
    )
    seconds = time.perf_counter() - begun
    return _facts(result, table, seconds), _lines(result, table)


def _check(options: argparse.Namespace) -> None:
    if not 0 < options.max_share <= 1:
        raise BadInput("--max-share must be above 0 and at most 1")
    if not 0 <= options.simulations <= 1_000_000:
        raise BadInput("--simulations must be 0 to 1000000")
    if options.seed < 0:
        raise BadInput("--seed must be 0 or more")
    if not 1 <= options.zone_size <= 14:
        raise BadInput("--zone-size must be 1 to 14")


def _longest(table: CaseTable, asked: int | None) -> int:
    steps = int(table.cells.cases.shape[1])
    if asked is not None and asked < 1:
        raise BadInput("--time-max must be 1 or more")
    if asked is not None and table.times is None:
        raise BadInput("row 1: --time-max needs a column time")
    return max(1, steps // 2) if asked is None else min(asked, steps)


def _edges(path: Path, ids: list[str]) -> dict[int, list[int]]:
    """Two ids a row, no header needed if it is `id,neighbour`."""
    places = {name: place for place, name in enumerate(ids)}
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: cannot be read as a CSV file in UTF-8 ({error})") from error
    out: dict[int, list[int]] = {place: [] for place in places.values()}
    for line, row in enumerate(rows, start=1):
        if row == ["id", "neighbour"] or not row:
            continue
        for column, name in enumerate(row, start=1):
            if name.strip() not in places or len(row) != 2:
                raise BadInput(f"{path}, row {line}, column {column}: {name!r} is no id of the cases file")
        a, b = (places[name.strip()] for name in row)
        out[a].append(b)
        out[b].append(a)
    return out


def _zones(table: CaseTable, options: argparse.Namespace, edges: dict[int, list[int]] | None) -> Zones:
    people = table.cells.people.sum(axis=(1, 2))
    weight = people if people.sum() > 0 else table.cells.cases.sum(axis=(1, 2)).astype(float)
    if edges is None:
        zones = circular(table.points, weight, options.max_share)
    else:
        zones = adjacent(edges, table.points, weight, options.max_share, options.zone_size)
    if not len(zones):
        raise BadInput(f"--max-share {options.max_share}: every place alone is above this share")
    return zones


def _facts(result: Result, table: CaseTable, seconds: float) -> dict[str, Any]:
    clusters = [
        {
            "ids": [table.ids[place] for place in cluster.places],
            "from": None if table.times is None else table.times[cluster.first],
            "to": None if table.times is None else table.times[cluster.last - 1],
            "observed": cluster.observed,
            "expected": cluster.expected,
            "llr": cluster.llr,
            "p": cluster.p,
        }
        for cluster in result.clusters
    ]
    return {"clusters": clusters, "zones": result.zones, "simulations": result.simulations, "seconds": seconds}


def _lines(result: Result, table: CaseTable) -> Iterator[str]:
    yield f"{result.zones} zones, {result.simulations} simulations, {len(result.clusters)} clusters"
    for cluster in result.clusters:
        names = ", ".join(table.ids[place] for place in cluster.places)
        when = "" if table.times is None else f" {table.times[cluster.first]} to {table.times[cluster.last - 1]}:"
        facts = f"{cluster.observed} seen, {cluster.expected:.2f} expected, llr {cluster.llr:.3f}, p {cluster.p:.3f}"
        yield f"{when} {facts}: {names}"
