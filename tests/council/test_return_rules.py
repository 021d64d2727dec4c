"""Whether figures hold together, and where two sides differ: zero, not known and not reported are three answers."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.clocks import Calendar, PeriodKind, Rhythm
from mizan.council.rules import returns as rules
from mizan.council.rules.returns import Figure, Form, Limit, Said, Standing

FORM = Form(
    (Figure("all"), Figure("women", "all", "sex"), Figure("men", "all", "sex"), Figure("taken"), Figure("places")),
    (Limit("taken", "places", must=False),),
)
GOOD = {"all": 10, "women": 6, "men": 4, "taken": 3, "places": 5}


def reasons(figures: dict[str, object], *, has_note: bool = False) -> list[tuple[str, str]]:
    found = rules.faults(FORM, figures, has_note=has_note)  # type: ignore[arg-type]
    return [(one.reason.removeprefix("council.return_"), one.figure) for one in found]


def test_figures_that_hold_together_have_no_fault() -> None:
    assert reasons(GOOD) == []


def test_I18_zero_not_known_and_not_reported_are_three_answers() -> None:
    assert reasons(GOOD | {"all": 0, "women": 0, "men": 0}) == []
    assert reasons(GOOD | {"all": None}) == []
    without = {code: value for code, value in GOOD.items() if code != "all"}
    assert reasons(without) == [("unanswered", "all")]


def test_I8_a_part_that_is_not_known_or_not_reported_is_not_taken_for_zero() -> None:
    assert reasons(GOOD | {"men": None}) == []
    assert reasons({code: value for code, value in GOOD.items() if code != "men"}) == []
    assert reasons(GOOD | {"men": 0}) == [("parts_below", "all")]


@pytest.mark.parametrize("value", [-1, 1.0, True, "4", 10**9])
def test_what_is_no_whole_number_from_zero_is_refused(value: object) -> None:
    assert reasons(GOOD | {"places": value}) == [("not_whole", "places")]


def test_a_figure_that_nobody_asked_for_is_refused() -> None:
    assert reasons(GOOD | {"other": 1}) == [("no_such_figure", "other")]


def test_parts_never_exceed_their_whole_even_where_one_is_unknown() -> None:
    assert reasons(GOOD | {"women": 11, "men": None}) == [("parts_above", "all")]


def test_what_lies_above_its_limit_needs_a_note_that_says_why() -> None:
    assert reasons(GOOD | {"taken": 9}) == [("note_needed", "taken")]
    assert reasons(GOOD | {"taken": 9}, has_note=True) == []
    hard = Form(FORM.figures, (Limit("taken", "places"),))
    assert [one.reason for one in rules.faults(hard, GOOD | {"taken": 9}, has_note=True)] == ["council.return_above"]


ANSWERS = st.one_of(st.none(), st.integers(0, 50))


@given(st.dictionaries(st.sampled_from(["all", "women", "men", "taken", "places"]), ANSWERS))
def test_what_passes_adds_up_as_far_as_it_is_known(figures: dict[str, int | None]) -> None:
    if rules.faults(FORM, figures, has_note=True):
        return
    assert {"all", "taken", "places"} <= set(figures)
    parts, whole = [figures.get("women"), figures.get("men")], figures["all"]
    known = [one for one in parts if one is not None]
    if whole is not None and known:
        assert sum(known) <= whole
        assert len(known) < 2 or sum(known) == whole


@given(st.dictionaries(st.sampled_from(["all", "women", "men", "taken", "places"]), ANSWERS), st.data())
def test_I8_saying_not_known_instead_of_a_number_never_makes_figures_wrong(
    figures: dict[str, int | None], data: st.DataObject
) -> None:
    if figures and not rules.faults(FORM, figures, has_note=False):
        code = data.draw(st.sampled_from(sorted(figures)))
        assert rules.faults(FORM, figures | {code: None}, has_note=False) == []


DUE = date(2025, 4, 21)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("stage", "submitted_on", "today", "shown"),
    [
        ("", None, DUE, Standing.DUE),
        ("", None, DUE + DAY, Standing.MISSING),
        ("draft", None, DUE, Standing.DRAFT),
        ("draft", None, DUE + DAY, Standing.MISSING),
        ("submitted", DUE, DUE + DAY, Standing.SUBMITTED),
        ("queried", DUE, DUE + DAY, Standing.QUERIED),
        ("approved", DUE + DAY, DUE + DAY, Standing.APPROVED),
    ],
)
def test_I18_a_draft_that_nobody_submitted_by_its_day_is_missing(
    stage: str, submitted_on: date | None, today: date, shown: Standing
) -> None:
    assert rules.standing(stage, submitted_on=submitted_on, due_on=DUE, today=today) is shown


def test_late_is_what_came_after_its_day_and_missing_is_not_late() -> None:
    assert not rules.is_late(submitted_on=DUE, due_on=DUE)
    assert rules.is_late(submitted_on=DUE + DAY, due_on=DUE)
    assert not rules.is_late(submitted_on=None, due_on=DUE)


def test_no_body_owes_a_period_that_began_before_it_joined() -> None:
    rhythm, calendar = Rhythm(PeriodKind.QUARTER, 15), Calendar("t")
    found = rules.owed(rhythm, since=date(2025, 1, 2), last=date(2025, 9, 30), calendar=calendar)
    assert [turn.period.code for turn in found] == ["2025-Q2", "2025-Q3"]
    assert rules.owed(rhythm, since=date(2025, 7, 1), last=date(2025, 6, 30), calendar=calendar) == []


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 800), st.sampled_from(list(PeriodKind)[:3]))
def test_owed_periods_follow_each_other_without_a_gap(since: date, days: int, every: PeriodKind) -> None:
    last = since + timedelta(days=days)
    found = rules.owed(Rhythm(every, 10), since=since, last=last, calendar=Calendar("t"))
    for turn, following in pairwise(found):
        assert turn.period.next() == following.period
        assert turn.due <= following.due
    assert all(since <= turn.period.first and turn.period.last <= last < turn.due + timedelta(800) for turn in found)


def test_the_forecast_counts_by_week_and_forgets_what_is_past() -> None:
    monday = date(2026, 3, 2)
    days = [monday - DAY, monday + DAY, monday + 6 * DAY, monday + 7 * DAY, monday + 400 * DAY]
    weeks = rules.forecast(days, today=monday + DAY, weeks=3)
    assert weeks == [(monday, 2), (monday + 7 * DAY, 1), (monday + 14 * DAY, 0)]


def beside(state: list[int | None], society: list[int | None]) -> rules.Beside:
    key = ("victims", "2025-Q1", "PK1")
    rows = [Said(side, f"{side}-{n}", "victims", value) for side, values in (("state", state), ("society", society))
            for n, value in enumerate(values)]  # fmt: skip
    (found,) = rules.side_by_side((key, row) for row in rows)
    return found


def test_two_sources_stand_side_by_side_with_the_difference() -> None:
    found = beside([40], [63])
    assert (found.floor("state"), found.floor("society"), found.difference) == (40, 63, 23)
    assert found.contradicts
    assert not found.is_least
    assert not beside([40], [40]).contradicts


def test_I8_where_a_side_does_not_know_there_is_no_difference() -> None:
    assert beside([None], [63]).difference is None
    assert beside([0], [63]).difference == 63


def test_figures_of_several_bodies_are_a_floor_and_are_never_added() -> None:
    more = beside([40], [63, 20])
    assert (more.floor("society"), more.difference, more.is_least) == (63, 23, True)
    assert beside([40, 10], [63]).difference is None  # the state may mean more
    assert beside([70], [63, 20]).difference is None  # society may mean more


def test_one_side_alone_is_no_comparison() -> None:
    alone = [(("victims", "2025-Q1", ""), Said("state", "T-LEA", "victims", 4))]
    assert rules.side_by_side(alone) == []


NUMBERS = st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=1, max_size=3)


@given(NUMBERS, NUMBERS)
def test_nothing_is_averaged_every_shown_figure_was_said_by_somebody(
    state: list[int | None], society: list[int | None]
) -> None:
    found = beside(state, society)
    for side, values in (("state", state), ("society", society)):
        floor = found.floor(side)
        assert floor in values or (floor is None and set(values) == {None})
    if found.difference is not None:
        assert found.difference == (found.floor("society") or 0) - (found.floor("state") or 0)
