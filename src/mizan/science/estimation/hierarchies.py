"""Hierarchical log-linear models: which interactions between lists a model holds.

A term is a bit mask of lists; 0 is the intercept. A model with a term holds all its subsets. Every model holds all main
effects; the saturated model is excluded because it says nothing about the unseen. Counts of such models (Silverman,
Chan & Vincent 2024): 8 for three lists, 113 for four, 6,893 for five.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from .errors import BadInputError

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


def size(mask: int) -> int:
    """How many lists a term joins."""
    return mask.bit_count()


def basis(k: int, order: int) -> tuple[int, ...]:
    """All terms joining at most `order` of k lists, intercept first, then by size and mask."""
    return tuple(sorted((m for m in range(1 << k) if size(m) <= order), key=lambda m: (size(m), m)))


@dataclass(frozen=True)
class Model:
    """`terms`: every non-empty term, main effects included, sorted by size and mask."""

    k: int
    terms: tuple[int, ...]

    @classmethod
    def of(cls, k: int, interactions: Iterable[int] = ()) -> Model:
        """The smallest hierarchical model over k lists that holds these interactions."""
        terms = {1 << i for i in range(k)}
        for top in interactions:
            terms |= {m for m in range(1, top + 1) if m & top == m}
        if (1 << k) - 1 in terms and k > 1:
            raise BadInputError("model.saturated", "the saturated model says nothing about the unseen")
        return cls(k, tuple(sorted(terms, key=lambda m: (size(m), m))))

    @classmethod
    def named(cls, lists: Sequence[str], labels: Iterable[str]) -> Model:
        """From labels such as "LA:NG"; subsets are added."""
        place = {name: 1 << i for i, name in enumerate(lists)}
        return cls.of(len(lists), (sum(place[name] for name in label.split(":")) for label in labels))

    @property
    def interactions(self) -> tuple[int, ...]:
        return tuple(t for t in self.terms if size(t) > 1)

    @property
    def parameters(self) -> int:
        """Number of parameters, intercept included, those at minus infinity too."""
        return len(self.terms) + 1

    def labels(self, lists: Sequence[str]) -> list[str]:
        """Sorted interaction labels."""
        return sorted(":".join(n for i, n in enumerate(lists) if t >> i & 1) for t in self.interactions)


@dataclass(frozen=True)
class ModelSpace:
    """A set of models over one basis. `terms`: int64[P], intercept first. `active`: bool[M, P], one row per model."""

    k: int
    order: int
    terms: Ints
    active: Bools

    def __len__(self) -> int:
        return int(self.active.shape[0])

    @property
    def parameters(self) -> Ints:
        """int64[M]: parameters of each model, intercept included."""
        return np.asarray(self.active.sum(axis=1), dtype=np.int64)

    def model(self, index: int) -> Model:
        return row_model(self.k, self.terms, self.active[index])

    def subset(self, rows: Ints) -> ModelSpace:
        """The same basis with only these models."""
        return ModelSpace(self.k, self.order, self.terms, self.active[rows])


def row_model(k: int, terms: Ints, active: Bools) -> Model:
    """The model of one boolean row over a basis."""
    return Model(k, tuple(int(t) for t in terms[active] if t))


def row_of(model: Model, terms: Ints) -> Bools:
    """bool[P]: the row of a model over a basis that holds all its terms."""
    held = {0, *model.terms}
    return np.array([int(t) in held for t in terms])


@lru_cache(maxsize=32)
def all_models(k: int, order: int) -> ModelSpace:
    """Every hierarchical model over k lists with terms of at most `order` lists; main effects only comes first."""
    top = min(order, k - 1) if k > 1 else 1
    terms = basis(k, max(top, 1))
    active = _pair_models(k, terms) if top <= 2 else np.array([[t in h for t in terms] for h in _grow(k, top)])
    return ModelSpace(k, max(top, 1), np.array(terms, dtype=np.int64), active)


def _pair_models(k: int, terms: tuple[int, ...]) -> Bools:
    """Every subset of the pairs, as rows."""
    pairs = len(terms) - 1 - k
    chosen = np.arange(1 << pairs, dtype=np.int64)[:, None] >> np.arange(pairs) & 1
    return np.hstack([np.ones((1 << pairs, k + 1), dtype=np.bool_), chosen.astype(np.bool_)])


def _grow(k: int, order: int) -> Iterator[frozenset[int]]:
    """Models level by level: a term may enter when all its subsets one smaller are held."""
    level: list[frozenset[int]] = [frozenset({0, *(1 << i for i in range(k))})]
    for joined in range(2, order + 1):
        terms = [m for m in range(1 << k) if size(m) == joined]
        level = [held | extra for held in level for extra in _subsets([t for t in terms if _allowed(t, held)])]
    yield from level


def _allowed(term: int, held: frozenset[int]) -> bool:
    return all(term & ~(1 << i) in held for i in range(term.bit_length()) if term >> i & 1)


def _subsets(items: list[int]) -> Iterator[frozenset[int]]:
    for bits in range(1 << len(items)):
        yield frozenset(t for i, t in enumerate(items) if bits >> i & 1)
