"""Nothing depends on the order of districts, on silent districts, or on the scale of population."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.science.conditions.profile import District, build
from mizan.science.conditions.spec import Spec, read_spec
from mizan.science.conditions.table import Table

PACK = Path(__file__).resolve().parents[3] / "packs" / "pakistan" / "conditions.yaml"
SPEC = read_spec(PACK)


def _table(seed: int, districts: int, spec: Spec) -> Table:
    rng = np.random.default_rng(seed)
    best = np.array([i.best for i in spec.indicators])
    worst = np.array([i.worst for i in spec.indicators])
    values = best + (worst - best) * rng.random((districts, len(best)))
    values[rng.random(values.shape) < 0.1] = np.nan
    errors = np.abs(worst - best)[None, :] * rng.uniform(0.01, 0.05, values.shape)
    ids = tuple(f"D{number:03d}" for number in range(districts))
    return Table(ids, values, errors, rng.uniform(1e5, 1e6, districts))


def _run(table: Table) -> dict[str, District]:
    return {district.id: district for district in build(table, SPEC, runs=40, seed=7)[0]}


def _taken(table: Table, rows: list[int]) -> Table:
    return Table(tuple(table.ids[r] for r in rows), table.values[rows], table.errors[rows], table.population[rows])


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000), order=st.permutations(range(8)))
def test_I13_permuting_districts_changes_nothing(seed: int, order: list[int]) -> None:
    table = _table(seed, 8, SPEC)
    assert _run(_taken(table, order)) == _run(table)


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_I8_a_district_without_data_changes_nothing(seed: int) -> None:
    table = _table(seed, 8, SPEC)
    silent = Table(
        (*table.ids, "A silent one"),
        np.vstack([table.values, np.full((1, table.values.shape[1]), np.nan)]),
        np.vstack([table.errors, np.ones((1, table.errors.shape[1]))]),
        np.append(table.population, 1e6),
    )
    found = _run(silent)
    assert found.pop("A silent one").rank is None
    assert found == _run(table)


def test_population_scale_is_irrelevant_above_the_least() -> None:
    table = _table(3, 8, SPEC)
    larger = Table(table.ids, table.values, table.errors, table.population * 1000)
    assert _run(larger) == _run(table)


def test_a_district_below_fifty_thousand_people_or_of_unknown_size_is_not_ranked() -> None:
    table = _table(4, 8, SPEC)
    table.values[:] = np.where(np.isfinite(table.values), table.values, 1.0)
    table.population[0], table.population[1] = 49_999, np.nan
    found = _run(table)
    assert found["D000"].rank is None
    assert "population" in found["D000"].missing
    assert found["D001"].rank is None
    assert found["D002"].rank is not None
