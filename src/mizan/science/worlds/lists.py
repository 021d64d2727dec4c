"""Several lists of one hidden population that depend on each other, and links between them that are sometimes wrong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizan.science.worlds.streams import stream


@dataclass(frozen=True, kw_only=True)
class ListSettings:
    """`chances`: share of the population on each list. `visibility`: sd of a person's own log odds on all lists.

    `attraction`: log odds added to list 1 for people on list 0 (a referral; negative = avoidance).
    `missed`: share of true links lost; `false`: wrong links per record of a list.
    """

    size: int = 5000
    chances: tuple[float, ...] = (0.12, 0.08, 0.06, 0.05)
    visibility: float = 0.0
    attraction: float = 0.0
    missed: float = 0.0
    false: float = 0.0


@dataclass(frozen=True)
class Lists:
    """person: apparent person of every record, as linkage found them; on: list of every record.

    `histories` (apparent persons x lists) is what estimators see. The truth: `true_person`, and the size.
    """

    person: NDArray[np.int64]
    on: NDArray[np.int64]
    histories: NDArray[np.bool_]
    true_person: NDArray[np.int64]
    true_size: int


def make_lists(*, seed: int, settings: ListSettings | None = None) -> Lists:
    """Return lists with dependence, and apparent persons after faulty linkage."""
    plan = settings or ListSettings()
    caught = _caught(seed, plan)
    true_person, on = np.nonzero(caught)
    person = _linked(stream(seed, "links"), true_person, plan)
    _, person = np.unique(person, return_inverse=True)
    histories = np.zeros((int(person.max(initial=-1)) + 1, len(plan.chances)), dtype=bool)
    histories[person, on] = True
    return Lists(person.astype(np.int64), on.astype(np.int64), histories, true_person.astype(np.int64), plan.size)


def _caught(seed: int, plan: ListSettings) -> NDArray[np.bool_]:
    rng = stream(seed, "lists")
    own = plan.visibility * rng.standard_normal(plan.size)
    draw = rng.random((plan.size, len(plan.chances)))
    caught = np.zeros(draw.shape, dtype=bool)
    for column, chance in enumerate(plan.chances):
        odds = np.log(chance / (1 - chance)) + own
        if column == 1:
            odds = odds + plan.attraction * caught[:, 0]
        caught[:, column] = draw[:, column] < 1 / (1 + np.exp(-odds))
    return caught


def _linked(rng: np.random.Generator, true_person: NDArray[np.int64], plan: ListSettings) -> NDArray[np.int64]:
    """A missed link gives the record a person of its own; a false one gives it somebody else's."""
    person = true_person.copy()
    repeated = np.zeros(len(person), dtype=bool)
    repeated[1:] = true_person[1:] == true_person[:-1]
    lost = repeated & (rng.random(len(person)) < plan.missed)
    person[lost] = plan.size + np.flatnonzero(lost)
    wrong = np.flatnonzero(rng.random(len(person)) < plan.false)
    person[wrong] = true_person[rng.integers(0, len(person), len(wrong))]
    return person
