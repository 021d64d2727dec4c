"""A table of respondents as it was drawn: stratum, cluster (primary sampling unit), weight. Every fault names its row.

A cluster belongs to its stratum: cluster 1 of two strata are two clusters. In a simple sample each person is a cluster.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Wrong(StrEnum):
    """Why a sample cannot be used."""

    WEIGHT = "weight_not_positive"
    NO_CLUSTER = "cluster_missing_here_only"
    NO_STRATUM = "stratum_missing_here_only"
    TOO_FEW_IN_POPULATION = "fewer_clusters_in_population_than_drawn"
    POPULATION_UNKNOWN = "clusters_in_population_unknown"


@dataclass(frozen=True)
class Fault:
    """row: place in the table, the first respondent is 0."""

    row: int
    reason: Wrong


class BadSample(ValueError):
    """The faults of a table, in order of its rows."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.row))
        super().__init__("; ".join(f"row {fault.row}: {fault.reason}" for fault in self.faults))


@dataclass(frozen=True)
class Sample:
    """Respondents in the order of the table.

    stratum, cluster: number of each respondent's own, from 0; owner: the stratum of each cluster; left_out: per stratum
    the share of its clusters that was not drawn (1 = drawn with replacement, or from very many).
    """

    weight: Floats
    stratum: Ints
    cluster: Ints
    owner: Ints
    strata: tuple[str, ...]
    left_out: Floats = field(repr=False)

    @property
    def clusters_drawn(self) -> Ints:
        """How many clusters each stratum has in the sample."""
        return np.bincount(self.owner, minlength=len(self.strata)).astype(np.int64)

    @property
    def lonely(self) -> tuple[str, ...]:
        """Strata with a single cluster: nothing shows how clusters differ there (unless all of it was drawn)."""
        alone = (self.clusters_drawn == 1) & (self.left_out > 0)
        return tuple(self.strata[place] for place in np.flatnonzero(alone))


def read(
    weights: Sequence[float],
    *,
    strata: Sequence[str] | None = None,
    clusters: Sequence[str] | None = None,
    population: Mapping[str, int] | None = None,
) -> Sample:
    """Return the sample. Empty strings are missing: all or none of a column. Raises BadSample.

    population: clusters in each stratum's whole population, for the finite population correction; without strata
    the one stratum is "".
    """
    count = len(weights)
    names = list(strata) if strata is not None and any(strata) else [""] * count
    groups = list(clusters) if clusters is not None and any(clusters) else None
    faults = [Fault(row, Wrong.WEIGHT) for row, weight in enumerate(weights) if not _positive(weight)]
    if any(names):
        faults += [Fault(row, Wrong.NO_STRATUM) for row, name in enumerate(names) if not name]
    faults += [Fault(row, Wrong.NO_CLUSTER) for row, name in enumerate(groups or ()) if not name]
    if faults:
        raise BadSample(faults)
    order, stratum = np.unique(np.array(names, dtype=str), return_inverse=True)
    drawn = [f"{row}" for row in range(count)] if groups is None else groups
    pairs = list(zip(stratum.tolist(), drawn, strict=True))
    places = {pair: number for number, pair in enumerate(dict.fromkeys(pairs))}
    sample = Sample(
        np.asarray(weights, dtype=np.float64),
        stratum.astype(np.int64),
        np.array([places[pair] for pair in pairs], dtype=np.int64),
        np.array([pair[0] for pair in places], dtype=np.int64),
        tuple(str(name) for name in order),
        np.ones(len(order)),
    )
    return sample if population is None else _corrected(sample, population)


def _positive(weight: float) -> bool:
    return math.isfinite(weight) and weight > 0


def _corrected(sample: Sample, population: Mapping[str, int]) -> Sample:
    first = {int(place): row for row, place in reversed(list(enumerate(sample.stratum)))}
    faults, left_out = [], np.ones(len(sample.strata))
    for place, (name, drawn) in enumerate(zip(sample.strata, sample.clusters_drawn, strict=True)):
        whole = population.get(name)
        if whole is None:
            faults.append(Fault(first[place], Wrong.POPULATION_UNKNOWN))
        elif whole < drawn:
            faults.append(Fault(first[place], Wrong.TOO_FEW_IN_POPULATION))
        else:
            left_out[place] = 1 - drawn / whole
    if faults:
        raise BadSample(faults)
    return Sample(sample.weight, sample.stratum, sample.cluster, sample.owner, sample.strata, left_out)
