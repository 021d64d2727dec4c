"""A finite population that is asked one thing before and after a campaign: strata of villages that know unequally much.

Villages differ in size and in what is known there; the truth is counted over everybody, so that no law is assumed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizan.science.worlds.streams import stream as named_stream

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class PeopleSettings:
    """villages: per stratum; knowing: share before, per stratum; rise: on the logit scale; sd: between villages."""

    villages: tuple[int, ...] = (300, 200, 100)
    knowing: tuple[float, ...] = (0.15, 0.3, 0.5)
    rise: float = 0.5
    sd: float = 0.6


@dataclass(frozen=True)
class People:
    """Per village: stratum, inhabitants, how many know it before and after."""

    stratum: Ints
    size: Ints
    knowing: tuple[Ints, Ints]

    def truth(self, wave: int) -> float:
        """The share that knows it in a wave (0 before, 1 after)."""
        return float(self.knowing[wave].sum() / self.size.sum())


@dataclass(frozen=True)
class Drawn:
    """One respondent a place: answer 0 or 1, weight, stratum, village."""

    answer: Floats
    weight: Floats
    stratum: Ints
    village: Ints


def make_people(*, seed: int, settings: PeopleSettings) -> People:
    """Return the population of a seed."""
    rng = named_stream(seed, "people")
    stratum = np.repeat(np.arange(len(settings.villages)), settings.villages)
    size = np.maximum(rng.lognormal(5.5, 0.6, len(stratum)).astype(np.int64), 60)
    level = np.log(np.array(settings.knowing) / (1 - np.array(settings.knowing)))[stratum]
    level = level + rng.normal(0, settings.sd, len(stratum))
    waves = (rng.binomial(size, _share(level + step)).astype(np.int64) for step in (0.0, settings.rise))
    before, after = waves
    return People(stratum, size, (before, after))


def _share(logit: Floats) -> Floats:
    share: Floats = 1 / (1 + np.exp(-logit))
    return share


def draw(people: People, wave: int, rng: np.random.Generator, *, villages: int, persons: int) -> Drawn:
    """Draw villages of each stratum at random and persons in each of them; weights are inverse chances."""
    chosen, share = [], []
    for number in np.unique(people.stratum):
        there = np.flatnonzero(people.stratum == number)
        chosen.append(rng.choice(there, villages, replace=False))
        share.append(np.full(villages, len(there) / villages))
    village = np.concatenate(chosen)
    knowing = people.knowing[wave][village]
    known = rng.hypergeometric(knowing, people.size[village] - knowing, persons)
    answer = (np.arange(persons) < known[:, None]).astype(float).ravel()
    weight = np.repeat(np.concatenate(share) * people.size[village] / persons, persons)
    return Drawn(answer, weight, np.repeat(people.stratum[village], persons), np.repeat(village, persons))
