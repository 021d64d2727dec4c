"""The country of counts is seeded, rough as declared, and keeps its truth apart."""

from __future__ import annotations

import numpy as np
import pytest

from mizan.science.worlds import Outbreak, Planting, SeriesSettings, make_world

SMALL = SeriesSettings(places=12, forms=3, months=36, delay=(0.5, 0.3, 0.2), raids_per_year=1, campaigns_per_year=1)


def test_the_same_seed_makes_the_same_country() -> None:
    first, second = (
        make_world(seed=3, settings=SMALL, planting=Planting(number=2)),
        make_world(seed=3, settings=SMALL, planting=Planting(number=2)),
    )
    assert np.array_equal(first.reports, second.reports)
    assert first.truth.outbreaks == second.truth.outbreaks
    assert not np.array_equal(first.counts, make_world(seed=4, settings=SMALL).counts)


def test_planting_an_outbreak_changes_only_its_own_months() -> None:
    quiet = make_world(seed=5, settings=SMALL)
    loud = make_world(seed=5, settings=SMALL, outbreaks=(Outbreak(2, 1, 20, 4, 3.0),))
    changed = np.argwhere(loud.counts != quiet.counts)
    assert {tuple(c[:2]) for c in changed} <= {(2, 1)}
    assert set(changed[:, 2]) <= {20, 21, 22, 23}


def test_the_planted_rise_has_the_multiple_it_claims() -> None:
    plan = SeriesSettings(places=100, forms=10, months=24, baseline=(10, 50))
    planted = tuple(Outbreak(p, f, 12) for p in range(100) for f in range(10))
    world = make_world(seed=6, settings=plan, outbreaks=planted)
    ratio = world.counts[:, :, 12:16].sum() / world.truth.mean[:, :, 12:16].sum()
    assert ratio == pytest.approx(3.0, rel=0.02)


def test_counts_are_as_overdispersed_as_declared() -> None:
    plan = SeriesSettings(places=200, forms=10, months=60, dispersion=(2.0, 2.0), season=0.0, baseline=(5, 20))
    world = make_world(seed=7, settings=plan)
    index = ((world.counts - world.truth.mean) ** 2 / world.truth.mean).mean()
    assert index == pytest.approx(2.0, rel=0.03)


def test_a_case_is_reported_once_and_by_the_declared_delay() -> None:
    world = make_world(seed=8, settings=SMALL)
    assert np.array_equal(world.reports.sum(axis=3), world.counts)
    share = world.reports.sum(axis=(0, 1, 2)) / world.counts.sum()
    assert share == pytest.approx((0.5, 0.3, 0.2), abs=0.02)
    late = world.known_at(20)
    assert np.array_equal(late[:, :, :19], world.counts[:, :, :19])
    assert np.array_equal(late[:, :, 20], world.reports[:, :, 20, 0])


def test_effort_shocks_are_visible_as_effort_and_named_in_the_truth() -> None:
    world = make_world(seed=9, settings=SMALL)
    touched = {(s.place, s.start) for s in world.truth.shocks}
    assert touched
    assert all(world.effort[place, start] > 1 for place, start in touched)


def test_it_refuses_to_plant_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="months"):
        make_world(seed=1, settings=SMALL, outbreaks=(Outbreak(0, 0, 34),))
    with pytest.raises(ValueError, match="suitable"):
        make_world(seed=1, settings=SMALL, planting=Planting(number=1000))
