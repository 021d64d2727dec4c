"""What a Farrington run is told: the stored presets, and the corrected default of this project."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

MONTHLY = 12
WEEKLY = 52
# Assumed: yearly change of a district's counts beyond 30 % is rare. A wrong value costs little, since long
# series overrule it; without one, an accidental trend of a sparse series is carried on beyond the data.
TREND_PRIOR = 0.15


class Preset(StrEnum):
    """The named configurations of the stored reference runs, and `corrected`, the default here."""

    CORRECTED = "corrected"
    ORIGINAL_1996 = "original1996"
    DEFAULT_PKG = "default_pkg"
    IMPROVED_DELTA = "improved_delta"
    IMPROVED_NB = "improved_nb"
    IMPROVED_MUAN = "improved_muan"


class Threshold(StrEnum):
    """How the upper limit is drawn from the fitted mean.

    `DELTA`: 2/3-power normal limit (Farrington et al. 1996). `NB`: negative-binomial quantile at the
    fitted mean (Noufaily et al. 2013). `MUAN`: the same quantile at the upper limit of the mean
    (Salmon et al. 2016). `PREDICTIVE`: negative-binomial quantile that carries the uncertainty of the
    mean and of the dispersion (see `limits.py`). `NONE`: only the expectation is wanted.
    """

    DELTA = "delta"
    NB = "nbPlugin"
    MUAN = "muan"
    PREDICTIVE = "predictive"
    NONE = "none"


@dataclass(frozen=True)
class Settings:
    """One run. Time is counted in steps of the series (weeks or months)."""

    frequency: int
    years_back: int
    window: int  # steps on each side of an anniversary
    levels: int  # seasonal levels in a year; 1 means only the windows are used
    past_excluded: int  # latest steps kept out of the baseline, so that an outbreak does not hide itself
    weights_threshold: float  # Anscombe residual above which a baseline count loses weight
    alpha: float  # one-sided
    trend: bool
    trend_p: float  # a trend with a larger p-value is dropped
    trend_prior: float | None  # sd of a year's log change, known beforehand; None: no prior
    least_cases: int  # no warning below this many cases ...
    least_cases_steps: int  # ... in so many latest steps
    threshold: Threshold
    compatible: bool  # reproduce R surveillance 1.20.3, its statistical oddities included

    def first_index(self) -> int:
        """Smallest 1-based index with a whole baseline before it."""
        return self.years_back * self.frequency + self.window + 1

    def default_from(self) -> int:
        """The first index of the stored runs."""
        return self.years_back * self.frequency + 5


def settings_for(preset: Preset, *, frequency: int, years_back: int = 5, compatible: bool = False) -> Settings:
    """The stored configuration of `preset` for weekly (52) or monthly (12) series.

    Source: the `control` block of the stored runs of R surveillance 1.20.3.
    """
    monthly = frequency == MONTHLY
    base = Settings(
        frequency=frequency,
        years_back=years_back,
        window=1 if monthly else 3,
        levels=1,
        past_excluded=0,
        weights_threshold=2.58,
        alpha=0.05,
        trend=True,
        trend_p=0.05,
        trend_prior=None,
        least_cases=5,
        least_cases_steps=4,
        threshold=Threshold.DELTA,
        compatible=compatible,
    )
    if preset is Preset.DEFAULT_PKG:
        return base
    if preset is Preset.ORIGINAL_1996:
        return replace(base, weights_threshold=1.0)
    improved = replace(base, levels=4 if monthly else 10, past_excluded=3 if monthly else 26, alpha=0.01, trend_p=1.0)
    if preset is Preset.IMPROVED_DELTA:
        return improved
    if preset is Preset.CORRECTED:
        return replace(
            improved,
            least_cases=0,
            threshold=Threshold.PREDICTIVE,
            trend_prior=TREND_PRIOR,
            compatible=False,
        )
    rule = Threshold.NB if preset is Preset.IMPROVED_NB else Threshold.MUAN
    return replace(improved, least_cases=0, threshold=rule)
