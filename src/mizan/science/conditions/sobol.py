"""Which choice drives the ranks: Sobol indices of the mean shift in rank, by SALib.

Saisana, Saltelli and Tarantola 2005 (J. R. Statist. Soc. A 168). Each choice is one factor, uniform on 0-1, that picks
one of a pool of realisations drawn beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mizan.science.conditions.choices import Assessed, Choices, draw, profiles
from mizan.science.conditions.scores import Floats, Shape, ranks
from mizan.science.conditions.spec import VARIABLE, Spec

_POOL = 256
_CHUNK = 256


@dataclass(frozen=True)
class SobolIndices:
    """Per varied factor: first-order and total index with their 95 % bootstrap half-widths; evaluations used."""

    factors: tuple[str, ...]
    first: dict[str, float | None]
    first_conf: dict[str, float | None]
    total: dict[str, float | None]
    total_conf: dict[str, float | None]
    evaluations: int


def indices(data: Assessed, spec: Spec, base: int, seed: int) -> SobolIndices | None:
    """Return the indices from base x (factors + 2) evaluations; None with fewer than two factors or without SALib."""
    factors = tuple(factor for factor in VARIABLE if factor in spec.vary)
    if len(factors) < 2 or len(data.ids) < 2:
        return None
    try:
        # ruff: noqa: PLC0415 -- SALib is optional and slow to import
        from SALib.analyze import sobol as analyse
        from SALib.sample import sobol as sample
    except ImportError:
        return None
    problem = {"num_vars": len(factors), "names": list(factors), "bounds": [[0.0, 1.0]] * len(factors)}
    points = sample.sample(problem, base, calc_second_order=False, seed=seed)
    shift = _shifts(data, spec, factors, np.minimum(points, 1 - 1e-9), seed)
    if float(np.var(shift)) == 0.0:
        return None
    found = analyse.analyze(problem, shift, calc_second_order=False, seed=seed)
    return _told(factors, found, len(shift))


def _told(factors: tuple[str, ...], found: Any, evaluations: int) -> SobolIndices:
    def column(name: str) -> dict[str, float | None]:
        return {f: (float(v) if np.isfinite(v) else None) for f, v in zip(factors, found[name], strict=True)}

    return SobolIndices(factors, column("S1"), column("S1_conf"), column("ST"), column("ST_conf"), evaluations)


def _shifts(data: Assessed, spec: Spec, factors: tuple[str, ...], points: Floats, seed: int) -> Floats:
    """Mean absolute shift in rank against the declared setting, for every point."""
    shape = Shape.of(spec)
    pool = draw(spec, shape, data.values, _POOL, np.random.default_rng([seed, 2]))
    plain = _declared(spec, shape, pool)
    usual = ranks(profiles(data, shape, plain))[0]
    pieces = [points[start : start + _CHUNK] for start in range(0, len(points), _CHUNK)]
    return np.concatenate([_shift(data, shape, _picked(pool, plain, factors, piece), usual) for piece in pieces])


def _shift(data: Assessed, shape: Shape, choices: Choices, usual: Floats) -> Floats:
    shift: Floats = np.abs(ranks(profiles(data, shape, choices)) - usual).mean(axis=1)
    return shift


def _declared(spec: Spec, shape: Shape, pool: Choices) -> Choices:
    share = shape.across / shape.across.sum()
    return Choices(
        noise=np.zeros_like(pool.noise[:1]),
        donor=np.full_like(pool.donor[:1], 0.5),
        weight=shape.weight[None].copy(),
        between=share[None],
        percentile=np.zeros(1, dtype=bool),
        arithmetic=np.zeros(1, dtype=bool),
        left_out=np.full(1, -1),
    )


def _picked(pool: Choices, plain: Choices, factors: tuple[str, ...], points: Floats) -> Choices:
    column = {factor: points[:, number] for number, factor in enumerate(factors)}
    runs = len(points)

    def of_pool(factor: str) -> NDArray[np.int64]:
        return (column.get(factor, np.zeros(runs)) * _POOL).astype(np.int64)

    error, weights = of_pool("error"), of_pool("weights")
    return Choices(
        noise=pool.noise[error],
        donor=pool.donor[error] if "error" in factors else np.repeat(plain.donor, runs, axis=0),
        weight=pool.weight[weights],
        between=pool.between[weights],
        percentile=column.get("normalisation", np.zeros(runs)) >= 0.5,
        arithmetic=column.get("aggregation", np.zeros(runs)) >= 0.5,
        left_out=pool.left_out[of_pool("leave_out")],
    )
