"""Watching a whole country: false warnings within the budget, outbreaks found, effort told apart from trafficking."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from mizan.science.surveillance.country import BUDGET, watch
from mizan.science.surveillance.effort import effort_elasticity
from mizan.science.surveillance.farrington import farrington
from mizan.science.surveillance.hierarchy import totals
from mizan.science.surveillance.search import Plan
from mizan.science.surveillance.settings import Preset, settings_for
from mizan.science.worlds import Planting, SeriesSettings, make_world

BENCH = Path(__file__).parents[3] / "benches" / "surveillance_outbreaks.py"


def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("surveillance_outbreaks", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_false_warnings_stay_within_the_budget_and_outbreaks_are_found() -> None:
    """One whole country with nothing planted, one with forty rises; fixed seeds."""
    module = bench()
    quiet = module.one_world(101, planted=0, plan=module.settings())
    loud = module.one_world(102, planted=40, plan=module.settings())
    assert quiet.false <= 24
    assert loud.false <= 24
    strong = [found for baseline, found in loud.planted if baseline >= 10]
    assert np.mean(strong) >= 0.8


@pytest.mark.deep
def test_over_two_hundred_fresh_countries_keep_the_promise() -> None:
    module = bench()
    seeds = np.random.SeedSequence().generate_state(200)
    results = [
        module.one_world(int(seed), planted=0 if number % 2 else 40, plan=module.settings())
        for number, seed in enumerate(seeds)
    ]
    assert np.mean([seen.false for seen in results]) <= 24
    assert np.mean([seen.false for seen in results[1::2]]) <= 24
    strong = [found for seen in results for baseline, found in seen.planted if baseline >= 10]
    assert np.mean(strong) >= 0.8
    for band, number, found in module.by_band([p for seen in results for p in seen.planted]):
        print(band, number, round(found, 3))


def test_the_budget_is_shared_by_all_series() -> None:
    plan = Plan(20.0, 12)
    assert plan.alpha(1600) == pytest.approx(plan.alpha(160) / 10)
    assert plan.alpha(1600) * 1600 * 12 * len(plan.windows) == pytest.approx(20.0)


def test_silence_shows_the_smallest_rise_and_it_shrinks_with_the_baseline() -> None:
    rng = np.random.default_rng(4)
    means = np.repeat([0.5, 2.0, 10.0, 50.0], 50)
    watched = watch(rng.poisson(means[:, None], (200, 66)).astype(float))
    rises = np.nanmedian(watched.smallest().reshape(4, -1), axis=1)
    assert (np.diff(rises) < 0).all()
    assert rises[3] < 2.0 < rises[0]


def test_a_rise_of_the_smallest_size_is_seen_about_as_often_as_promised() -> None:
    """80 % is promised when one window decides; several windows together find at least that."""
    rng = np.random.default_rng(5)
    counts = rng.poisson(8.0, (300, 66)).astype(float)
    smallest = watch(counts, steps=4).smallest()[:, -1]
    counts[:, -4:] = rng.poisson(8.0 * smallest[:, None], (300, 4))
    assert watch(counts, steps=4).found.alarm[:, -1].mean() > 0.7


def test_the_effort_elasticity_is_learnt_from_all_series_together() -> None:
    rng = np.random.default_rng(6)
    effort = np.log(1.0 + rng.poisson(0.3, (200, 60)))
    counts = rng.poisson(rng.uniform(0.5, 10, (200, 1)) * np.exp(0.7 * effort)).astype(float)
    found = effort_elasticity(counts, effort)
    assert abs(found.beta - 0.7) < 4 * found.sd < 0.2
    assert effort_elasticity(counts, np.zeros_like(effort)).beta == 0.0


def test_one_series_may_carry_its_own_effort_covariate() -> None:
    rng = np.random.default_rng(12)
    effort = np.log(1.0 + (rng.uniform(size=80) < 0.2) * 2.0)
    effort[-1] = np.log(3.0)
    counts = rng.poisson(20.0 * np.exp(effort)).astype(float)
    settings = settings_for(Preset.CORRECTED, frequency=12)
    blind, knowing = farrington(counts, settings, start=80), farrington(counts, settings, start=80, effort=effort)
    assert blind.expected[0] < 40.0 < knowing.expected[0]
    assert not knowing.alarm[0]


def test_a_raid_month_known_as_effort_is_no_warning_but_unknown_it_is() -> None:
    plan = SeriesSettings(
        places=60, forms=3, months=66, baseline=(10.0, 40.0), raids_per_year=1.0, dispersion=(1.0, 1.5)
    )
    world = make_world(seed=8, settings=plan)
    counts = world.counts.reshape(180, 66).astype(float)
    effort = np.repeat(np.log(world.effort), 3, axis=0)
    blind, knowing = watch(counts), watch(counts, log_effort=effort)
    assert int(knowing.found.opened.sum()) <= BUDGET < int(blind.found.opened.sum())
    raid = effort[:, -12:] > 0.3
    assert (knowing.without_effort[raid] < knowing.judged.expected[raid]).all()  # the rival explanation


def test_a_rise_shows_in_its_total_too() -> None:
    world = make_world(
        seed=9,
        settings=SeriesSettings(places=20, forms=1, months=66, baseline=(10.0, 12.0), dispersion=(1.0, 1.2)),
        planting=Planting(number=1, baseline=(10.0, 12.0), multiplier=6.0),
    )
    names = {f"d{n}": counts[0].astype(float) for n, counts in enumerate(world.counts)}
    levels = totals(names, [{name: f"p{int(name[1:]) // 4}" for name in names}, {f"p{n}": "country" for n in range(5)}])
    assert [len(level) for level in levels] == [20, 5, 1]
    np.testing.assert_allclose(levels[2]["country"], world.counts.sum(axis=(0, 1)))
    outbreak = world.truth.outbreaks[0]
    stacked = np.array([counts for level in levels for counts in level.values()])
    alarm = watch(stacked).found.alarm
    during = slice(outbreak.start - 54, outbreak.start - 50)
    assert alarm[outbreak.place, during].any()
    assert alarm[20 + outbreak.place // 4, during].any()


def test_I8_a_total_with_an_unreported_part_is_unknown() -> None:
    parts = {"a": np.array([1.0, np.nan]), "b": np.array([2.0, 3.0])}
    total = totals(parts, [{"a": "p", "b": "p"}])[1]["p"]
    assert total[0] == 3.0
    assert np.isnan(total[1])


def test_a_history_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        watch(np.ones((2, 30)))
