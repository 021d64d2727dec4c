"""False discovery control within one family of units (Benjamini and Hochberg 1995; Benjamini and Yekutieli 2001)."""

from __future__ import annotations

import numpy as np

from mizan.science.calibration.laws import Floats


def adjusted(p: Floats, *, dependent: bool = False) -> Floats:
    """Return q values: the smallest false discovery level at which each p would be a discovery.

    `dependent` applies Benjamini and Yekutieli's factor, for signals that share data.
    """
    number = len(p)
    if number == 0:
        return np.empty(0)
    factor = float((1.0 / np.arange(1, number + 1)).sum()) if dependent else 1.0
    order = np.argsort(p, kind="stable")
    steps = p[order] * number * factor / np.arange(1, number + 1)
    falling = np.minimum.accumulate(steps[::-1])[::-1]
    q = np.empty(number)
    q[order] = np.minimum(falling, 1.0)
    return q
