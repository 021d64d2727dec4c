"""Nowcast: how often do 90 % intervals hold the final total under simulated delay, cell by cell?

    python benches/surveillance_nowcast.py [--worlds 150] [--seed N] [--phase fixed|free]

Three figures for each mean and dispersion, over the five latest months: the share of totals inside the interval of
whole numbers; the share that the predictions themselves promise for those intervals; the share inside the interval
randomised at its edge, which alone can be 0.90 where counts are small. The last must lie in 0.85-0.95, or exit 1.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from dataclasses import dataclass

import numpy as np

from mizan.science.surveillance.nowcast import held, nowcast

MEANS, DISPERSIONS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 100.0), (1.0, 2.0, 3.0)
MONTHS, DELAYS = 48, 5
LEAST, MOST = 0.85, 0.95


@dataclass(frozen=True)
class Cell:
    mean: float
    phi: float
    inside: float
    promised: float
    randomised: float


def world(rng: np.random.Generator, mean: float, phi: float, *, free: bool) -> tuple[np.ndarray, np.ndarray]:
    """A triangle as known at the last month, and the totals that become known later."""
    shares = rng.dirichlet([8, 5, 3, 2, 1, 1])
    turn = rng.uniform(0, 2 * np.pi) if free else 0.0
    season = mean * (1 + 0.3 * np.cos(2 * np.pi * np.arange(MONTHS) / 12 + turn))
    rate = season if phi == 1 else rng.gamma(season / (phi - 1), phi - 1)
    totals = rng.poisson(rate)
    triangle = np.stack([rng.multinomial(n, shares) for n in totals]).astype(float)
    for month in range(MONTHS):
        triangle[month, MONTHS - month :] = np.nan
    return triangle, totals


def cell(rng: np.random.Generator, mean: float, phi: float, worlds: int, *, free: bool) -> Cell:
    late = slice(MONTHS - DELAYS, MONTHS)
    rows = []
    for _ in range(worlds):
        triangle, totals = world(rng, mean, phi, free=free)
        seen = nowcast(triangle)
        inside = (seen.low <= totals) & (totals <= seen.high)
        rows.append([inside[late].mean(), seen.chance[late].mean(), held(triangle, totals)[late].mean()])
    return Cell(mean, phi, *(float(x) for x in np.mean(rows, axis=0)))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--worlds", type=int, default=150)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--phase", choices=("fixed", "free"), default="fixed")
    wish = parser.parse_args()
    seed = secrets.randbits(32) if wish.seed is None else wish.seed
    rng, start = np.random.default_rng(seed), time.process_time()
    print(f"seed {seed}, {wish.worlds} worlds a cell, phase {wish.phase}", flush=True)
    cells = [cell(rng, m, p, wish.worlds, free=wish.phase == "free") for m in MEANS for p in DISPERSIONS]
    print("mean dispersion inside promised randomised")
    for one in cells:
        print(f"{one.mean:5g} {one.phi:g} {one.inside:.3f} {one.promised:.3f} {one.randomised:.3f}")
    for name in ("inside", "promised", "randomised"):
        shares = [getattr(one, name) for one in cells]
        print(f"{name}: {min(shares):.3f} to {max(shares):.3f}, {np.mean(shares):.3f} on average")
    print(f"{time.process_time() - start:.0f} CPU s")
    return int(not all(LEAST <= one.randomised <= MOST for one in cells))


if __name__ == "__main__":
    sys.exit(main())
