"""Whether a line coped, before a campaign and while it ran."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.prevention.rules.coping import Carried, Coping, Load, before_and_during, coping

STARTS, ENDS = date(2026, 3, 1), date(2026, 4, 30)


def month(number: int, received: int | None, answered: int | None, year: int = 2026) -> Load:
    return Load(date(year, number, 1), date(year, number, 28), received, answered)


def verdict(*loads: Load) -> Coping:
    return coping(*before_and_during(loads, STARTS, ENDS))


@pytest.mark.parametrize(
    ("loads", "said"),
    [
        ([month(2, 100, 95), month(3, 400, 360)], Coping.COPED),
        ([month(2, 100, 95), month(3, 900, 300)], Coping.FILLED),
        ([month(2, 100, 40), month(3, 900, 300)], Coping.SHORT_BEFORE),
        ([month(3, 900, 300)], Coping.SHORT),
        ([month(2, 100, 95)], Coping.UNKNOWN),
        ([month(2, 100, 95), month(3, 900, None)], Coping.UNKNOWN),
        ([month(2, 100, 95), month(3, 0, 0)], Coping.UNKNOWN),
    ],
)
def test_a_line_is_held_against_what_it_could_do_before(loads: list[Load], said: Coping) -> None:
    assert verdict(*loads) is said


def test_four_of_five_answered_is_enough() -> None:
    assert Carried(5, 4, 1).copes
    assert not Carried(500, 399, 1).copes


def test_a_period_across_the_start_counts_as_during_and_one_long_ago_not_at_all() -> None:
    across = Load(date(2026, 2, 1), date(2026, 3, 31), 10, 1)
    before, during = before_and_during([across, month(2, 9, 9, year=2024)], STARTS, ENDS)
    assert (before, during) == (None, Carried(10, 1, 59))


@given(st.lists(st.tuples(st.integers(1, 12), st.none() | st.integers(0, 99), st.none() | st.integers(0, 99))))
def test_I8_what_is_not_reported_changes_nothing(rows: list[tuple[int, int | None, int | None]]) -> None:
    loads = [month(*row) for row in rows]
    known = [one for one in loads if one.received is not None and one.answered is not None]
    assert before_and_during(loads, STARTS, ENDS) == before_and_during(known, STARTS, ENDS)
