"""What one run decides: data error, stand-ins for the unknown, weights, normalisation, aggregation, one left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizan.science.conditions.scores import Floats, Shape, across, by_goalposts, by_percentile, within
from mizan.science.conditions.spec import Spec


@dataclass(frozen=True)
class Assessed:
    """The districts that can be assessed, sorted by id: values and errors are districts x indicators."""

    ids: tuple[str, ...]
    values: Floats
    errors: Floats


@dataclass(frozen=True)
class Choices:
    """First axis = runs. noise: standard normal, runs x districts x indicators.

    donor: runs x unknown cells (in the order of `unknown_cells`), uniform 0-1, picks the value that stands in.

    weight: runs x indicators; between: runs x dimensions; left_out: index of an indicator, or -1.
    """

    noise: Floats
    donor: Floats
    weight: Floats
    between: Floats
    percentile: NDArray[np.bool_]
    arithmetic: NDArray[np.bool_]
    left_out: NDArray[np.int64]


def unknown_cells(values: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return district and indicator of every unknown value, indicator by indicator."""
    indicator, district = np.nonzero(~np.isfinite(values.T))
    return district, indicator


def draw(spec: Spec, shape: Shape, values: Floats, runs: int, rng: np.random.Generator) -> Choices:
    """Draw choices; what the specification does not vary stays at its declared setting."""
    vary = spec.vary
    size = (runs, *values.shape)
    return Choices(
        noise=rng.standard_normal(size) if "error" in vary else np.zeros(size),
        donor=rng.random((runs, len(unknown_cells(values)[0]))),
        weight=_weights(spec, shape, runs, rng),
        between=_dirichlet(shape.across, spec.concentration, runs, rng, "weights" in vary),
        percentile=(rng.random(runs) < 0.5) & ("normalisation" in vary),
        arithmetic=(rng.random(runs) < 0.5) & ("aggregation" in vary),
        left_out=_left_out(shape, runs, rng, "leave_out" in vary),
    )


def _weights(spec: Spec, shape: Shape, runs: int, rng: np.random.Generator) -> Floats:
    weight = np.tile(shape.weight, (runs, 1))
    for column in shape.belongs.T:
        members = np.flatnonzero(column)
        weight[:, members] = _dirichlet(shape.weight[members], spec.concentration, runs, rng, "weights" in spec.vary)
    return weight


def _dirichlet(centre: Floats, concentration: float, runs: int, rng: np.random.Generator, varied: bool) -> Floats:
    """Dirichlet weights whose mean is the declared share; concentration is per component."""
    share = centre / centre.sum()
    if not varied:
        return np.tile(share, (runs, 1))
    return rng.dirichlet(share * len(share) * concentration, runs)


def _left_out(shape: Shape, runs: int, rng: np.random.Generator, varied: bool) -> NDArray[np.int64]:
    """None with the same chance as any one indicator; never the only one of its dimension."""
    alone = shape.belongs @ (shape.belongs.sum(axis=0) == 1) > 0
    candidates = np.concatenate([[-1], np.flatnonzero(~alone)])
    drawn = rng.integers(0, len(candidates), runs)
    chosen: NDArray[np.int64] = candidates[drawn] if varied else np.full(runs, -1)
    return chosen


def profiles(data: Assessed, shape: Shape, choices: Choices) -> Floats:
    """Return runs x districts: the profile under each run's choices (higher = harder conditions)."""
    values = _filled(data.values, choices.donor) + data.errors * choices.noise
    scores = by_goalposts(values, shape)
    chosen = np.flatnonzero(choices.percentile)
    if len(chosen):
        scores[chosen] = by_percentile(_towards_worse(values[chosen], shape))
    weight = choices.weight.copy()
    dropped = np.flatnonzero(choices.left_out >= 0)
    weight[dropped, choices.left_out[dropped]] = 0.0
    dimensions = within(scores, weight[:, None, :], shape)
    return across(dimensions, choices.between[:, None, :], arithmetic=choices.arithmetic[:, None])


def _towards_worse(values: Floats, shape: Shape) -> Floats:
    return values * np.sign(shape.worst - shape.best)


def _filled(values: Floats, donor: Floats) -> Floats:
    """An unknown value is drawn from the known districts of that indicator: unknown widens, it is never 0 (I-8)."""
    filled = np.broadcast_to(values, (len(donor), *values.shape)).copy()
    district, indicator = unknown_cells(values)
    for column in np.unique(indicator):
        known = values[np.isfinite(values[:, column]), column]
        cells = np.flatnonzero(indicator == column)
        if len(known):
            place = (donor[:, cells] * len(known)).astype(np.int64)
            filled[:, district[cells], column] = known[place]
    return filled
