"""The point estimators by name, at the order and size a table allows: one place that decides what is searched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .errors import BadInputError
from .hierarchies import Model, ModelSpace, all_models
from .newton import Floats
from .scores import score
from .selection import admissible_rows, choose
from .table import CaptureTable
from .walks import downhill, space_is_small, starting_points, stepwise

TOP = 60  # models of a large space that a bootstrap tries on each replicate; 10-60 come close to all of them
MANY = 10_000  # models from which a bootstrap keeps to the top ones
RANDOM_STARTS = 6


@dataclass(frozen=True)
class Search:
    """The BIC search of one table. `space` None: too many models, so the walk goes downhill from several starts."""

    table: CaptureTable
    order: int
    space: ModelSpace | None
    seed: int

    @property
    def exhaustive(self) -> bool:
        return self.space is not None


def search_of(table: CaptureTable, order: int | None = 2, *, seed: int = 1) -> Search:
    """`order` None: all orders. Raises BadInputError for a single list."""
    if table.k < 2:
        raise BadInputError("table.lists", "two lists at least are needed to say anything about the unseen")
    top = max(min(table.k - 1, table.k - 1 if order is None else order), 1)
    space = all_models(table.k, top) if space_is_small(table.k, top) else None
    return Search(table, top, space, seed)


@dataclass(frozen=True)
class Chosen:
    """`n_hat`: people, nan where no model is admissible. `models`: how many were looked at, None after a walk."""

    n_hat: float
    averaged: float
    model: Model | None
    models: int | None


def best(search: Search) -> Chosen:
    """The BIC choice on the table itself, and the BIC-weighted average where all models were fitted."""
    table = search.table
    if search.space is None:
        walk = _walk(search, table.array[None], _starts(search))
        found = np.isfinite(walk.logdark[0])
        return Chosen(_people(table, walk.logdark[0]), float("nan"), walk.model() if found else None, None)
    choices = choose(search.space, table.array[None])
    pick = int(choices.model[0])
    model = search.space.model(pick) if pick >= 0 else None
    people = _people(table, choices.logdark[0]), _people(table, choices.averaged[0])
    return Chosen(people[0], people[1], model, len(search.space))


def bic_statistic(search: Search, chosen: Chosen) -> Callable[[Floats], Floats]:
    """For the bootstrap: tables float[T, 2^k] -> float[T, 2], N by BIC and by average (nan after a walk)."""
    if search.space is None:
        starts = _replicate_starts(search, chosen)
        return lambda tables: _both(tables, _walk(search, tables, starts).logdark, None)
    space = top_models(search) if len(search.space) > MANY else search.space
    space = space.subset(admissible_rows(space, search.table.array))

    def both(tables: Floats) -> Floats:
        choices = choose(space, tables)
        return _both(tables, choices.logdark, choices.averaged)

    return both


def stepwise_statistic(search: Search, p: float = 0.02) -> Callable[[Floats], Floats]:
    """For the bootstrap: tables float[T, 2^k] -> float[T, 1], N by forward stepwise."""
    k = search.table.k
    return lambda tables: (tables.sum(axis=1) + np.exp(stepwise(k, tables, p=p).logdark))[:, None]


def top_models(search: Search, count: int = TOP) -> ModelSpace:
    """The `count` best models by BIC on the table itself (Silverman, Chan & Vincent 2024: close to exhaustive)."""
    assert search.space is not None
    bic = score(search.space, search.table.array[None]).bic[0]
    return search.space.subset(np.sort(np.argsort(bic, kind="stable")[:count]))


def _starts(search: Search) -> np.ndarray:
    return starting_points(search.table.k, search.order, search.table.array, random=RANDOM_STARTS, seed=search.seed)


def _replicate_starts(search: Search, chosen: Chosen) -> np.ndarray:
    """Main effects, and the model chosen on the table: two starts keep a replicate affordable."""
    starts = _starts(search)[:1]
    if chosen.model is None:
        return starts
    terms = all_terms(search)
    held = {0, *chosen.model.terms}
    return np.vstack([starts, [[t in held for t in terms]]])


def all_terms(search: Search) -> tuple[int, ...]:
    """Every term a model of this search may hold, intercept first."""
    from .hierarchies import basis  # noqa: PLC0415 - one use

    return basis(search.table.k, search.order)


def _walk(search: Search, tables: Floats, starts: np.ndarray):  # type: ignore[no-untyped-def]  # Walk
    return downhill(search.table.k, search.order, tables, starts)


def _both(tables: Floats, logdark: Floats, averaged: Floats | None) -> Floats:
    seen = tables.sum(axis=1)
    second = np.full(seen.size, np.nan) if averaged is None else seen + np.exp(averaged)
    return np.stack([seen + np.exp(logdark), second], axis=1)


def _people(table: CaptureTable, logdark: float) -> float:
    return table.observed + float(np.exp(logdark))
