"""Intervals of 95 %: Student's t; for shares t on the logit scale, which stays inside 0-1 (Korn and Graubard 1998)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LEVEL = 0.95


@dataclass(frozen=True)
class Interval:
    """Both ends of an interval of LEVEL."""

    lo: float
    hi: float


def critical(df: float) -> float:
    """Student's t that leaves half of 1 - LEVEL above it."""
    from scipy.stats import t  # noqa: PLC0415 -- scipy.stats takes a second to import

    return float(t.ppf(0.5 + LEVEL / 2, df))


def t_interval(value: float, se: float, df: float) -> Interval:
    """Symmetrical about the value."""
    half = critical(df) * se
    return Interval(value - half, value + half)


def logit_interval(share: float, se: float, df: float) -> Interval:
    """Symmetrical on the logit scale; the share must lie between 0 and 1."""
    middle, half = np.log(share / (1 - share)), critical(df) * se / (share * (1 - share))
    lo, hi = 1 / (1 + np.exp(-(middle + np.array([-half, half]))))
    return Interval(float(lo), float(hi))
