"""Expectations come from facts of the legal process and from nothing else; leaks are found, explanations are not."""

from __future__ import annotations

import numpy as np
import pytest

from mizan.science.calibration.expectation import LEGAL_PROCESS, standardise
from mizan.science.calibration.judgement import Direction, Rules, judge
from mizan.science.calibration.laws import Proportions
from mizan.science.worlds.units import Operations, UnitSettings, make_operations


def test_expected_events_sum_to_observed_events() -> None:
    world = make_operations(seed=1)
    found = standardise(world.unit, world.dry, {"intelligence_grade": world.grade, "season": world.season})
    assert found.expected.sum() == pytest.approx(found.observed.sum(), rel=1e-9)
    assert found.trials.sum() == len(world.unit)


def test_a_stratified_table_by_hand() -> None:
    # Grade A: 1 of 4 dry, grade B: 3 of 4. Unit u has three A and one B: 3/4 + 3/4.
    unit = np.array(["u", "u", "u", "v", "u", "v", "v", "v"])
    grade = np.array(["A", "A", "A", "A", "B", "B", "B", "B"])
    dry = np.array([1, 0, 0, 0, 1, 1, 1, 0], dtype=bool)
    found = standardise(unit, dry, {"intelligence_grade": grade})
    assert found.units == ("u", "v")
    assert found.expected == pytest.approx([1.5, 2.5], abs=2e-3)


def test_a_leaking_unit_does_not_shift_what_is_expected_of_its_peers() -> None:
    world = make_operations(seed=4, settings=UnitSettings(leaks=1, planted_size=2000, sigma=0.1))
    found = standardise(world.unit, world.dry, {"intelligence_grade": world.grade})
    peers = np.array([name not in world.truth.leaking for name in found.units])
    assert found.expected[peers].sum() == pytest.approx(found.observed[peers].sum(), rel=0.01)


@pytest.mark.parametrize("name", ["nationality", "ethnicity", "religion", "sex", "age_band", "unit"])
def test_facts_about_people_are_refused(name: str) -> None:
    world = make_operations(seed=1, settings=UnitSettings(units=3))
    with pytest.raises(ValueError, match="legal process"):
        standardise(world.unit, world.dry, {name: world.grade})
    assert name not in LEGAL_PROCESS


def _flagged(world: Operations) -> set[str]:
    last = world.period == world.period.max()
    parts = [standardise(world.unit[p], world.dry[p], {"intelligence_grade": world.grade[p]}) for p in (~last, last)]
    names = sorted(set(world.unit))
    observed, expected, trials = (
        np.concatenate([getattr(p, f) for p in parts]) for f in ("observed", "expected", "trials")
    )
    unit = np.array([names.index(name) for p in parts for name in p.units])
    kept = np.flatnonzero(expected >= 5)
    law = Proportions(observed[kept], trials[kept], expected[kept] / trials[kept])
    now = np.flatnonzero(kept >= len(parts[0].units))
    verdict = judge(law, unit[kept], now, [Direction.BOTH] * len(now), Rules())
    return {names[unit[kept][row]] for row, flag in zip(now, verdict.flag, strict=True) if flag}


@pytest.mark.parametrize("society_share", [0.0, 1.0])
def test_a_planted_leak_is_found_and_an_innocent_explanation_is_not_escalated(society_share: float) -> None:
    """The same for state units and for NGOs: the side never enters."""
    leaks, innocents, honest = [], [], []
    for seed in range(6):
        plan = UnitSettings(periods=2, leaks=1, innocents=1, society_share=society_share)
        world = make_operations(seed=seed, settings=plan)
        flagged = _flagged(world)
        leaks.append(set(world.truth.leaking) <= flagged)
        innocents.append(bool(set(world.truth.innocent) & flagged))
        honest.append(len(flagged - set(world.truth.leaking) - set(world.truth.innocent)))
    assert sum(leaks) >= 5
    assert sum(innocents) == 0
    assert sum(honest) <= 2


def test_without_the_covariate_the_innocent_unit_would_stand_out() -> None:
    world = make_operations(seed=2, settings=UnitSettings(innocents=1))
    raw = standardise(world.unit, world.dry, {})
    fair = standardise(world.unit, world.dry, {"intelligence_grade": world.grade})
    at = raw.units.index(world.truth.innocent[0])
    assert raw.observed[at] / raw.expected[at] > 1.4
    assert fair.observed[at] / fair.expected[at] < 1.2
