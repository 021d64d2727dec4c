"""Differences of differences by hand, against statsmodels' full regression, and the reasons against a comparison."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.science.comparing.comparison import compare
from mizan.science.comparing.differences import changes, clustered
from mizan.science.comparing.effect import Method, NotComparable, effect
from mizan.science.comparing.fairness import Choice, Unfair, apart_before
from mizan.science.comparing.panel import BadPanel, Cell, Panel, Wrong, read
from mizan.science.comparing.permuting import permuted
from mizan.science.comparing.proof import panel_of
from mizan.science.comparing.studentising import Arm, observed, welch
from mizan.science.comparing.trend import Verdict, before
from mizan.science.comparing.wild import weights, wild
from mizan.science.worlds.districts import DistrictSettings, make_districts

WORLD = DistrictSettings(treated=12, compared=14, effect=1.0)


def world(seed: int = 1, **settings: float) -> Panel:
    plan = replace(WORLD, **settings)
    return panel_of(make_districts(seed=seed, settings=plan), plan)


def test_two_places_and_two_years_by_hand() -> None:
    cells = [Cell("a", 1, 10), Cell("a", 2, 16), Cell("b", 1, 20), Cell("b", 2, 21)]
    found = effect(read(cells, treated={"a"}, start=2), seed=0)
    assert found.value == 5  # (16 - 10) - (21 - 20)
    assert (found.method, found.p, found.lo, found.hi) == (Method.NONE, None, None, None)


@pytest.mark.parametrize("seed", range(3))
def test_it_equals_statsmodels_with_an_effect_of_each_place_and_year(seed: int) -> None:
    from statsmodels.regression.linear_model import OLS

    panel = world(seed, treated=24, compared=30)
    places, years = panel.value.shape
    group, year = np.repeat(np.arange(places), years), np.tile(np.arange(years), places)
    dummies = [group == number for number in range(places)] + [year == number for number in range(1, years)]
    runs = np.outer(panel.treated, panel.after).ravel()
    design = np.column_stack([runs, *dummies]).astype(float)
    fit = OLS(panel.value.ravel(), design).fit(cov_type="cluster", cov_kwds={"groups": group}, use_t=True)
    found = clustered(panel)
    assert found.effect == pytest.approx(fit.params[0], abs=1e-9)
    # Theirs counts the effects of places as estimated once more, which clustering by place has done already.
    n, k = len(group), design.shape[1]
    assert found.se == pytest.approx(fit.bse[0] * np.sqrt((n - k) / (n - 1)), rel=1e-9)
    change = changes(panel)
    assert found.effect == pytest.approx(change[panel.treated].mean() - change[~panel.treated].mean(), abs=1e-9)


def test_the_leads_equal_statsmodels_event_study() -> None:
    from statsmodels.regression.linear_model import OLS

    panel = world(2)
    places, years = panel.value.shape
    group, year = np.repeat(np.arange(places), years), np.tile(np.arange(years), places)
    dummies = [group == number for number in range(places)] + [year == number for number in range(1, years)]
    steps = [(year == number) & panel.treated[group] for number in range(years) if number != WORLD.before - 1]
    fit = OLS(panel.value.ravel(), np.column_stack([*steps, *dummies]).astype(float)).fit()
    leads = before(panel, 1.0, seed=0).leads
    assert [lead.period for lead in leads] == [0, 1, 2]
    assert [lead.effect.value for lead in leads] == pytest.approx(fit.params[:3], abs=1e-9)


def test_a_permutation_is_exact_by_hand() -> None:
    # Ten places, the five treated on top: of 252 choices this one and its mirror are as far apart.
    change = np.array([6.0, 7, 8, 9, 10, 1, 2, 3, 4, 5])
    treated = np.arange(10) < 5
    found = permuted(change, treated, seed=0)
    assert found.exact
    assert found.tested.p == pytest.approx(2 / 252)
    # The interval holds exactly what is not rejected.
    assert found.tested.lo is not None
    for shift, inside in ((1e-3, True), (-1e-3, False)):
        left = change - (found.tested.lo + shift) * treated
        ways = [np.isin(np.arange(10), chosen) for chosen in combinations(range(10), 5)]
        t = np.array([abs(_welch(left[way], left[~way])) for way in ways])
        assert bool(np.mean(t >= abs(_welch(left[treated], left[~treated])) - 1e-9) > 0.05) is inside


def _welch(one: np.ndarray, two: np.ndarray) -> float:
    return (one.mean() - two.mean()) / np.sqrt(one.var(ddof=1) / len(one) + two.var(ddof=1) / len(two))


def test_the_wild_bootstrap_equals_one_that_refits_every_sample() -> None:
    from statsmodels.regression.linear_model import OLS

    panel = world(6, treated=10, compared=12)
    change, treated = changes(panel), panel.treated
    design = np.column_stack([np.ones(22), treated])
    factors = weights(22, 4)[:300]
    for e in (0.0, 0.7):
        residual = (change - e * treated) - (change - e * treated).mean()
        slow = []
        for row in factors:
            sample = residual * row
            slow.append(_welch(sample[treated], sample[~treated]))
            assert slow[-1] == pytest.approx(_refitted(OLS(sample, design)), rel=1e-9)
        own = abs(_welch((change - e * treated)[treated], change[~treated]))
        share = (np.sum(np.abs(slow) >= own) + 1) / 301
        assert share == pytest.approx(_fast(change, treated, factors, e), abs=1e-12)


def _refitted(model) -> float:
    """Bell and McCaffrey's errors (HC2) of a difference of two means are Welch's."""
    fit = model.fit(cov_type="HC2")
    return float(fit.params[1] / fit.bse[1])


def _fast(change: np.ndarray, treated: np.ndarray, factors: np.ndarray, e: float) -> float:
    seen = observed(change, treated)
    one, two = (
        Arm.of(
            factors[:, arm],
            factors[:, arm] ** 2,
            seen.left[arm],
            (treated - treated.mean())[arm],
            np.full(len(factors), float(arm.sum())),
        )
        for arm in (treated, ~treated)
    )
    step = e - seen.difference
    return float((np.sum(np.abs(welch(one, two, step)) >= seen.t(step)) + 1) / (len(factors) + 1))


def test_it_uses_what_the_number_of_places_allows() -> None:
    chosen = [effect(world(treated=n, compared=25), seed=1).method for n in (4, 5, 10, 20)]
    assert chosen == [Method.NONE, Method.PERMUTED, Method.WILD, Method.CLUSTERED]
    assert effect(world(treated=5, compared=6), seed=1).method is Method.EXACT


def test_fewer_than_five_places_have_an_estimate_and_no_interval() -> None:
    found = effect(world(treated=4, compared=40), seed=1)
    assert found.value == pytest.approx(1.0, abs=1.5)
    assert (found.p, found.lo, found.hi) == (None, None, None)


def test_webbs_weights_serve_few_places_and_signs_serve_more() -> None:
    assert len(np.unique(weights(10, 1))) == 6
    assert sorted(np.unique(weights(13, 1))) == [-1, 1]
    assert np.mean(weights(10, 1) ** 2) == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("treated", [7, 12, 22])
def test_same_input_and_seed_give_the_same_answer(treated: int) -> None:
    panel = world(treated=treated, compared=22)
    assert compare(panel, seed=3) == compare(panel, seed=3)


@given(st.integers(0, 1000), st.floats(-50, 50))
def test_a_constant_effect_moves_the_estimate_and_the_interval_with_it(seed: int, shift: float) -> None:
    panel = world(seed, treated=6, compared=6, before=2, after=2)
    moved = replace(panel, value=panel.value + shift * np.outer(panel.treated, panel.after))
    one, two = effect(panel, seed=1), effect(moved, seed=1)
    assert two.value - one.value == pytest.approx(shift, abs=1e-9)
    assert two.lo - one.lo == pytest.approx(shift, abs=1e-4)
    assert two.hi - one.hi == pytest.approx(shift, abs=1e-4)


def test_I8_a_place_with_a_missing_figure_is_left_out_and_named() -> None:
    cells = [Cell(place, year, None if (place, year) == ("c", 2) else 1.0) for place in "abc" for year in (1, 2)]
    panel = read(cells, treated={"a", "c"}, start=2)
    assert (panel.places, panel.left_out, panel.arms) == (("a", "b"), ("c",), (1, 1))
    assert Unfair.MISSING in compare(panel, seed=0).unfair
    assert read(cells[:-1], treated={"a"}, start=2).left_out == ("c",)


def test_faults_name_every_row() -> None:
    with pytest.raises(BadPanel) as raised:
        read([Cell("a", 1, 1), Cell("a", 1, 2), Cell("a", 2, float("inf"))], treated={"a"}, start=2)
    assert [(fault.row, fault.reason) for fault in raised.value.faults] == [(1, Wrong.TWICE), (2, Wrong.NOT_A_NUMBER)]


@pytest.mark.parametrize("start", [1, 9])
def test_without_a_before_or_an_after_there_is_nothing_to_compare(start: int) -> None:
    with pytest.raises(NotComparable):
        effect(
            read([Cell("a", 1, 1), Cell("a", 2, 1), Cell("b", 1, 1), Cell("b", 2, 1)], treated={"a"}, start=start),
            seed=0,
        )


def test_a_drift_before_the_programme_is_seen() -> None:
    early = before(world(3, treated=22, compared=22, drift=0.7), 1.0, seed=0)
    assert early.verdict is Verdict.APART
    assert early.slope is not None
    assert early.slope.value == pytest.approx(0.7, abs=0.4)


def test_alike_is_said_only_where_it_is_known_closely() -> None:
    calm = world(4, treated=80, compared=80)
    assert before(calm, 3.0, seed=0).verdict is Verdict.ALIKE
    assert before(calm, 0.01, seed=0).verdict is Verdict.UNCLEAR
    assert before(world(4, before=1), 1.0, seed=0).verdict is Verdict.UNKNOWN
    assert before(world(4, treated=4), 1.0, seed=0).verdict is Verdict.UNKNOWN


def test_each_reason_against_a_comparison_is_named() -> None:
    panel = world(4, treated=80, compared=80, effect=3.0)
    assert compare(panel, seed=0, choice=Choice(by_outcome=False)).unfair == ()
    low = replace(panel, value=panel.value - 5.0 * panel.treated[:, None])
    assert apart_before(low) < -1
    assert compare(low, seed=0, choice=Choice(by_outcome=True)).unfair == (Unfair.CHOSEN,)
    assert compare(low, seed=0, choice=Choice()).unfair == (Unfair.CHOICE_UNKNOWN,)
    assert compare(low, seed=0, choice=Choice(by_outcome=False)).unfair == ()
    near = Choice(by_outcome=False, other=frozenset({panel.places[-1], panel.places[0]}))
    assert compare(panel, seed=0, choice=near).unfair == (Unfair.OTHER_PROGRAMME,)
    own = Choice(by_outcome=False, other=frozenset({panel.places[0]}))
    assert compare(panel, seed=0, choice=own).unfair == ()
    short = panel.only({3, 4, 5}, 4)
    assert compare(short, seed=0, choice=Choice(by_outcome=False)).unfair == (Unfair.FEW_BEFORE,)
    few = world(4, treated=3, compared=80)
    assert Unfair.FEW_PLACES in compare(few, seed=0, choice=Choice(by_outcome=False)).unfair


def test_the_lines_of_both_arms_are_told() -> None:
    panel = world(5)
    points = compare(panel, seed=0).points
    assert [point.period for point in points] == list(range(7))
    assert points[2].treated == pytest.approx(panel.value[panel.treated, 2].mean())
    assert points[2].compared == pytest.approx(panel.value[~panel.treated, 2].mean())


def test_places_that_never_vary_give_a_point_for_an_interval() -> None:
    value = np.zeros((12, 4))
    panel = panel_of(value, DistrictSettings(treated=6, compared=6, before=2, after=2))
    found = effect(panel, seed=0)
    assert (found.value, found.p, found.lo, found.hi) == (0, 1, 0, 0)
    assert wild(changes(panel), panel.treated, seed=0).p == 1
