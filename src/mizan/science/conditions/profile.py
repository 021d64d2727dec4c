"""The profile of every district: parts always, rank and band only among the districts that can be assessed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mizan.science.conditions.choices import Assessed, draw, profiles
from mizan.science.conditions.scores import Floats, Shape, by_goalposts, ranks, within
from mizan.science.conditions.sobol import SobolIndices, indices
from mizan.science.conditions.spec import Spec
from mizan.science.conditions.table import Table

BAND = "hardest quarter"
SURE = 0.8
_CHUNK = 250
POPULATION = "population"


@dataclass(frozen=True)
class Rank:
    """Rank among assessed districts, 1 = hardest conditions: median and 90 % interval over the simulated runs."""

    median: float
    lo: float
    hi: float


@dataclass(frozen=True)
class Part:
    """A dimension's score 0-100 (None = unknown) and those of its indicators."""

    score: float | None
    indicators: dict[str, float | None]


@dataclass(frozen=True)
class District:
    """missing: ids of unknown indicators and dimensions, and "population" where it is unknown or below the least."""

    id: str
    parts: dict[str, Part]
    rank: Rank | None
    p_top: float | None
    band: str | None
    missing: tuple[str, ...]


def build(table: Table, spec: Spec, *, runs: int, seed: int) -> tuple[list[District], SobolIndices | None]:
    """Return the districts in table order and the Sobol indices; nothing depends on the order of the rows."""
    shape = Shape.of(spec)
    scores = by_goalposts(table.values, shape)
    dimensions = within(scores, shape.weight, shape)
    able = _assessable(table, spec, shape)
    rows = sorted(np.flatnonzero(able).tolist(), key=lambda row: table.ids[row])
    data = Assessed(tuple(table.ids[row] for row in rows), table.values[rows], table.errors[rows])
    found = _simulated(data, spec, shape, runs, seed) if rows else np.empty((0, 0))
    place = {row: number for number, row in enumerate(rows)}
    districts = []
    for row, name in enumerate(table.ids):
        parts = _parts(spec, scores[row], dimensions[row])
        rank, p_top = _rank(found[:, place[row]], len(rows)) if row in place else (None, None)
        band = BAND if p_top is not None and p_top >= SURE else None
        districts.append(District(name, parts, rank, p_top, band, _missing(table, spec, row)))
    base = 2 ** max(int(np.log2(max(runs // (len(spec.vary) + 2), 1))), 0)
    sobol = indices(data, spec, min(base, 1024), seed) if len(rows) > 1 else None
    return districts, sobol


def _assessable(table: Table, spec: Spec, shape: Shape) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Every measured dimension must be known by at least `enough` of its weight, and the district be large enough."""
    known = (np.isfinite(table.values) * shape.weight) @ shape.belongs
    share = known / (shape.weight @ shape.belongs)
    enough = (share >= spec.enough - 1e-12).all(axis=1)
    if spec.population is None:
        return np.asarray(enough)
    return np.asarray(enough & (np.nan_to_num(table.population, nan=-1.0) >= spec.population[1]))


def _simulated(data: Assessed, spec: Spec, shape: Shape, runs: int, seed: int) -> Floats:
    """Return runs x districts of ranks, in chunks so that memory stays small."""
    parts = []
    for number, start in enumerate(range(0, runs, _CHUNK)):
        rng = np.random.default_rng([seed, 1, number])
        choices = draw(spec, shape, data.values, min(_CHUNK, runs - start), rng)
        parts.append(ranks(profiles(data, shape, choices)))
    return np.concatenate(parts)


def _rank(column: Floats, districts: int) -> tuple[Rank, float]:
    low, middle, high = np.quantile(column, [0.05, 0.5, 0.95])
    return Rank(float(middle), float(low), float(high)), float((column <= districts / 4).mean())


def _parts(spec: Spec, scores: Floats, dimensions: Floats) -> dict[str, Part]:
    measured = {dimension.id: number for number, dimension in enumerate(spec.measured)}
    parts = {}
    for dimension in spec.dimensions:
        own = {
            indicator.id: _known(scores[number])
            for number, indicator in enumerate(spec.indicators)
            if indicator.dimension == dimension.id
        }
        score = _known(dimensions[measured[dimension.id]]) if dimension.id in measured else None
        parts[dimension.id] = Part(score, own)
    return parts


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _missing(table: Table, spec: Spec, row: int) -> tuple[str, ...]:
    names = [i.id for number, i in enumerate(spec.indicators) if not np.isfinite(table.values[row, number])]
    names += [dimension.id for dimension in spec.dimensions if dimension.unknown is not None]
    if spec.population is not None and not table.population[row] >= spec.population[1]:
        names.append(POPULATION)
    return tuple(names)
