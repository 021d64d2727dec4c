"""Intervals against the counted truth of a finite population; at length in `benches/surveys.py`."""

from __future__ import annotations

import pytest

from mizan.science.surveys.proof import prove
from mizan.science.worlds.people import PeopleSettings, make_people


def test_the_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    found = prove(PeopleSettings(), villages=12, persons=15, runs=250, seed=3)
    assert 0.91 <= found.share <= 0.985  # three standard errors of 250 runs are 0.041
    assert 0.91 <= found.change <= 0.985
    assert found.error_ratio == pytest.approx(1.0, abs=0.14)


def test_a_reader_who_forgets_the_design_is_too_sure() -> None:
    found = prove(PeopleSettings(), villages=12, persons=15, runs=120, seed=4)
    assert found.naive < 0.75
    assert found.effect > 1.5


def test_no_change_is_seldom_called_one() -> None:
    still = prove(PeopleSettings(rise=0.0), villages=12, persons=15, runs=250, seed=5)
    assert still.told <= 0.1
    risen = prove(PeopleSettings(rise=0.8), villages=12, persons=15, runs=60, seed=5)
    assert risen.told > 0.7


def test_the_truth_is_counted_over_everybody() -> None:
    people = make_people(seed=1, settings=PeopleSettings(villages=(5, 5), knowing=(0.2, 0.6)))
    assert people.truth(0) == people.knowing[0].sum() / people.size.sum()
    assert (people.knowing[1] <= people.size).all()


@pytest.mark.deep
@pytest.mark.parametrize(("villages", "least"), [(6, 0.915), (12, 0.93), (30, 0.94)])
def test_coverage_holds_at_length(villages: int, least: float) -> None:
    found = prove(PeopleSettings(), villages=villages, persons=15, runs=3000, seed=11)
    assert least <= found.share <= 0.965
    assert least <= found.change <= 0.965
