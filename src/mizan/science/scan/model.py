"""From a table of cases to a scored model, and from scores to clusters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mizan.science.scan import montecarlo as mc
from mizan.science.scan.statistic import Score, all_ratios, bernoulli_score, poisson_score
from mizan.science.scan.zones import Zones

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ENOUGH = 50  # exceedances after which a p-value is known well enough (relative error about 14 %)
MOST_CLUSTERS = 20


class Model(StrEnum):
    """What is simulated under the null: cases given people, cases among cases and controls, or times shuffled."""

    POISSON = "poisson"
    BERNOULLI = "bernoulli"
    PERMUTATION = "permutation"


@dataclass(frozen=True)
class Cells:
    """Counts by place, step and stratum, (places, steps, strata). `people` is population, or for Bernoulli
    cases and controls; for permutation it is not used."""

    cases: Ints
    people: Floats


@dataclass(frozen=True)
class Cluster:
    """`places` in order of distance from the centre; steps `first` .. `last` - 1; `p` by Monte Carlo."""

    places: tuple[int, ...]
    first: int
    last: int
    observed: int
    expected: float
    llr: float
    p: float


@dataclass(frozen=True)
class Result:
    """Clusters by falling ratio; the number of zones searched and of simulations run (fewer after an early stop)."""

    clusters: tuple[Cluster, ...]
    zones: int
    simulations: int


def expected_cases(cells: Cells, model: Model) -> Floats:
    """(places, steps) expected under the null, summing to all cases.

    Poisson: each stratum's own rate times its population (indirect standardisation). Permutation: product
    of the margins of place and time within each stratum.
    """
    total = cells.cases.sum(axis=(0, 1))
    if model is Model.PERMUTATION:
        by_place, by_step = cells.cases.sum(axis=1), cells.cases.sum(axis=0)
        safe = np.where(total > 0, total, 1)
        product: Floats = np.einsum("ps,ts->pts", by_place, by_step / safe).sum(axis=2)
        return product
    people = cells.people.sum(axis=(0, 1))
    rate = np.where(people > 0, total / np.where(people > 0, people, 1.0), 0.0)
    out: Floats = cells.people @ rate
    return out


def intervals(steps: int, longest: int, *, prospective: bool) -> tuple[Ints, Ints]:
    """All (first, last) with last exclusive; only those still running at the end if `prospective`."""
    pairs = [
        (first, last)
        for last in ([steps] if prospective else range(1, steps + 1))
        for first in range(max(0, last - longest), last)
    ]
    array = np.array(pairs, dtype=np.int64)
    return array[:, 0], array[:, 1]


def scan(
    cells: Cells,
    zones: Zones,
    model: Model,
    *,
    longest: int = 1,
    prospective: bool = False,
    simulations: int = 999,
    seed: int = 1,
    early_stop: bool = True,
) -> Result:
    """Most likely cluster and secondary clusters without a place in common (Kulldorff 1997, section 5)."""
    cases = cells.cases.sum(axis=2)
    first, last = intervals(cases.shape[1], longest, prospective=prospective)
    expected, score, draw = _prepare(cells, cases, zones, model=model, first=first, last=last)
    ratios = all_ratios(score, cases)
    chosen = _without_overlap(ratios, zones)
    if not chosen:
        return Result((), len(zones), 0)
    enough = ENOUGH if early_stop else 0
    top = float(ratios[chosen[0]])
    null = mc.simulate(score, draw, top, simulations=simulations, seed=seed, enough=enough)
    clusters = [
        Cluster(
            tuple(zones.members(zone).tolist()),
            int(first[i]),
            int(last[i]),
            int(cases[zones.members(zone), first[i] : last[i]].sum()),
            float(expected[zones.members(zone), first[i] : last[i]].sum()),
            float(ratios[zone, i]),
            null.p(float(ratios[zone, i]), enough=ENOUGH),
        )
        for zone, i in chosen
    ]
    return Result(tuple(clusters), len(zones), len(null.largest))


def _prepare(
    cells: Cells, cases: Ints, zones: Zones, *, model: Model, first: Ints, last: Ints
) -> tuple[Floats, Score, mc.Draw]:
    total = int(cases.sum())
    if model is Model.BERNOULLI:
        people = cells.people.sum(axis=2).astype(np.int64)
        expected = people * (total / people.sum())
        return expected, bernoulli_score(zones, first, last, people, total), mc.bernoulli_draw(people, total)
    expected = expected_cases(cells, model)
    score = poisson_score(zones, first, last, expected, total)
    if model is Model.POISSON:
        return expected, score, mc.poisson_draw(expected, total)
    place, step, stratum = np.nonzero(cells.cases)
    times = cells.cases[place, step, stratum]
    draw = mc.permutation_draw(np.repeat(place, times), np.repeat(step, times), np.repeat(stratum, times), cases.shape)
    return expected, score, draw


def _without_overlap(ratios: Floats, zones: Zones) -> list[tuple[int, int]]:
    """(zone, interval) by falling ratio, each without a place of those before; ties go to fewer places."""
    best = ratios.max(axis=1)
    sizes = zones.ends - zones.chain[zones.ends]
    order = np.lexsort((sizes, -np.round(best, 9)))
    taken: set[int] = set()
    chosen: list[tuple[int, int]] = []
    for zone in order:
        if best[zone] <= 0 or len(chosen) == MOST_CLUSTERS:
            break
        members = set(zones.members(int(zone)).tolist())
        if not members & taken:
            taken |= members
            chosen.append((int(zone), int(np.argmax(ratios[zone]))))
    return chosen
