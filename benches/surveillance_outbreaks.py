"""Outbreaks in simulated countries: false warnings a year and sensitivity by baseline.

`python benches/surveillance_outbreaks.py [--seeds 200] [--seed N]`. Worlds come from `mizan.science.worlds`:
160 districts x 10 forms, six years, dispersion 1-3, season, raids and hotline campaigns, reports one to three
months late. Half of the worlds have nothing planted. One code path: `surveillance.country.watch`.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizan.science.surveillance.country import Watched, watch
from mizan.science.surveillance.search import Late
from mizan.science.worlds import Planting, SeriesSettings, World, make_world

MONTHS, YEAR, LEAD = 72, 12, 3
DELAY = (0.6, 0.25, 0.1, 0.05)
BANDS = ((0.5, 1), (1, 2), (2, 5), (5, 10), (10, 20), (20, 50.01))


@dataclass(frozen=True)
class Seen:
    """One world: false warnings opened in the year, and (baseline, found) of each planted outbreak."""

    false: int
    planted: list[tuple[float, bool]]
    seconds: float


def settings(**changes: object) -> SeriesSettings:
    plan = {"months": MONTHS, "delay": DELAY, "raids_per_year": 0.5, "campaigns_per_year": 0.2, "trend": 0.1, **changes}
    return SeriesSettings(**plan)


def one_world(seed: int, *, planted: int, plan: SeriesSettings, multiplier: float = 3.0) -> Seen:
    planting = Planting(number=planted, baseline=(0.5, 50.0), multiplier=multiplier)
    world = make_world(seed=seed, settings=plan, planting=planting)
    begun = time.process_time()
    watched = watch_world(world)
    return Seen(*_compare(world, watched), time.process_time() - begun)


def watch_world(world: World) -> Watched:
    """What a country would have done month by month, knowing only what had been reported."""
    places, forms, months, delays = world.reports.shape
    counts = world.counts.reshape(places * forms, months).astype(float)
    effort = np.repeat(np.log(world.effort), forms, axis=0)
    reports = world.reports.reshape(places * forms, months, delays).cumsum(axis=2)
    first = months - YEAR - LEAD
    observed = np.stack(
        [
            np.stack([reports[:, t - lag, min(lag, delays - 1)] for t in range(first, months)], axis=1)
            for lag in range(LEAD + 1)
        ]
    ).astype(float)
    learnt = world.reports[:, :, :first].sum(axis=(0, 1, 2)).cumsum()
    share = np.array([(learnt / learnt[-1])[min(lag, delays - 1)] for lag in range(LEAD + 1)])
    return watch(counts, steps=YEAR, log_effort=effort, late=Late(observed, share))


def _compare(world: World, watched: Watched) -> tuple[int, list[tuple[float, bool]]]:
    forms, months = world.counts.shape[1], world.counts.shape[2]
    start, opened = months - YEAR, watched.found.opened.copy()
    planted = []
    for outbreak in world.truth.outbreaks:
        series, first = outbreak.place * forms + outbreak.form, outbreak.start - start
        during = slice(first, first + outbreak.length)
        planted.append(
            (_baseline(world, outbreak.place, outbreak.form), bool(watched.found.alarm[series, during].any()))
        )
        opened[series, first : first + outbreak.length + LEAD] = False
    return int(opened.sum()), planted


def _baseline(world: World, place: int, form: int) -> float:
    """Monthly mean without effort shocks and without the outbreak."""
    return float((world.truth.mean[place, form] / world.effort[place]).mean())


def by_band(planted: list[tuple[float, bool]]) -> list[tuple[str, int, float]]:
    out = []
    for low, high in BANDS:
        inside = [found for baseline, found in planted if low <= baseline < high]
        out.append((f"{low:g}-{high:.0f}", len(inside), float(np.mean(inside)) if inside else float("nan")))
    return out


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(np.random.SeedSequence().generate_state(1)[0]))
    options = parser.parse_args()
    seeds: NDArray[np.uint32] = np.random.SeedSequence(options.seed).generate_state(options.seeds)
    print(f"first seed {options.seed}; {options.seeds} worlds of 160 districts x 10 forms")
    results = []
    for number, seed in enumerate(seeds):
        results.append(one_world(int(seed), planted=0 if number % 2 else 40, plan=settings()))
        if number % 20 == 19:
            report(results)


def report(results: list[Seen]) -> None:
    false = np.array([seen.false for seen in results])
    null = false[1::2]
    cpu = np.mean([seen.seconds for seen in results])
    print(
        f"worlds {len(results)}: false warnings a year {false.mean():.2f} (largest {false.max()}); {cpu:.1f} CPU s each"
    )
    print(f"  nothing planted: {null.mean():.2f} (largest {null.max()})")
    for band, number, found in by_band([p for seen in results for p in seen.planted]):
        print(f"  baseline {band}: {number} planted, {found:.3f} found", flush=True)


if __name__ == "__main__":
    main()
