"""What must not change a cluster: the order of places, a silent place, the scale of population and map."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.science.scan.model import Cells, Model, Result, scan
from mizan.science.scan.zones import circular

seeds = st.integers(0, 2**32 - 1)
PLACES = 18


def world(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    points = rng.integers(0, 6, (PLACES, 2)).astype(float)  # a grid has ties in distance
    people = rng.uniform(50, 500, PLACES)
    return points, people, rng.poisson(people / 20)


def run(points: np.ndarray, people: np.ndarray, cases: np.ndarray) -> Result:
    zones = circular(points, people, 0.5)
    return scan(Cells(cases[:, None, None], people[:, None, None]), zones, Model.POISSON, simulations=0)


def shown(result: Result, names: np.ndarray) -> list[tuple[frozenset[int], float]]:
    return [(frozenset(names[list(c.places)].tolist()), round(c.llr, 8)) for c in result.clusters]


def same(a: list[tuple[frozenset[int], float]], b: list[tuple[frozenset[int], float]]) -> None:
    """Equal ratios in order; the same members wherever a ratio is not tied."""
    assert [ratio for _, ratio in a[:1]] == [ratio for _, ratio in b[:1]]
    ratios = [ratio for _, ratio in a]
    if len(set(ratios)) == len(ratios):
        assert a == b


@settings(max_examples=60, deadline=None)
@given(seeds, st.permutations(range(PLACES)))
def test_permuting_places_changes_nothing(seed: int, order: list[int]) -> None:
    points, people, cases = world(seed)
    names = np.arange(PLACES)
    moved = np.array(order)
    same(shown(run(points, people, cases), names), shown(run(points[moved], people[moved], cases[moved]), moved))


@settings(max_examples=60, deadline=None)
@given(seeds, st.floats(1e-3, 1e3), st.floats(1e-2, 1e2))
def test_the_scale_of_population_and_map_is_irrelevant(seed: int, people_scale: float, map_scale: float) -> None:
    points, people, cases = world(seed)
    plain, scaled = (
        run(points, people, cases),
        run(points * 2.0 ** round(np.log2(map_scale)), people * people_scale, cases),
    )
    names = np.arange(PLACES)
    same(shown(plain, names), shown(scaled, names))


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_a_place_without_people_or_cases_changes_no_ratio(seed: int) -> None:
    points, people, cases = world(seed)
    plain = run(points, people, cases)
    more = run(np.vstack([points, [[0.5, 0.5]]]), np.append(people, 0.0), np.append(cases, 0))
    assert [round(c.llr, 8) for c in plain.clusters[:1]] == [round(c.llr, 8) for c in more.clusters[:1]]
