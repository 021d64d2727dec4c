"""A country of four districts worked by hand, with nothing varied, and what happens when something is."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from mizan.science.conditions.profile import District, build
from mizan.science.conditions.scores import across, ranks
from mizan.science.conditions.sobol import SobolIndices
from mizan.science.conditions.spec import read_spec
from mizan.science.conditions.table import read_table

SPEC = """
name: Four districts
version: "1"
id_column: id
enough: 0.6
monte_carlo: {vary: [%s]}
dimensions:
  - {id: pressures, label: Pressures}
  - {id: vulnerability, label: Vulnerability}
  - {id: gap, label: Lack of protection, unknown: no services yet}
indicators:
  - &one
    id: a
    label: First
    dimension: pressures
    column: a
    direction: more_is_worse
    goalposts: [0, 10]
    mechanism: stated for the test
    source: test
    owner: test
    year: "2024"
    error: {sd: 0.5, assumed: true}
  - {<<: *one, id: b, column: b, weight: 3}
  - {<<: *one, id: c, column: c, dimension: vulnerability, direction: less_is_worse, goalposts: [20, 120]}
"""
TABLE = "id,a,b,c\nD1,5,10,20\nD2,0,0,120\nD3,2,,70\nD4,,,\n"


def _built(
    tmp_path: Path, vary: str = "", table: str = TABLE, runs: int = 50
) -> tuple[list[District], SobolIndices | None]:
    spec_path, table_path = tmp_path / "spec.yaml", tmp_path / "table.csv"
    spec_path.write_text(SPEC % vary)
    table_path.write_text(table)
    spec = read_spec(spec_path)
    return build(read_table(table_path, spec), spec, runs=runs, seed=1)


def test_parts_are_weighted_means_between_goalposts(tmp_path: Path) -> None:
    first, second, third, fourth = _built(tmp_path)[0]
    # D1: a = 50, b = 100 with weights 1 and 3; c = 100 because less is worse.
    assert first.parts["pressures"].score == pytest.approx(87.5)
    assert first.parts["pressures"].indicators == {"a": 50.0, "b": 100.0}
    assert first.parts["vulnerability"].score == pytest.approx(100.0)
    assert second.parts["pressures"].score == 0.0
    assert third.parts["vulnerability"].score == pytest.approx(50.0)
    assert fourth.parts["vulnerability"].score is None


def test_I8_an_unknown_dimension_is_shown_and_never_enters_as_zero(tmp_path: Path) -> None:
    first = _built(tmp_path)[0][0]
    assert first.parts["gap"].score is None
    assert "gap" in first.missing
    assert first.rank is not None


def test_I8_a_district_without_enough_data_has_parts_but_no_rank(tmp_path: Path) -> None:
    third, fourth = _built(tmp_path)[0][2:]
    assert third.parts["pressures"].score == pytest.approx(20.0)  # what is known of it
    assert third.rank is None  # b carries three quarters of the weight
    assert third.missing == ("b", "gap")
    assert (fourth.rank, fourth.p_top, fourth.band) == (None, None, None)


def test_ranks_are_exact_when_nothing_varies(tmp_path: Path) -> None:
    table = "id,a,b,c\nA,1,1,110\nB,2,2,100\nC,3,3,90\nD,9,9,30\n"
    districts, sobol = _built(tmp_path, table=table)
    assert [d.rank.median for d in districts if d.rank] == [4, 3, 2, 1]
    assert all(d.rank and d.rank.lo == d.rank.hi for d in districts)
    assert [d.band for d in districts] == [None, None, None, "hardest quarter"]
    assert sobol is None


def test_geometric_means_are_floored_at_one() -> None:
    value = across(np.array([[0.0, 64.0]]), np.ones((1, 2)))
    assert value[0] == pytest.approx(math.sqrt(1 * 64))
    assert across(np.array([[0.0, 64.0]]), np.ones((1, 2)), arithmetic=True)[0] == pytest.approx(32.0)


def test_equal_districts_share_a_rank() -> None:
    assert list(ranks(np.array([[5.0, 9.0, 5.0, 1.0]]))[0]) == [2.5, 1.0, 2.5, 4.0]


def test_declared_error_alone_gives_the_chance_that_the_normal_law_gives(tmp_path: Path) -> None:
    # A and B lead C and D by far. Pressures of A and B: 50 and 47.5, each with sd sqrt(5^2 + (3 x 5)^2) / 4 = 3.953;
    # vulnerability 50 in both, sd 0.5. The profile is the geometric mean, so A leads B with chance
    # Phi(ln(50 / 47.5) / (sqrt 2 x sqrt((3.953 / 48.75)^2 + (0.5 / 50)^2))) = Phi(0.444) = 0.671.
    table = "id,a,b,c\nA,5,5,70\nB,4,5,70\nC,0,0,119\nD,0,0,119\n"
    leader = _built(tmp_path, "error", table, runs=8_000)[0][0]
    assert leader.p_top == pytest.approx(0.671, abs=0.02)  # top quarter of four districts: rank 1
    assert leader.band is None
    assert leader.rank is not None
    assert (leader.rank.median, leader.rank.lo, leader.rank.hi) == (1.0, 1.0, 2.0)


def test_sobol_names_the_factors_that_vary(tmp_path: Path) -> None:
    table = "id,a,b,c\n" + "".join(f"D{n},{n},{(n * 7) % 10},{20 + (n * 13) % 100}\n" for n in range(10))
    sobol = _built(tmp_path, "error, aggregation", table, runs=2000)[1]
    assert sobol is not None
    assert sobol.factors == ("error", "aggregation")
    total = sobol.total["error"]
    assert total is not None
    assert total > 0.1
