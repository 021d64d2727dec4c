"""False alarms of the corrected Farrington default on series with nothing in them.

`python benches/surveillance_null.py [--times 1] [--seed N] [--frequency 12|52]`. Negative-binomial counts, monthly or
weekly means 0.5 to 50, dispersion 1 to 3, flat and seasonal; 8 judged steps a series, five years of baseline. Prints
the realised rate over the nominal one and, for the worst cell, its standard error over series (the steps of one series
share a baseline). A worst of 28 cells lies about two standard errors above its own truth.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mizan.science.surveillance.many import farrington_many
from mizan.science.surveillance.settings import MONTHLY, WEEKLY, Preset, settings_for

Floats = NDArray[np.float64]
MEANS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
DISPERSIONS = (1.0, 1.5, 2.0, 3.0)
STEPS = 8  # judged steps of a series
TABLES = (  # frequency, season, alpha, series a cell
    (MONTHLY, 0.0, 0.01, 6000),
    (MONTHLY, 0.3, 0.01, 6000),
    (MONTHLY, 0.3, 0.05, 2000),
    (MONTHLY, 0.0, 0.001, 20000),
    (MONTHLY, 0.3, 0.001, 20000),
    (WEEKLY, 0.0, 0.01, 4000),
    (WEEKLY, 0.3, 0.01, 4000),
    (WEEKLY, 0.3, 0.05, 1000),
)


def null_series(
    rng: np.random.Generator, mean: float, phi: float, shape: tuple[int, int], season: float, frequency: int = MONTHLY
) -> Floats:
    """(series, steps) counts with variance phi times the mean; log mean swings by `season` over a year."""
    phase = rng.uniform(0, 2 * np.pi, (shape[0], 1))
    m = mean * np.exp(season * np.cos(2 * np.pi * np.arange(shape[1]) / frequency - phase) - season**2 / 4)
    rate = m if phi == 1 else rng.gamma(m / (phi - 1), phi - 1)
    return rng.poisson(rate).astype(float)


def measured(rng: np.random.Generator, mean: float, phi: float, *, series: int, alpha: float, season: float,
             frequency: int = MONTHLY) -> tuple[float, float]:  # fmt: skip
    """Share of alarms over the judged steps of each series, and its standard error; both divided by alpha."""
    settings = replace(settings_for(Preset.CORRECTED, frequency=frequency), alpha=alpha)
    start = settings.first_index()
    counts = null_series(rng, mean, phi, (series, start + STEPS - 1), season, frequency)
    shares = farrington_many(counts, settings, start=start).alarm.mean(axis=1)
    return float(shares.mean()) / alpha, float(shares.std() / np.sqrt(series)) / alpha


def realised(rng: np.random.Generator, mean: float, phi: float, *, series: int, alpha: float, season: float,
             frequency: int = MONTHLY) -> float:  # fmt: skip
    """The share of alarms alone, divided by alpha."""
    return measured(rng, mean, phi, series=series, alpha=alpha, season=season, frequency=frequency)[0]


def table(rng: np.random.Generator, frequency: int, season: float, alpha: float, series: int) -> None:
    print(f"frequency {frequency}, season {season}, alpha {alpha}, {series} series a cell")
    print(f"rows mean, columns dispersion {DISPERSIONS}")
    cells = []
    for mean in MEANS:
        row = [
            measured(rng, mean, phi, series=series, alpha=alpha, season=season, frequency=frequency)
            for phi in DISPERSIONS
        ]
        cells += row
        print(f"  {mean:5.1f}  " + "  ".join(f"{ratio:5.2f}" for ratio, _ in row), flush=True)
    worst = max(cells)
    average = np.mean([ratio for ratio, _ in cells])
    print(f"  all {average:.2f}, worst cell {worst[0]:.2f} (standard error {worst[1]:.2f})")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=float, default=1.0, help="multiplies the number of series of every table")
    parser.add_argument("--frequency", type=int, choices=(MONTHLY, WEEKLY), default=None, help="only these tables")
    parser.add_argument("--seed", type=int, default=int(np.random.SeedSequence().generate_state(1)[0]))
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    begun = time.process_time()
    print(f"seed {options.seed}; {STEPS} judged steps a series; realised / nominal; weekly rows use the mean per week")
    for frequency, season, alpha, series in TABLES:
        if options.frequency in {None, frequency}:
            table(rng, frequency, season, alpha, max(1, round(series * options.times)))
    print(f"{time.process_time() - begun:.0f} CPU s")


if __name__ == "__main__":
    main()
