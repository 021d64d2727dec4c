"""One door to all detectors, for a whole table of series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from mizan.science.surveillance import ears
from mizan.science.surveillance.baseline import baseline_for
from mizan.science.surveillance.cusum import nb_glr, poisson_cusum
from mizan.science.surveillance.farrington import Judged, farrington
from mizan.science.surveillance.settings import Settings

Floats = NDArray[np.float64]


def least_start(method: str, settings: Settings) -> int:
    """Smallest 1-based index that `method` can judge."""
    if method.startswith("ears"):
        return ears.first_index(int(method[-1]))
    return 2 if method == "cusum" else settings.first_index()


def judge_table(
    series: Mapping[str, Floats],
    settings: Settings,
    *,
    start: int,
    dates: list[date] | None = None,
    method: str = "farrington",
    population: Mapping[str, Floats] | None = None,
    effort: Mapping[str, Floats] | None = None,
) -> dict[str, Judged]:
    """Judge every series alike; a series cannot change another's answer."""
    length = len(next(iter(series.values())))
    now = np.arange(start - 1, length)
    if method.startswith("ears"):
        return {name: _ears(counts, int(method[-1]), now, settings) for name, counts in series.items()}
    if method == "cusum":
        return {name: _cusum(counts, now) for name, counts in series.items()}
    base = baseline_for(now, settings, dates)
    judged = {
        name: farrington(
            counts,
            settings,
            start=start,
            baseline=base,
            population=None if population is None else population[name],
            effort=None if effort is None else effort[name],
        )
        for name, counts in series.items()
    }
    return judged if method == "farrington" else {name: _glr(one) for name, one in judged.items()}


def _ears(counts: Floats, which: int, now: NDArray[np.int64], settings: Settings) -> Judged:
    threshold, expected = ears.ears(counts, which, start=int(now[0]) + 1, compatible=settings.compatible)
    observed = counts[now]
    known = np.isfinite(threshold) & np.isfinite(observed)
    return _plain(now, observed, expected, threshold, known & (observed > threshold))


def _cusum(counts: Floats, now: NDArray[np.int64]) -> Judged:
    filled = np.where(np.isfinite(counts), counts, np.nanmean(counts[: now[0]]))
    running = poisson_cusum(filled, start=int(now[0]) + 1)
    expected = np.full(len(now), filled[: now[0]].mean())
    return _plain(now, counts[now], expected, running.needed - 1.0, running.alarm)


def _glr(judged: Judged) -> Judged:
    """GLR against Farrington's expected counts and dispersion; the threshold is not a count, so it is unknown."""
    usable = np.isfinite(judged.observed) & np.isfinite(judged.expected) & (judged.expected > 0)
    alarm = np.zeros(len(judged.now), dtype=np.bool_)
    mean = judged.expected[usable]
    alarm[usable] = nb_glr(judged.observed[usable], mean, (judged.phi[usable] - 1.0) / mean).alarm
    return replace(judged, threshold=np.full(len(judged.now), np.nan), alarm=alarm)


def _plain(
    now: NDArray[np.int64], observed: Floats, expected: Floats, threshold: Floats, alarm: NDArray[np.bool_]
) -> Judged:
    """A judgement without a fitted model: Poisson spread for the smallest rise."""
    ones = np.ones(len(now))
    return Judged(
        now, observed, expected, threshold, alarm, ones, ones, 0.0 * ones, 0.0 * ones, np.zeros(len(now), np.bool_)
    )
