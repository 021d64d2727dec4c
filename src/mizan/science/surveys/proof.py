"""Coverage measured: samples drawn again and again from a finite population whose truth is counted.

Beside ours stands the interval that forgets the design: the same answers as a simple sample without weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mizan.science.surveys.estimates import Estimate, Kind, estimate
from mizan.science.surveys.intervals import Interval
from mizan.science.surveys.sample import read
from mizan.science.surveys.waves import change
from mizan.science.worlds.people import Drawn, People, PeopleSettings, draw, make_people


@dataclass(frozen=True)
class Coverage:
    """Shares of runs whose interval holds the truth; `told`: change found although nothing changed, or because it did.

    error_ratio: mean standard error over the spread of the estimates.
    """

    runs: int
    share: float
    change: float
    told: float
    naive: float
    error_ratio: float
    effect: float


def prove(settings: PeopleSettings, *, villages: int, persons: int, runs: int, seed: int) -> Coverage:
    """Return what `runs` pairs of waves from one population give."""
    people = make_people(seed=seed, settings=settings)
    rng = np.random.default_rng([seed, 1])
    truth = (people.truth(0), people.truth(1))
    first, changes, naive = [], [], []
    for _ in range(runs):
        waves = [_drawn(people, wave, rng, villages, persons) for wave in (0, 1)]
        (plain, before), (_, after) = waves
        first.append(before)
        naive.append(plain)
        changes.append(change(before, after))
    values = np.array([one.value for one in first], dtype=float)
    return Coverage(
        runs,
        _covered([one.interval for one in first], truth[0]),
        _covered([one.interval for one in changes], truth[1] - truth[0]),
        float(np.mean([bool(one.told) for one in changes])),
        _covered([one.interval for one in naive], truth[0]),
        float(np.mean([one.se for one in first if one.se is not None]) / values.std(ddof=1)),
        float(np.mean([one.effect for one in first if one.effect is not None])),
    )


def _drawn(
    people: People, wave: int, rng: np.random.Generator, villages: int, persons: int
) -> tuple[Estimate, Estimate]:
    drawn: Drawn = draw(people, wave, rng, villages=villages, persons=persons)
    answers = drawn.answer.tolist()
    simple = read([1.0] * len(answers))
    whole = read(
        drawn.weight.tolist(),
        strata=[f"{number}" for number in drawn.stratum],
        clusters=[f"{number}" for number in drawn.village],
    )
    return estimate(simple, answers, Kind.SHARE), estimate(whole, answers, Kind.SHARE)


def _covered(intervals: list[Interval | None], truth: float) -> float:
    return float(np.mean([one is not None and one.lo <= truth <= one.hi for one in intervals]))
