"""False alarms of the corrected Farrington default on series with nothing in them.

`python benches/surveillance_null.py [--series 1500] [--seed N]`. Negative-binomial counts, monthly means 0.5 to 50,
dispersion 1 to 3, flat and seasonal; one alarm decision a series, five years of baseline. Prints the realised rate over
the nominal one.
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


def null_series(rng: np.random.Generator, mean: float, phi: float, shape: tuple[int, int], season: float) -> Floats:
    """(series, steps) counts with variance phi times the mean."""
    phase = rng.uniform(0, 2 * np.pi, (shape[0], 1))
    m = mean * np.exp(season * np.cos(2 * np.pi * np.arange(shape[1]) / 12 - phase) - season**2 / 4)
    rate = m if phi == 1 else rng.gamma(m / (phi - 1), phi - 1)
    return rng.poisson(rate).astype(float)


def realised(rng: np.random.Generator, mean: float, phi: float, *, series: int, alpha: float, season: float,
             frequency: int = MONTHLY) -> float:  # fmt: skip
    """Share of alarms over 8 judged steps of each series, divided by alpha."""
    settings = replace(settings_for(Preset.CORRECTED, frequency=frequency), alpha=alpha)
    start = settings.first_index()
    counts = null_series(rng, mean, phi, (series, start + 7), season if frequency == MONTHLY else 0.0)
    return float(farrington_many(counts, settings, start=start).alarm.mean()) / alpha


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--series", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=int(np.random.SeedSequence().generate_state(1)[0]))
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    begun = time.process_time()
    print(f"seed {options.seed}; {options.series} series x 8 judged months a cell; realised / nominal")
    for frequency, season, alpha in (
        (12, 0.0, 0.01),
        (12, 0.3, 0.01),
        (12, 0.3, 0.05),
        (12, 0.3, 0.001),
        (52, 0.0, 0.01),
    ):
        worst, total = 0.0, []
        print(f"frequency {frequency}, season {season}, alpha {alpha}: rows mean, columns dispersion {DISPERSIONS}")
        for mean in MEANS if frequency == MONTHLY else (0.5, 5.0, 50.0):
            some = options.series if frequency == MONTHLY else options.series // 10
            row = [
                realised(rng, mean, phi, series=some, alpha=alpha, season=season, frequency=frequency)
                for phi in DISPERSIONS
            ]
            worst, total = max(worst, *row), [*total, *row]
            print(f"  {mean:5.1f}  " + "  ".join(f"{value:5.2f}" for value in row), flush=True)
        print(f"  all {np.mean(total):.2f}, worst cell {worst:.2f}")
    print(f"{time.process_time() - begun:.0f} CPU s; weekly rows use mean per week")
    assert WEEKLY == 52


if __name__ == "__main__":
    main()
