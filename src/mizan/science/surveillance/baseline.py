"""Which past steps stand behind one judged step, and which seasonal level each belongs to.

Farrington et al. 1996 use windows round the same week of past years. Noufaily et al. 2013 use every
week, split into seasonal levels: the windows are one level, the steps between two windows are cut into
equal parts. With dates the anniversary is the nearest same weekday a calendar year back; without, it
lies `frequency` rows back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mizan.science.surveillance.settings import WEEKLY, Settings


@dataclass(frozen=True)
class Baseline:
    """Past rows of P judged steps, n rows each, sorted by level.

    `rows` (P, n) 0-based, 0 where unused; `used` (P, n); `level` (n,), shared; `starts` (levels,) first
    column of each level; `now` (P,) the judged rows.
    """

    rows: NDArray[np.int64]
    used: NDArray[np.bool_]
    level: NDArray[np.int64]
    starts: NDArray[np.int64]
    now: NDArray[np.int64]


def baseline_for(now: NDArray[np.int64], settings: Settings, dates: list[date] | None = None) -> Baseline:
    """The baseline of each judged row in `now` (0-based). `dates` gives weekly calendar anniversaries."""
    if dates is None or settings.frequency != WEEKLY:
        steps = settings.frequency * np.arange(settings.years_back, -1, -1)
        references = [row - steps for row in now]
    else:
        references = [_anniversaries(int(row), dates, settings.years_back) for row in now]
    patterns: dict[bytes, list[NDArray[np.int64]]] = {}  # few distinct distances between anniversaries
    per_point = []
    for row, reference in zip(now, references, strict=True):
        steps_back = reference - row
        key = steps_back.tobytes()
        if key not in patterns:
            patterns[key] = _levels_of(steps_back, settings)
        per_point.append([row + level for level in patterns[key]])
    return _padded(per_point, now)


def _anniversaries(row: int, dates: list[date], years: int) -> NDArray[np.int64]:
    """Rows of the same weekday nearest to the calendar date 1..years back, oldest first, then the row itself."""
    today = dates[row]
    back = []
    for year in range(years, 0, -1):
        target = _years_before(today, year)
        ahead = (today.weekday() - target.weekday()) % 7
        nearest = target + timedelta(days=ahead if ahead <= 3 else ahead - 7)
        back.append(row - (today - nearest).days // 7)
    return np.array([*back, row], dtype=np.int64)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return date(day.year - years, 3, 1)


def _levels_of(reference: NDArray[np.int64], settings: Settings) -> list[NDArray[np.int64]]:
    """Rows of each level, counted as `reference` is: level 0 the windows, then the parts of the year between."""
    width = settings.window
    if settings.levels == 1:
        around = np.arange(-width, width + 1)
        return [(reference[:-1, None] + around).ravel()]
    last = reference[-1] - settings.past_excluded - 1
    around = np.arange(-width, width + 1)
    parts: list[list[NDArray[np.int64]]] = [[] for _ in range(settings.levels)]
    parts[0] = [middle + around for middle in reference]
    for left, right in pairwise(reference):
        between = np.arange(left + width + 1, right - width)
        for level, part in enumerate(np.array_split(between, settings.levels - 1), start=1):
            parts[level].append(part)
    joined = [np.concatenate(part) for part in parts]
    return [rows[rows <= last] for rows in joined]


def _padded(per_point: list[list[NDArray[np.int64]]], now: NDArray[np.int64]) -> Baseline:
    """Give every level the same width at every point, so that levels share their columns."""
    levels = len(per_point[0])
    widths = np.array([max(len(point[g]) for point in per_point) for g in range(levels)], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(widths)[:-1]]).astype(np.int64)
    rows = np.full((len(per_point), int(widths.sum())), -1, dtype=np.int64)
    for place, point in enumerate(per_point):
        for start, part in zip(starts, point, strict=True):
            rows[place, start : start + len(part)] = part
    used = rows >= 0
    return Baseline(np.where(used, rows, 0), used, np.repeat(np.arange(levels), widths), starts, now)
