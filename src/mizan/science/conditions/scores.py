"""From indicator values to a profile: goalposts, arithmetic means within dimensions, geometric across.

Scores run from 0 (best goalpost) to 100 (worst). Before a geometric mean a score is floored at 1, so that one good
dimension cannot hide another (OECD/JRC 2008, step 6; UNDP 2014 on goalposts). Arrays are runs x districts x indicators.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizan.science.conditions.spec import Spec

Floats = NDArray[np.float64]
FLOOR = 1.0


@dataclass(frozen=True)
class Shape:
    """The specification as arrays: belongs[i, k] = 1 if indicator i is in measured dimension k."""

    best: Floats
    worst: Floats
    weight: Floats
    belongs: Floats
    across: Floats

    @classmethod
    def of(cls, spec: Spec) -> Shape:
        """Return the arrays of a specification."""
        names = [dimension.id for dimension in spec.measured]
        return cls(
            best=np.array([indicator.best for indicator in spec.indicators]),
            worst=np.array([indicator.worst for indicator in spec.indicators]),
            weight=np.array([indicator.weight for indicator in spec.indicators]),
            belongs=np.array([[float(i.dimension == name) for name in names] for i in spec.indicators]),
            across=np.array([dimension.weight for dimension in spec.measured]),
        )


def by_goalposts(values: Floats, shape: Shape) -> Floats:
    """Return scores 0-100 between fixed goalposts (nan stays nan); values beyond a goalpost count as the goalpost."""
    span: Floats = np.clip((values - shape.best) / (shape.worst - shape.best), 0.0, 1.0) * 100
    return span


def by_percentile(scores: Floats) -> Floats:
    """Return scores 0-100 by average rank among the districts of each run (axis -2); nan stays nan."""
    below = _average_ranks(np.swapaxes(scores, -1, -2))
    known = np.isfinite(scores).sum(axis=-2, keepdims=True)
    percent: Floats = (np.swapaxes(below, -1, -2) - 1) / np.maximum(known - 1, 1) * 100
    return percent


def _average_ranks(values: Floats) -> Floats:
    """Average ranks 1 .. n along the last axis, ties shared; nan stays nan."""
    order = np.argsort(values, axis=-1)
    ordered = np.take_along_axis(values, order, axis=-1)
    place = np.broadcast_to(np.arange(1, values.shape[-1] + 1, dtype=float), values.shape)
    if bool((ordered[..., 1:] == ordered[..., :-1]).any()):
        place = _shared(ordered, place)
    found = np.empty(values.shape)
    np.put_along_axis(found, order, place, axis=-1)
    return np.where(np.isnan(values), np.nan, found)


def _shared(ordered: Floats, place: Floats) -> Floats:
    """Give equal neighbours the mean of their places."""
    differs = ordered[..., 1:] != ordered[..., :-1]
    edge = np.ones((*ordered.shape[:-1], 1), dtype=bool)
    first = np.maximum.accumulate(np.where(np.concatenate([edge, differs], -1), place, 0.0), axis=-1)
    ends = np.where(np.concatenate([differs, edge], -1), place, np.inf)
    last = np.minimum.accumulate(ends[..., ::-1], axis=-1)[..., ::-1]
    mean: Floats = (first + last) / 2
    return mean


def ranks(profile: Floats) -> Floats:
    """Return ranks along the last axis: 1 = hardest conditions (highest profile), ties shared."""
    return _average_ranks(-profile)


def within(scores: Floats, weight: Floats, shape: Shape) -> Floats:
    """Return dimension scores (last axis = measured dimensions): weighted means of what is known, nan if nothing is."""
    known = np.isfinite(scores)
    top = (np.where(known, scores, 0.0) * weight) @ shape.belongs
    below = (known * weight) @ shape.belongs
    return np.where(below > 0, top / np.where(below > 0, below, 1.0), np.nan)


def across(dimensions: Floats, weight: Floats, *, arithmetic: NDArray[np.bool_] | bool = False) -> Floats:
    """Return the profile: geometric mean of dimension scores floored at 1 (or their arithmetic mean)."""
    share = weight / weight.sum(axis=-1, keepdims=True)
    geometric = np.exp((np.log(np.maximum(dimensions, FLOOR)) * share).sum(axis=-1))
    plain = (dimensions * share).sum(axis=-1)
    chosen: Floats = np.where(arithmetic, plain, geometric)
    return chosen
