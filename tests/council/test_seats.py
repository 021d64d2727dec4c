"""I-7: each side fills and empties its own seats, and no sequence of services lets the other one do it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.council import services
from mizan.council.access import seat_of, sitting
from mizan.council.rules import quorum
from mizan.council.rules.quorum import Voice
from mizan.institutions.services import suspend
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from tests.cast import Cast
from tests.council.table import Board, make_seat, new_holder

pytestmark = pytest.mark.django_db


def test_I7_the_state_can_neither_fill_nor_empty_a_seat_of_society(board: Board, cast: Cast) -> None:
    free = make_seat(board.committee, "society", 3, "member", "T-ORG")
    for stranger in (cast.coordinator.actor, board.actor("state-2"), cast.operator.actor, cast.monitor.actor):
        with pytest.raises(Refused):
            services.take_seat(stranger, free, new_holder(cast.co_lead))
        with pytest.raises(Refused):
            services.leave_seat(stranger, board.holders["society-1"], why="")
    assert sitting(today_in("real")).count() == 4


def test_interests_and_procedure_are_declared_or_nobody_sits(board: Board, cast: Cast) -> None:
    free = make_seat(board.committee, "society", 3, "member", None)
    with pytest.raises(Refused, match="procedure_needed"):
        services.take_seat(cast.co_lead.actor, free, new_holder(cast.monitor, procedure=" "))
    with pytest.raises(Refused, match="interests_needed"):
        services.take_seat(cast.co_lead.actor, free, new_holder(cast.monitor, interests_declared=False))


def test_a_seat_without_a_body_is_filled_by_the_founder_of_its_side(board: Board, cast: Cast) -> None:
    free = make_seat(board.committee, "society", 3, "member", None)
    holder = services.take_seat(cast.co_lead.actor, free, new_holder(cast.monitor))
    assert seat_of(cast.monitor.actor, board.committee, today_in("real")) == holder


def test_a_suspended_member_holds_no_seat_from_that_moment(board: Board, cast: Cast) -> None:
    free = make_seat(board.committee, "society", 3, "member", None)
    services.take_seat(cast.co_lead.actor, free, new_holder(cast.monitor))
    suspend(board.actor("society-2"), cast.monitor.post)
    assert seat_of(cast.monitor.actor, board.committee, today_in("real")) is None


def test_a_term_ends_by_itself_and_the_seat_can_be_filled_again(board: Board, cast: Cast) -> None:
    free = make_seat(board.committee, "society", 3, "member", None)
    long_ago = today_in("real") - timedelta(days=900)
    services.take_seat(cast.co_lead.actor, free, new_holder(cast.monitor, since=long_ago))
    assert seat_of(cast.monitor.actor, board.committee, today_in("real")) is None
    services.take_seat(cast.co_lead.actor, free, new_holder(cast.monitor))
    assert seat_of(cast.monitor.actor, board.committee, today_in("real")) is not None


SIDES = st.sampled_from(["state", "society"])
VOTES = st.lists(st.builds(Voice, SIDES, st.sampled_from(["for", "against", "abstain"])), max_size=40)


@given(VOTES)
def test_I7_neither_side_carries_anything_against_the_other(votes: list[Voice]) -> None:
    carried = quorum.count(votes).is_carried
    for side in ("state", "society"):
        own = [vote.choice for vote in votes if vote.side == side]
        if own.count("for") <= own.count("against"):
            assert not carried


@given(VOTES, st.integers(min_value=1, max_value=60))
def test_I7_more_votes_of_one_side_change_nothing_on_the_other(votes: list[Voice], more: int) -> None:
    if not quorum.count(votes).is_carried:
        weaker = [
            side
            for side in ("state", "society")
            if sum((vote.choice == "for") - (vote.choice == "against") for vote in votes if vote.side == side) <= 0
        ]
        stronger = {"state": "society", "society": "state"}[weaker[0]]
        assert not quorum.count([*votes, *[Voice(stronger, "for")] * more]).is_carried


@given(st.lists(SIDES, max_size=30), st.integers(0, 5), st.integers(0, 5))
def test_a_quorum_always_has_both_sides(there: list[str], state: int, society: int) -> None:
    if quorum.is_quorate(there, state=state, society=society):
        assert {"state", "society"} <= set(there)
