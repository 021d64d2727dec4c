"""What is counted of committees and proposals: by hand, and never a zero where nothing can be counted (I-8)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.council import services
from mizan.council.queries import measures as facts
from mizan.council.rules import measures
from mizan.council.rules.measures import Asked, Promise
from mizan.indicators import Context
from mizan.indicators.registry import REGISTRY
from mizan.kit.days import today_in
from mizan.kit.facts import World
from tests.council.table import Board, at_day, opened
from tests.council.test_sessions import carry

TODAY = date(2026, 3, 10)
DAYS = st.dates(date(2025, 1, 1), date(2027, 1, 1))


def test_a_missed_session_counts_as_one_that_failed() -> None:
    assert measures.quorate_share(["quorate", "missed", "inquorate", "quorate"]) == 0.5
    assert measures.quorate_share([]) is None


def test_a_decision_counts_once_its_day_has_passed() -> None:
    before, after = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    kept, late = Promise(before, before), Promise(before, TODAY)
    assert measures.kept_share([kept, late, Promise(before, None), Promise(after, before)], TODAY) == pytest.approx(
        1 / 3
    )
    assert measures.kept_share([Promise(after, before)], TODAY) is None


def test_silence_is_no_answer_and_a_late_answer_is_not_in_time() -> None:
    asked = [
        Asked(answered=True, late=False, is_due=True), Asked(answered=True, late=True, is_due=True),
        Asked(answered=False, late=False, is_due=True), Asked(answered=False, late=False, is_due=False),
    ]  # fmt: skip
    assert (measures.in_time_share(asked), measures.silent(asked)) == (pytest.approx(1 / 3), 1)
    assert measures.in_time_share(asked[-1:]) is None


@given(st.lists(st.builds(Promise, DAYS, st.none() | DAYS)), DAYS)
def test_a_share_lies_between_nothing_and_all(promises: list[Promise], today: date) -> None:
    found = measures.kept_share(promises, today)
    assert found is None or 0 <= found <= 1


@pytest.mark.django_db
def test_the_rows_give_what_was_held_and_kept(board: Board) -> None:
    session = opened(board, "state-1", "society-1")
    carry(board, session, "state-1", "society-1")
    services.close_session(board.actor("state-1"), session)
    today = today_in("real")
    assert facts.outcomes_by_level(World.REAL, today) == {"national": ["quorate"]}
    (promise,) = facts.promises(World.REAL)
    assert (promise.due_on, promise.done_on) == (today + timedelta(days=90), None)
    with at_day(today + timedelta(days=91)):
        assert measures.kept_share(facts.promises(World.REAL), today_in("real")) == 0


@pytest.mark.django_db
def test_an_empty_house_reads_unknown_and_never_zero_per_cent() -> None:
    for code in ("council.quorate", "council.kept", "council.answered_in_time"):
        readings = list(REGISTRY.readings(code, Context(today=TODAY)))
        assert readings
        assert all(one.amount.value is None for one in readings), code
