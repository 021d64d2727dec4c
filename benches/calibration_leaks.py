"""Planted leaks found, innocent explanations not escalated, the same for NGOs. Appends to results/calibration.md.

python benches/calibration_leaks.py [--seeds 100]; run after benches/calibration.py.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from mizan.science.calibration.expectation import standardise
from mizan.science.calibration.judgement import Direction, Rules, judge
from mizan.science.calibration.laws import Proportions
from mizan.science.worlds.units import Operations, UnitSettings, make_operations

ROOT = Path(__file__).resolve().parents[1]
MARK = "\n## Leaks and innocent explanations"


def flagged(world: Operations, *, adjusted: bool = True) -> tuple[set[str], int]:
    """Return the flagged units of the last period and the number judged, by the one code path."""
    names = np.unique(world.unit)
    parts = []
    for period in np.unique(world.period):
        rows = world.period == period
        facts = {"intelligence_grade": world.grade[rows], "season": world.season[rows]} if adjusted else {}
        parts.append((int(period), standardise(world.unit[rows], world.dry[rows], facts)))
    unit = np.concatenate([np.searchsorted(names, np.array(part.units)) for _, part in parts])
    when = np.concatenate([np.full(len(part.units), period) for period, part in parts])
    observed, expected, trials = (
        np.concatenate([getattr(part, field) for _, part in parts]) for field in ("observed", "expected", "trials")
    )
    kept = expected >= 5
    law = Proportions(observed[kept], trials[kept], expected[kept] / trials[kept])
    now = np.flatnonzero(when[kept] == when.max())
    verdict = judge(law, unit[kept], now, [Direction.BOTH] * len(now), Rules())
    return {str(names[unit[kept][n]]) for n, flag in zip(now, verdict.flag, strict=True) if flag}, len(now)


def measure(society: float, seeds: int, *, adjusted: bool) -> str:
    leaks, innocent, false, honest, discovery = [], [], 0, 0, []
    for seed in range(seeds):
        plan = UnitSettings(periods=4, leaks=1, innocents=1, society_share=society)
        world = make_operations(seed=5000 + seed, settings=plan)
        found, judged = flagged(world, adjusted=adjusted)
        wrong = found - set(world.truth.leaking)
        leaks.append(set(world.truth.leaking) <= found)
        innocent.append(bool(set(world.truth.innocent) & found))
        false += len(wrong - set(world.truth.innocent))
        honest += judged - 2
        discovery.append(len(wrong) / max(len(found), 1))
    side = "NGOs" if society else "state units"
    how = "grade and season" if adjusted else "nothing (what not to do)"
    row = (
        f"| {side} | {how} | {np.mean(leaks):.3f} | {np.mean(innocent):.3f} | {false / honest:.5f} | "
        f"{np.mean(discovery):.3f} |"
    )
    print(row, flush=True)
    return row


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=100)
    options = parser.parse_args()
    started = time.perf_counter()
    rows = [measure(society, options.seeds, adjusted=True) for society in (0.0, 1.0)]
    rows.append(measure(0.0, options.seeds, adjusted=False))
    head = (
        "| who | expectation from | leak found | innocent unit flagged | other honest units flagged | realised FDR |\n"
        "|---|---|---|---|---|---|"
    )
    text = (
        f"{MARK}\n\n{options.seeds} countries a row: 72 units, 4 quarters of dry raids, sd 0.25; in the last quarter "
        "one unit leaks (2.5 times the dry chance, 200 raids) and one raids on thin leads only.\n\n"
        + "\n".join([head, *rows])
    )
    target = ROOT / "benches/results/calibration.md"
    before = target.read_text().split(MARK)[0].rstrip("\n") + "\n" if target.exists() else ""
    target.write_text(before + text + f"\n\nWall time {time.perf_counter() - started:.0f} s.\n")


if __name__ == "__main__":
    main()
