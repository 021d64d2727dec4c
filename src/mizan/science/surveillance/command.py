"""`mizan warn SERIES.csv`: judge every series of a file. Exit 0 done, 2 bad input."""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mizan.science.commands import Answer, add_plot, run, save_plot
from mizan.science.surveillance.detectors import judge_table, least_start
from mizan.science.surveillance.farrington import Judged
from mizan.science.surveillance.plot import draw
from mizan.science.surveillance.power import smallest_rise
from mizan.science.surveillance.reading import SeriesTable, check_weekly, read_series
from mizan.science.surveillance.settings import MONTHLY, WEEKLY, Preset, Settings, settings_for
from mizan.science.tables import BadInput

METHODS = ("farrington", "ears-c1", "ears-c2", "ears-c3", "cusum", "glr")


def main(argv: list[str]) -> int:
    """Entry point; `argv` without the program name."""
    return run(_parser(), argv, _answer)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mizan warn", description="Early warning in time series of counts.")
    parser.add_argument("series", type=Path, help="CSV: index, epoch, one column per series")
    parser.add_argument("--method", choices=METHODS, default="farrington")
    parser.add_argument("--preset", choices=[p.value for p in Preset], default=None)
    parser.add_argument("--freq", type=int, choices=(WEEKLY, MONTHLY), default=WEEKLY)
    parser.add_argument("--years-back", type=int, default=5)
    parser.add_argument(
        "--from", dest="start", type=int, default=None, metavar="INDEX", help="first index judged, 1-based"
    )
    parser.add_argument("--compatible", action="store_true", help="reproduce R surveillance 1.20.3")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    add_plot(parser, "every series with its thresholds")
    return parser


def _answer(options: argparse.Namespace) -> Answer:
    table = read_series(options.series)
    settings = _settings(options)
    start = settings.default_from() if options.start is None else options.start
    _check(table, settings, start, options.method)
    begun = time.perf_counter()
    judged = _judge(table, settings, start, options.method)
    seconds = time.perf_counter() - begun
    if options.plot is not None:
        save_plot(options.plot, draw(judged, table.epoch, language=options.lang))
    facts = {name: _facts(one, table) for name, one in judged.items()}
    return {"series": facts, "seconds": seconds}, _lines(table, judged)


def _settings(options: argparse.Namespace) -> Settings:
    if options.years_back < 1:
        raise BadInput("--years-back must be 1 or more")
    fallback = Preset.DEFAULT_PKG if options.compatible else Preset.CORRECTED
    preset = fallback if options.preset is None else Preset(options.preset)
    if options.compatible and preset is Preset.CORRECTED:
        raise BadInput("--compatible and --preset corrected exclude each other")
    return settings_for(preset, frequency=options.freq, years_back=options.years_back, compatible=options.compatible)


def _check(table: SeriesTable, settings: Settings, start: int, method: str) -> None:
    length, least = len(table.index), least_start(method, settings)
    if start < least:
        raise BadInput(f"--from {start}: {settings.years_back} years back need at least index {least}")
    if start > length:
        raise BadInput(f"row {length + 1}: the file ends at index {length}, but judging starts at {start}")
    if method == "farrington" and settings.frequency == WEEKLY and table.dates is not None:
        check_weekly(table.dates)


def _judge(table: SeriesTable, settings: Settings, start: int, method: str) -> dict[str, Judged]:
    return judge_table(table.series, settings, start=start, dates=table.dates, method=method)


def _facts(judged: Judged, table: SeriesTable) -> dict[str, list[Any]]:
    return {
        "index": [table.index[row] for row in judged.now],
        "observed": [_whole(value) for value in judged.observed],
        "threshold": [_real(value) for value in judged.threshold],
        "expected": [_real(value) for value in judged.expected],
        "alarm": [int(value) for value in judged.alarm],
        "smallest_rise": [_real(value) for value in smallest_rise(judged)],
    }


def _whole(value: float) -> int | None:
    return int(value) if math.isfinite(value) else None


def _real(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _lines(table: SeriesTable, judged: Mapping[str, Judged]) -> Iterator[str]:
    for name, one in judged.items():
        rows = [place for place in range(len(one.now)) if one.alarm[place]]
        yield f"{name}: {len(rows)} of {len(one.now)} steps above the threshold"
        for place in rows:
            epoch = table.epoch[one.now[place]]
            yield f"  {epoch}: {one.observed[place]:.0f} seen, {one.threshold[place]:.1f} at most expected"
        rise = smallest_rise(one)[-1]
        if not one.alarm[-1]:
            seen = f"{rise:.1f} times the expected count" if math.isfinite(rise) else "unknown"
            yield f"  no warning at the end; the smallest rise that could have been seen is {seen}"
