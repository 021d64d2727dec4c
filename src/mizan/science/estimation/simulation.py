"""Invented worlds whose true size is known, to see whether the estimators find it.

Well-specified worlds follow a log-linear model that the search contains. Misspecified ones do what real lists do and no
order-2 model holds: hidden groups, referral from list to list, a three-way dependence, missed links between records.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .hierarchies import Model, basis
from .newton import Floats, fit_rows, subset_sums
from .table import CaptureTable


@dataclass(frozen=True)
class World:
    """`draw(rng)` gives one capture table; `truth` is the number of people in it, seen and unseen."""

    name: str
    truth: int
    well_specified: bool
    draw: Callable[[np.random.Generator], CaptureTable]


def from_shares(name: str, lists: tuple[str, ...], truth: int, shares: Floats, *, well_specified: bool) -> World:
    """People fall independently into histories with chances `shares`, float[2^k], unseen included."""

    def draw(rng: np.random.Generator) -> CaptureTable:
        counts = rng.multinomial(truth, shares / shares.sum()).astype(np.float64)
        counts[0] = 0.0
        return CaptureTable(lists, tuple(counts.tolist()))

    return World(name, truth, well_specified, draw)


def fitted_world(name: str, table: CaptureTable, model: Model) -> World:
    """The world that a fitted model describes; its size is the fitted N, rounded."""
    terms = np.array([0, *model.terms], dtype=np.int64)
    fits = fit_rows(terms, np.ones((terms.size, 1), dtype=np.bool_), table.array[:, None], steps=400)
    alpha = np.zeros((table.array.size, 1))
    alpha[terms, 0] = np.where(fits.dead[:, 0], -np.inf, fits.beta[:, 0])
    means = np.exp(subset_sums(alpha))[:, 0]
    return from_shares(name, table.lists, round(float(means.sum())), means, well_specified=True)


def loglinear_world(name: str, truth: int, alpha: dict[str, float], *, well_specified: bool) -> World:
    """Histories with chances proportional to exp(sum of alpha of the terms inside); lists are single letters."""
    lists = tuple(sorted({letter for term in alpha for letter in term}))
    values = np.zeros((1 << len(lists), 1))
    for mask in basis(len(lists), len(lists)):
        letters = "".join(name for i, name in enumerate(lists) if mask >> i & 1)
        values[mask] = alpha.get(letters, 0.0)
    return from_shares(name, lists, truth, np.exp(subset_sums(values))[:, 0], well_specified=well_specified)


def latent_world(truth: int, groups: list[tuple[float, list[float]]]) -> World:
    """Hidden groups: (share, chances per list)."""
    k = len(groups[0][1])
    flags = np.arange(1 << k)[:, None] >> np.arange(k) & 1
    shares = sum(
        share * np.where(flags == 1, np.array(chances), 1.0 - np.array(chances)).prod(axis=1)
        for share, chances in groups
    )
    names = tuple("ABCDEFGH"[:k])
    return from_shares("hidden groups", names, truth, np.asarray(shares), well_specified=False)


def referral_world(truth: int, chances: list[float], rate: float) -> World:
    """Whoever the first list saw is passed on to the second with chance `rate`."""
    k = len(chances)

    def draw(rng: np.random.Generator) -> CaptureTable:
        seen = rng.random((truth, k)) < np.array(chances)
        seen[:, 1] |= seen[:, 0] & (rng.random(truth) < rate)
        return _count(seen)

    return World("referral", truth, False, draw)


def missed_link_world(name: str, truth: int, chances: list[float], rate: float) -> World:
    """Independent lists; each record after a person's first stays unlinked with chance `rate` and is someone new."""
    k = len(chances)

    def draw(rng: np.random.Generator) -> CaptureTable:
        seen = rng.random((truth, k)) < np.array(chances)
        first = np.argmax(seen, axis=1)
        lost = seen & (rng.random((truth, k)) < rate)
        lost[np.arange(truth), first] = False
        strays = [np.eye(k, dtype=np.bool_)[np.nonzero(lost)[1]]]
        return _count(np.vstack([seen & ~lost, *strays]))

    return World(name, truth, False, draw)


def _count(seen: np.ndarray) -> CaptureTable:
    k = seen.shape[1]
    counts = np.bincount(seen @ (1 << np.arange(k)), minlength=1 << k).astype(np.float64)
    counts[0] = 0.0
    return CaptureTable(tuple("ABCDEFGH"[:k]), tuple(counts.tolist()))


def standard_worlds(uk: CaptureTable, western: CaptureTable) -> tuple[World, ...]:
    """The worlds of the acceptance study: three well specified, four not. A tenth to a third of the people are seen, as
    in the published tables (UK 12 %, Western 14 %, New Orleans 18 %, Kosovo 31 %)."""
    uk_model = Model.named(uk.lists, ["LA:NG", "LA:PFNCA", "NG:PFNCA", "NG:GP", "PFNCA:GO"])
    west_model = Model.named(western.lists, ["A:E"])
    triple = {"A": -3.1, "B": -3.0, "C": -3.2, "D": -2.6, "AB": 0.6, "BC": 0.5, "AC": 0.4, "ABC": 1.2}
    independent = {"A": -2.7, "B": -2.9, "C": -3.0, "D": -2.4}
    return (
        loglinear_world("independent", 4000, independent, well_specified=True),
        fitted_world("fitted UKdat_5", uk, uk_model),
        fitted_world("fitted Western", western, west_model),
        latent_world(5000, [(0.7, [0.03, 0.04, 0.025, 0.045]), (0.3, [0.12, 0.1, 0.14, 0.09])]),
        referral_world(5000, [0.05, 0.045, 0.04, 0.07], 0.4),
        loglinear_world("omitted triple", 5000, triple, well_specified=False),
        missed_link_world("missed links", 5000, [0.06, 0.05, 0.055, 0.07], 0.10),
    )


def dense_missed_links() -> World:
    """A stress outside the acceptance study: most people are seen, so intervals are narrower than the bias of missed
    links, and all methods agree on a wrong number. No estimator can notice this from the table."""
    return missed_link_world("missed links, dense", 5000, [0.2, 0.15, 0.18, 0.22], 0.10)
