"""Standing and progress: only promises with a date can be late; a claim is a claim until the co-lead answers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.framework.rules.balance import STANDINGS
from mizan.framework.rules.progress import PROMISES, Claim, State, is_done, is_overdue, is_unanswered, state_of

DUE = date(2026, 6, 1)
AFTER = DUE + timedelta(1)
claims = st.lists(
    st.builds(Claim, done=st.booleans(), answer=st.sampled_from(["", "confirmed", "disputed"])), max_size=5
)


def test_only_adopted_and_directed_actions_are_promises() -> None:
    assert set(PROMISES) == {"adopted", "directed"}
    assert set(STANDINGS) - PROMISES == {"recommended", "proposed"}


@pytest.mark.parametrize("standing", STANDINGS)
def test_only_a_promise_can_be_late(standing: str) -> None:
    assert is_overdue(standing, DUE, [], AFTER) is (standing in {"adopted", "directed"})


@pytest.mark.parametrize("standing", STANDINGS)
def test_nothing_without_a_date_is_late(standing: str) -> None:
    assert not is_overdue(standing, None, [], date(2999, 1, 1))


def test_the_due_day_itself_is_in_time() -> None:
    assert not is_overdue("adopted", DUE, [], DUE)
    assert is_overdue("adopted", DUE, [], AFTER)


def test_I18_no_report_is_its_own_state_and_not_nothing_done() -> None:
    assert state_of([]) is State.NO_REPORT
    assert state_of([Claim(done=False)]) is State.CLAIMED


def test_I18_what_is_claimed_done_and_disputed_stays_late() -> None:
    assert is_overdue("adopted", DUE, [Claim(done=True, answer="disputed")], AFTER)
    assert not is_overdue("adopted", DUE, [Claim(done=True)], AFTER)
    assert not is_overdue("adopted", DUE, [Claim(done=True, answer="confirmed")], AFTER)


@given(claims)
def test_I18_a_claim_is_confirmed_only_by_an_answer_to_the_newest(some: list[Claim]) -> None:
    found = state_of(some)
    assert (found is State.CONFIRMED) == (bool(some) and some[-1].answer == "confirmed")
    assert (found is State.DISPUTED) == (bool(some) and some[-1].answer == "disputed")
    assert is_done(some) == (bool(some) and some[-1].done and found is not State.DISPUTED)


@given(claims)
def test_I18_an_older_claim_never_counts_once_a_newer_one_stands(some: list[Claim]) -> None:
    newest = Claim(done=False)
    assert state_of([*some, newest]) is State.CLAIMED
    assert not is_done([*some, newest])


@pytest.mark.parametrize("standing", STANDINGS)
def test_what_was_asked_is_unanswered_until_somebody_accepts_to_own_it(standing: str) -> None:
    assert is_unanswered(standing, has_owner=False) is (standing not in PROMISES)
    assert not is_unanswered(standing, has_owner=True)
