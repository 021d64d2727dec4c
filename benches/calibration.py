"""Calibration of unit signals: null rate, false discovery, power beside the oracle. Writes results/calibration.md.

python benches/calibration.py [--runs 1000] [--other-runs 200]   (one process; about 0.15 s a run)
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path

from mizan.science.calibration.proof import Proof, prove
from mizan.science.worlds.counts import CountSettings

ROOT = Path(__file__).resolve().parents[1]
MAIN = [CountSettings(sd=sd, planted=planted) for sd in (0.0, 0.25, 0.5) for planted in (0, 1, 4)]
HEAD = (
    "| sd | planted | runs | null rate (limit 0.004) | honest units flagged | realised FDR (limit 0.120) | power | "
    "oracle null | oracle FDR | oracle power | mean estimated sd |\n|---|---|---|---|---|---|---|---|---|---|---|"
)
OTHERS = {
    "No past period: 72 counts alone": {"past": 0},
    "Levels persist over all 13 periods": {"persistent": True},
    "Levels persist and the planted units leaked all along": {"persistent": True, "planted_before": True},
    "Mean ratio 1 instead of median 1": {"mean_one": True},
}


def row(proof: Proof) -> str:
    ours, oracle = proof.ours, proof.oracle
    power = ["-" if f.power is None else f"{f.power:.3f}" for f in (ours, oracle)]
    cells = (
        proof.settings.sd,
        proof.settings.planted,
        proof.runs,
        f"{ours.null_rate:.4f}",
        f"{ours.flag_rate:.4f}",
        f"{ours.fdr:.3f} ± {ours.fdr_error:.3f}",
        power[0],
        f"{oracle.null_rate:.4f}",
        f"{oracle.fdr:.3f}",
        power[1],
        f"{proof.heterogeneity:.3f}",
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def published() -> str:
    stored = json.loads((ROOT / "tests/data/calibration/null_flag_rates.json").read_text())["false_flag_rate"]
    lines = [
        "| sd | SHMI log / truncated | CQC as coded in FunnelPlotR 0.6.0 | CQC back-transformed | quick gamma-Poisson |"
    ]
    lines.append("|---|---|---|---|---|")
    for sd, rates in stored.items():
        cells = (
            "SHMI_log_trunc",
            "CQC_as_coded_in_FunnelPlotR_0.6.0",
            "CQC_back_transformed",
            "gammaPoisson_NB_tail",
        )
        lines.append(f"| {sd} | " + " | ".join(f"{rates[cell]:.4f}" for cell in cells) + " |")
    return "\n".join(lines)


def write(lines: list[str]) -> None:
    """Write after every row, so that a run that is cut short still says what it measured."""
    target = ROOT / "benches/results/calibration.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines) + "\n")
    print(lines[-1], flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--other-runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261124)
    options = parser.parse_args()
    started = time.perf_counter()
    out = ["# Calibration of unit signals", "", "Published rules: share of honest units flagged at a nominal 0.002"]
    out[-1] += " (1,000 runs, nothing planted, 72 units)."
    out += [
        "",
        published(),
        "",
        f"## Ours: {options.runs} runs a row, seed {options.seed}; 72 units, 12 past periods",
        "",
    ]
    out.append(HEAD)
    for settings in MAIN:
        out.append(row(prove(settings, runs=options.runs, seed=options.seed)))
        write(out)
    for title, change in OTHERS.items():
        out += ["", f"## {title} ({options.other_runs} runs a row)", "", HEAD]
        for settings in (one for one in MAIN if one.sd > 0):
            out.append(row(prove(replace(settings, **change), runs=options.other_runs, seed=options.seed + 1)))
            write(out)
    out += ["", f"Wall time {time.perf_counter() - started:.0f} s on a shared machine, one process."]
    write(out)


if __name__ == "__main__":
    main()
