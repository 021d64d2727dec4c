"""EARS C1, C2, C3: a moving seven-step baseline, for series without past years.

Sources: Hutwagner et al. 2003 (J Urban Health 80:i89); Fricker, Hegler, Dunfee 2008 (Stat Med 27:3407).
Limits: mean and standard deviation of seven steps, next to today (C1) or two steps back (C2). C3 adds up
how far C2 stood above 1 over three steps.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]
STEPS = 7
GAP = 2
ALPHA = {1: 0.001, 2: 0.001, 3: 0.025}


def ears(counts: Floats, which: int, *, start: int, compatible: bool = False) -> tuple[Floats, Floats]:
    """(threshold, expected) from 1-based index `start` on, each (P,); a warning is a count above the threshold.

    In `compatible` mode C3 follows R surveillance 1.20.3, whose bound is the count itself plus what is
    left after the *two earlier* steps, so that today's count never decides. Here today's C2 counts too.
    """
    now = np.arange(start - 1, len(counts))
    gap = 0 if which == 1 else GAP
    mean, sd = _moments(counts, gap)
    limit = ndtri(1.0 - ALPHA[which])
    if which < 3:
        return mean[now] + limit * sd[now], mean[now]
    with np.errstate(invalid="ignore", divide="ignore"):
        over = np.maximum((counts - mean) / sd - 1.0, 0.0)
    left = limit - over[now - 1] - over[now - 2]
    if compatible:
        return np.maximum(counts[now] + sd[now] * left, 0.0), mean[now]
    # over(today) > left  <=>  count > mean + sd * (1 + left), or any count where the earlier steps suffice
    bound = np.where(left < 0, -1.0, mean[now] + sd[now] * (1.0 + left))
    return bound, mean[now]


def first_index(which: int) -> int:
    """Smallest 1-based index with a whole baseline before it (C3 looks at two more steps)."""
    return STEPS + 1 + {1: 0, 2: GAP, 3: GAP + 2}[which]


def _moments(counts: Floats, gap: int) -> tuple[Floats, Floats]:
    """Mean and sample standard deviation of the STEPS counts ending `gap` steps before each step; nan before."""
    windows = sliding_window_view(counts, STEPS)
    mean, sd = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    first = STEPS + gap
    usable = windows[: len(counts) - first]
    mean[first:], sd[first:] = usable.mean(axis=1), usable.std(axis=1, ddof=1)
    return mean, sd
