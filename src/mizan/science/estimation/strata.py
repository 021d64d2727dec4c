"""Groups (sex, age, year, form): estimate each, add up, compare with the whole, and give rates per 100,000."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np

from .errors import BadInputError
from .sensitivity import Variant, answer
from .table import CaptureTable


@dataclass(frozen=True)
class Stratum:
    """`estimate`: BIC answer of one group. `per_100k`: people per 100,000 of `population`, None where unknown."""

    name: str
    estimate: Variant
    population: float | None
    per_100k: float | None


@dataclass(frozen=True)
class Strata:
    """`total`: sum of the groups' N, None while one is missing (unknown is not zero). `ratio`: total / whole: far from
    1 when groups differ in how they are seen, or when groups are too small to carry an estimate."""

    groups: tuple[Stratum, ...]
    whole: Variant
    total: float | None
    ratio: float | None

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def by_strata(
    tables: Mapping[str, CaptureTable], *, populations: Mapping[str, float] | None = None, order: int | None = 2
) -> Strata:
    """BIC in each group. All tables must have the same lists in the same order. Raises BadInputError otherwise."""
    if not tables:
        raise BadInputError("strata.none", "no group was given")
    lists = next(iter(tables.values())).lists
    for name, table in tables.items():
        if table.lists != lists:
            raise BadInputError("strata.lists", f"group {name!r} has other lists", column=name)
    people = populations or {}
    groups = tuple(_stratum(name, table, people.get(name), order) for name, table in tables.items())
    counts = np.sum([table.array for table in tables.values()], axis=0)
    whole = answer(CaptureTable(lists, tuple(counts.tolist())), "all groups together", order=order)
    total = _sum([g.estimate.n_hat for g in groups])
    ratio = total / whole.n_hat if total is not None and whole.n_hat else None
    return Strata(groups, whole, total, ratio)


def _stratum(name: str, table: CaptureTable, population: float | None, order: int | None) -> Stratum:
    if population is not None and not population > 0:
        raise BadInputError("strata.population", f"group {name!r} has no positive population", column=name)
    useful = table.informative()
    if useful.k < 2 or useful.observed == 0:
        estimate = Variant(name, table.observed, None, None, None)
    else:
        estimate = answer(useful, name, order=order)
    known = estimate.n_hat is not None and population is not None
    return Stratum(name, estimate, population, 1e5 * estimate.n_hat / population if known else None)  # type: ignore[operator]  # both known


def _sum(values: list[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return sum(known) if len(known) == len(values) else None
