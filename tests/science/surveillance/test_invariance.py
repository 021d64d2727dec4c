"""What must not change an answer: order, silent neighbours, the scale of population, being judged together."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mizan.science.surveillance.country import watch
from mizan.science.surveillance.detectors import judge_table
from mizan.science.surveillance.farrington import Judged, farrington
from mizan.science.surveillance.many import farrington_many
from mizan.science.surveillance.settings import Preset, settings_for

CORRECTED = settings_for(Preset.CORRECTED, frequency=12)
LENGTH = 70
seeds = st.integers(0, 2**32 - 1)


def draw(seed: int, series: int) -> NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    mean = rng.uniform(0, 20, (series, 1))
    return rng.poisson(rng.gamma(2.0, np.maximum(mean, 1e-9) / 2.0, (series, LENGTH))).astype(float)


def same(a: Judged, b: Judged) -> None:
    np.testing.assert_allclose(a.expected, b.expected, rtol=1e-9)
    np.testing.assert_array_equal(a.threshold, b.threshold)
    np.testing.assert_array_equal(a.alarm, b.alarm)


@settings(max_examples=15, deadline=None)
@given(seeds, st.permutations(range(4)))
def test_permuting_series_changes_nothing(seed: int, order: list[int]) -> None:
    counts = draw(seed, 4)
    names = [f"s{n}" for n in range(4)]
    plain = judge_table({name: counts[n] for n, name in enumerate(names)}, CORRECTED, start=65)
    moved = judge_table({names[n]: counts[n] for n in order}, CORRECTED, start=65)
    for name in names:
        same(plain[name], moved[name])


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_a_silent_series_changes_nothing_and_never_warns(seed: int) -> None:
    counts = draw(seed, 2)
    alone = judge_table({"a": counts[0]}, CORRECTED, start=65)
    both = judge_table({"a": counts[0], "silent": np.zeros(LENGTH)}, CORRECTED, start=65)
    same(alone["a"], both["a"])
    assert not both["silent"].alarm.any()


@settings(max_examples=15, deadline=None)
@given(seeds, st.floats(1e-3, 1e6))
def test_the_scale_of_population_is_irrelevant(seed: int, scale: float) -> None:
    counts = draw(seed, 1)[0]
    people = np.random.default_rng(seed).uniform(1e5, 2e5, LENGTH)
    same(
        farrington(counts, CORRECTED, start=65, population=people),
        farrington(counts, CORRECTED, start=65, population=people * scale),
    )


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_judging_many_is_judging_each(seed: int) -> None:
    counts = draw(seed, 5)
    many = farrington_many(counts, CORRECTED, start=65)
    for series in range(5):
        same(many.one(series), farrington(counts[series], CORRECTED, start=65))


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_I8_an_unreported_past_count_is_left_out_and_not_read_as_zero(seed: int) -> None:
    counts = draw(seed, 1)[0] + 5.0
    gap, zero = counts.copy(), counts.copy()
    gap[40], zero[40] = np.nan, 0.0
    judged = farrington(gap, CORRECTED, start=69)
    assert np.isfinite(judged.threshold).all()
    assert (judged.free < farrington(zero, CORRECTED, start=69).free).all()


def test_I8_an_unreported_count_is_no_alarm_and_no_zero() -> None:
    counts = draw(1, 3)
    counts[1, -1] = np.nan
    judged = farrington_many(counts, CORRECTED, start=65)
    assert np.isnan(judged.observed[1, -1])
    assert not judged.alarm[1, -1]
    watched = watch(counts, steps=3)
    assert not watched.found.alarm[1, -1]


@settings(max_examples=5, deadline=None)
@given(seeds, st.permutations(range(30)))
def test_permuting_a_country_changes_nothing(seed: int, order: list[int]) -> None:
    counts = draw(seed, 30)
    plain, moved = watch(counts, steps=4), watch(counts[order], steps=4)
    np.testing.assert_array_equal(plain.found.alarm[order], moved.found.alarm)
    np.testing.assert_allclose(plain.smallest()[order], moved.smallest(), rtol=1e-4)
