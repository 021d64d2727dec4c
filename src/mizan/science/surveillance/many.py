"""Judge thousands of series at once: the same numbers as one by one, without the cost of small arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizan.science.surveillance.baseline import Baseline, baseline_for
from mizan.science.surveillance.farrington import Judged, farrington
from mizan.science.surveillance.settings import Settings

Floats = NDArray[np.float64]
POINTS_AT_ONCE = 4000  # about 30 MB of working arrays for monthly baselines of five years


@dataclass(frozen=True)
class JudgedMany:
    """As `Judged`, but (S, P): series by judged step. `now` (P,) 0-based columns of the counts."""

    now: NDArray[np.int64]
    observed: Floats
    expected: Floats
    threshold: Floats
    alarm: NDArray[np.bool_]
    phi: Floats
    raw_phi: Floats
    mean_sd: Floats
    free: Floats

    def one(self, series: int) -> Judged:
        """The judgement of a single series."""
        trend = np.zeros(len(self.now), dtype=np.bool_)
        parts = {name: getattr(self, name)[series] for name in PARTS}
        return Judged(self.now, **parts, trend=trend)


PARTS = ("observed", "expected", "threshold", "alarm", "phi", "raw_phi", "mean_sd", "free")


def farrington_many(counts: Floats, settings: Settings, *, start: int, log_offset: Floats | None = None) -> JudgedMany:
    """`counts` (S, T), nan where not reported; `log_offset` (S, T) of log population, effort and reported share."""
    length = counts.shape[1]
    now = np.arange(start - 1, length)
    base = baseline_for(now, settings)
    at_once = max(1, POINTS_AT_ONCE // len(now))
    parts = [
        _block(
            counts[first : first + at_once],
            settings,
            base,
            None if log_offset is None else log_offset[first : first + at_once],
        )
        for first in range(0, len(counts), at_once)
    ]
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in PARTS}
    return JudgedMany(now, **{name: value.reshape(len(counts), len(now)) for name, value in joined.items()})


def _block(counts: Floats, settings: Settings, base: Baseline, log_offset: Floats | None) -> Judged:
    """Lay the series of a block end to end and move the baseline along."""
    series, length = counts.shape
    shift = np.repeat(np.arange(series) * length, len(base.now))
    moved = Baseline(
        np.tile(base.rows, (series, 1)) + shift[:, None],
        np.tile(base.used, (series, 1)),
        base.level,
        base.starts,
        np.tile(base.now, series) + shift,
    )
    offset = None if log_offset is None else np.exp(log_offset).ravel()
    return farrington(counts.ravel(), settings, start=1, baseline=moved, population=offset)
