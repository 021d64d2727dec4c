"""Totals of districts, divisions, provinces, country: whatever levels a pack declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def totals(series: Mapping[str, Floats], levels: Sequence[Mapping[str, str]]) -> list[dict[str, Floats]]:
    """Series of each level, bottom first. `levels[k]` names the parent of every series of level k.

    A total is unknown (nan) in a step where any of its parts is unknown: a part not reported is not 0.
    Raises KeyError for a series without a parent.
    """
    out = [dict(series)]
    for parents in levels:
        below = out[-1]
        groups: dict[str, list[Floats]] = {}
        for name, counts in below.items():
            groups.setdefault(parents[name], []).append(counts)
        out.append({parent: np.sum(parts, axis=0) for parent, parts in groups.items()})
    return out
