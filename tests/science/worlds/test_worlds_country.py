"""Units, lists, cases and tips are as rough as declared; the truth lies in its own file."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import numpy as np
import pytest

import mizan.science.worlds as worlds
from mizan.science.worlds import UnitSettings, make_operations
from mizan.science.worlds.cases import make_cases, make_tips
from mizan.science.worlds.country import FULL, make_country, write
from mizan.science.worlds.counts import CountSettings, make_counts
from mizan.science.worlds.lists import ListSettings, make_lists
from mizan.science.worlds.series import make_world


def test_it_imports_nothing_from_the_detectors() -> None:
    for path in Path(worlds.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert all(not n.startswith("mizan") or n.startswith("mizan.science.worlds") for n in names), path


def test_at_full_size_there_are_sixty_thousand_cases_and_two_hundred_thousand_tips() -> None:
    for seed in (1, 2):
        world = make_world(seed=seed, settings=FULL)
        cases = make_cases(world)
        assert world.counts.shape[0] == 160
        assert world.counts.shape[2] == 60
        assert len(cases) == world.counts.sum() >= 60_000
        assert len(make_tips(world, cases)) >= 200_000


def test_cases_and_tips_belong_to_the_window_and_to_each_other() -> None:
    country = make_country(seed=3, small=True)
    assert country.cases.day.max() < 36 * 30
    assert (country.cases.days > 0).all()
    about = country.tips.about_case
    linked = about >= 0
    assert np.array_equal(country.tips.place[linked], country.cases.place[about[linked]])
    assert 0.1 < linked.mean() < 0.9


def test_the_truth_is_written_to_its_own_file_and_nowhere_else(tmp_path: Path) -> None:
    country = make_country(seed=4, small=True)
    write(country, tmp_path / "seen", tmp_path / "apart" / "truth.json")
    truth = json.loads((tmp_path / "apart" / "truth.json").read_text())
    assert len(truth["outbreaks"]) == 3
    assert len(truth["leaking_units"]) == 2
    for path in (tmp_path / "seen").iterdir():
        header = path.read_text().splitlines()[0]
        assert not {"leak", "truth", "about_case", "planted"} & set(header.split(","))
    with pytest.raises(ValueError, match="beside"):
        write(country, tmp_path / "seen", tmp_path / "seen" / "truth.json")


def test_a_country_may_have_nothing_planted() -> None:
    country = make_country(seed=5, small=True, planted=False)
    assert country.world.truth.outbreaks == ()
    assert country.operations.truth.leaking == ()


def test_a_leak_multiplies_dry_operations_and_an_innocent_unit_only_has_thin_leads() -> None:
    plan = UnitSettings(leaks=1, innocents=1, sigma=0.0, planted_size=20_000)
    found = make_operations(seed=6, settings=plan)
    leak, innocent = found.unit == found.truth.leaking[0], found.unit == found.truth.innocent[0]
    for grade, chance in (("A", 0.08), ("B", 0.25)):
        rows = found.grade == grade
        assert found.dry[leak & rows].mean() == pytest.approx(2.5 * chance, rel=0.08)
        assert found.dry[innocent & rows].mean() == pytest.approx(chance, rel=0.12)
    assert found.dry[innocent].mean() > 1.5 * found.dry[~leak & ~innocent].mean()


def test_lists_depend_and_links_fail_as_declared() -> None:
    plain = make_lists(seed=7, settings=ListSettings(size=50_000))
    both = plain.histories[:, 0] & plain.histories[:, 1]
    assert both.sum() == pytest.approx(50_000 * 0.12 * 0.08, rel=0.1)
    tied = make_lists(seed=7, settings=ListSettings(size=50_000, attraction=1.5))
    assert (tied.histories[:, 0] & tied.histories[:, 1]).sum() > 2 * both.sum()
    lost = make_lists(seed=7, settings=ListSettings(size=50_000, missed=0.5))
    assert len(lost.histories) > len(plain.histories)
    wrong = make_lists(seed=7, settings=ListSettings(size=50_000, false=0.2))
    assert len(wrong.histories) < len(plain.histories)


def test_counts_of_units_have_the_declared_spread() -> None:
    drawn = make_counts(seed=8, settings=CountSettings(units=4000, sd=0.5, past=0))
    large = drawn.expected[0] > 60
    spread = np.log(drawn.observed[0, large] / drawn.expected[0, large]).std()
    assert spread == pytest.approx(0.5, rel=0.1)
    assert drawn.expected.min() >= 5
    same = make_counts(seed=8, settings=CountSettings(sd=0.5, persistent=True, planted=2))
    assert same.observed.shape == (13, 72)
    assert (same.expected[:, :2] == 50).all()
