"""Speed of early warning: the stored runs of R point by point, and a country of 160 districts x 10 forms.

`python benches/surveillance_speed.py`. CPU seconds of one process. R surveillance 1.20.3 needed 6.5 to 8.9 ms of CPU a
point on the reference machine (retimed on two data sets); the ratios below divide by that range.
"""

from __future__ import annotations

import csv
import json
import time
from datetime import date
from pathlib import Path

import numpy as np

from mizan.science.surveillance.country import watch
from mizan.science.surveillance.detectors import judge_table
from mizan.science.surveillance.many import farrington_many
from mizan.science.surveillance.settings import Preset, settings_for
from mizan.science.worlds import SeriesSettings, make_world

DATA = Path(__file__).parents[1] / "tests" / "data" / "surveillance"
R_MS = (6.5, 8.9)


def stored(preset: Preset) -> tuple[int, float]:
    points, cpu = 0, 0.0
    for path in sorted((DATA / "outputs").glob(f"*__{preset.value}.json")):
        run = json.loads(path.read_text())
        with (DATA / "inputs" / f"{run['dataset']}.csv").open(newline="") as handle:
            rows = list(csv.DictReader(handle))
        series = {name: np.array([float(row[name]) for row in rows]) for name in run["series"]}
        dates = [date.fromisoformat(row["epoch"]) for row in rows] if "-" in rows[0]["epoch"] else None
        settings = settings_for(preset, frequency=run["freq"], years_back=run["years_back"], compatible=True)
        begun = time.process_time()
        judge_table(series, settings, start=run["first"], dates=dates)
        cpu += time.process_time() - begun
        points += len(series) * (run["last"] - run["first"] + 1)
    return points, cpu


def main() -> None:
    stored(Preset.DEFAULT_PKG)  # warm
    all_points, all_cpu = 0, 0.0
    for preset in Preset:
        if preset is Preset.CORRECTED:
            continue
        points, cpu = stored(preset)
        all_points, all_cpu = all_points + points, all_cpu + cpu
        say(preset.value, points, cpu)
    say("all presets", all_points, all_cpu)
    country()


def say(name: str, points: int, cpu: float) -> None:
    each = cpu / points * 1000
    print(f"{name}: {points} points, {cpu:.2f} CPU s, {each:.3f} ms a point, {R_MS[0] / each:.0f} to "
          f"{R_MS[1] / each:.0f} times R", flush=True)  # fmt: skip


def country() -> None:
    """Ten years of months, the last five judged: 96,000 points, by the corrected default and by improved_nb."""
    world = make_world(seed=1, settings=SeriesSettings(months=124))
    counts = world.counts.reshape(1600, 124).astype(float)
    for preset in (Preset.CORRECTED, Preset.IMPROVED_NB):
        settings = settings_for(preset, frequency=12, compatible=preset is not Preset.CORRECTED)
        clock = Clock()
        farrington_many(counts, settings, start=65)
        print(f"160 districts x 10 forms x 60 months, {preset.value}: {clock}", flush=True)
    clock = Clock()
    watched = watch(counts, steps=57, log_effort=np.repeat(np.log(world.effort), 10, axis=0))
    watched.smallest()
    print(f"the same watched with effort, squeezing, windows, smallest rise: {clock}", flush=True)


class Clock:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def __str__(self) -> str:
        return f"CPU {time.process_time() - self.cpu:.1f} s, wall {time.perf_counter() - self.wall:.1f} s (one core)"


if __name__ == "__main__":
    main()
