"""Designs inside one unit: exact under honesty, whatever else differs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from mizan.science.calibration.within import Stratum, draw_schedule, early_notice, opens, self_controlled
from mizan.science.worlds.units import GRADES, UnitSettings, make_operations


def test_one_stratum_is_fishers_exact_test() -> None:
    found = early_notice([Stratum(10, 8, 12, 3)])
    assert found.p == pytest.approx(stats.fisher_exact([[8, 2], [3, 9]], alternative="greater").pvalue)
    assert found.odds == pytest.approx((8 * 9) / (2 * 3))
    assert found.expected == pytest.approx(10 * 11 / 22)


def test_two_strata_add_up_by_hand() -> None:
    # One early and one late operation each, one of them dry: early dry with chance 1/2 in each stratum.
    assert early_notice([Stratum(1, 1, 1, 0), Stratum(1, 1, 1, 0)]).p == pytest.approx(0.25)
    assert early_notice([Stratum(1, 1, 1, 0), Stratum(1, 0, 1, 1)]).p == pytest.approx(0.75)


def test_nothing_dry_is_no_evidence() -> None:
    found = early_notice([Stratum(5, 0, 5, 0)])
    assert found.p == 1.0
    assert found.odds is None


def test_honest_units_are_rarely_suspected_and_a_leaking_partner_is_found() -> None:
    rates = []
    for leaks in (0, 1):
        hits = []
        for seed in range(60):
            plan = UnitSettings(units=1, leaks=leaks, leak_by_partner=True, sigma=0.6, planted_size=120, log_size=4.8)
            world = make_operations(seed=seed, settings=plan)
            hits.append(early_notice([_stratum(world, grade) for grade in GRADES]).p <= 0.05)
        rates.append(np.mean(hits))
    assert rates[0] <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 60)
    assert rates[1] >= 0.8


def _stratum(world: object, grade: str) -> Stratum:
    rows = world.grade == grade  # type: ignore[attr-defined]
    early, dry = world.early[rows], world.dry[rows]  # type: ignore[attr-defined]
    return Stratum(int(early.sum()), int((early & dry).sum()), int((~early).sum()), int((~early & dry).sum()))


def test_the_window_test_is_binomial() -> None:
    assert self_controlled(5, 10.0, 3, 90.0) == pytest.approx(stats.binom.sf(4, 8, 0.1))
    assert self_controlled(0, 10.0, 3, 90.0) == 1.0
    with pytest.raises(ValueError, match="length"):
        self_controlled(1, 0.0, 1, 1.0)


BLOCKS = {"A": [f"a{n}" for n in range(10)], "B": [f"b{n}" for n in range(7)]}


def test_a_sealed_schedule_opens_only_with_its_key_and_its_operations() -> None:
    schedule = draw_schedule(b"k" * 16, BLOCKS)
    assert sum(name[0] == "a" for name in schedule.early) == 5
    assert sum(name[0] == "b" for name in schedule.early) == 3
    assert opens(schedule, b"k" * 16, BLOCKS)
    assert not opens(schedule, b"x" * 16, BLOCKS)
    assert not opens(schedule, b"k" * 16, {**BLOCKS, "B": [*BLOCKS["B"], "b9", "b10"]})
    with pytest.raises(ValueError, match="16 bytes"):
        draw_schedule(b"short", BLOCKS)


def test_the_order_in_which_operations_are_named_does_not_matter() -> None:
    turned = {block: names[::-1] for block, names in BLOCKS.items()}
    assert draw_schedule(b"k" * 16, turned) == draw_schedule(b"k" * 16, BLOCKS)


def test_every_operation_is_told_early_about_as_often() -> None:
    drawn = [draw_schedule(n.to_bytes(16, "big"), BLOCKS).early for n in range(400)]
    share = np.mean([["a0" in early, "a9" in early] for early in drawn], axis=0)
    assert share == pytest.approx([0.5, 0.5], abs=0.08)
