"""I-7: no sequence of services lets one side seat, unseat, speak for, outvote or hinder the other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mizan.council import services
from mizan.council.models import Attendance, Decision, Motion, Proposal, Seat, SeatHolder, Session, Vote
from mizan.council.services.clock import tick
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from tests.council.table import Board, at_day, new_holder, opened
from tests.council.test_joint_proposals import joint_motion
from tests.council.test_sessions import action_motion

pytestmark = pytest.mark.django_db
SEATS = ("state-1", "state-2", "society-1", "society-2")
VERBS = ("fill", "leave", "call", "open", "attend", "move", "propose", "vote", "decide", "close")
STEP = st.tuples(st.sampled_from(SEATS), st.sampled_from(VERBS), st.sampled_from(SEATS), st.integers(0, 2))
Does = Callable[[Board, str, str, int], object]


def session_of(board: Board) -> Session:
    found = Session.objects.filter(committee=board.committee).order_by("number").last()
    if found is None:
        raise Refused("council.not_open")
    return found


def motion_of(board: Board) -> Motion:
    found = Motion.objects.filter(session=session_of(board)).order_by("number").last()
    if found is None:
        raise Refused("council.not_open")
    return found


def holder(board: Board, seat: str) -> SeatHolder:
    return SeatHolder.objects.select_related("seat").get(pk=board.holders[seat].pk)


def fill(board: Board, who: str, whom: str, _n: int) -> object:
    side, number = whom.split("-")
    seat = Seat.objects.get(committee=board.committee, side=side, number=int(number))
    return services.take_seat(board.actor(who), seat, new_holder(board.people[whom]))


def call(board: Board, who: str, _whom: str, n: int) -> object:
    return services.call(board.actor(who), board.committee, on=today_in("real") + timedelta(days=7 + n), venue={})


def move(board: Board, who: str, _whom: str, n: int) -> object:
    code = f"D-{Motion.objects.count()}-{n}"
    terms = {"code": code, "pillar": "education", "mode": "proactive", "obligations": []}
    return services.move(board.actor(who), session_of(board), action_motion(terms=terms))


def propose(board: Board, who: str, _whom: str, n: int) -> object:
    return services.move(board.actor(who), session_of(board), joint_motion(to=("T-LEA", "T-MON", "T-SEC")[n]))


DOES: dict[str, Does] = {
    "fill": fill,
    "leave": lambda board, who, whom, _n: services.leave_seat(board.actor(who), holder(board, whom), why=""),
    "call": call,
    "open": lambda board, who, _whom, _n: services.open_session(board.actor(who), session_of(board)),
    "attend": lambda board, who, whom, n: services.attend(
        board.actor(who), session_of(board), [holder(board, whom)], state=["present", "remote", "left"][n]
    ),
    "move": move,
    "propose": propose,
    "vote": lambda board, who, whom, n: services.vote(
        board.actor(who), motion_of(board), holder(board, whom), choice=["for", "against", "abstain"][n]
    ),
    "decide": lambda board, who, _whom, _n: services.decide(board.actor(who), motion_of(board)),
    "close": lambda board, who, _whom, _n: services.close_session(board.actor(who), session_of(board)),
}  # fmt: skip


def what_is(side: str) -> tuple[Any, ...]:
    """Everything that belongs to one side: who sits, what was said of who is there, how its seats voted."""
    return (
        sorted(SeatHolder.objects.filter(seat__side=side).values_list("pk", "ended_on")),
        sorted(Attendance.objects.filter(holder__seat__side=side).values_list("pk", "state")),
        sorted(Vote.objects.filter(holder__seat__side=side).values_list("pk", "choice")),
    )


def play(board: Board, steps: list[tuple[str, str, str, int]]) -> None:
    day = today_in("real")
    for who, verb, whom, n in steps:
        mine = who.split("-", maxsplit=1)[0]
        other = {"state": "society", "society": "state"}[mine]
        before = what_is(other)
        day += timedelta(days=n if verb in {"open", "close"} else 0)
        with suppress(Refused), at_day(day), transaction.atomic():
            DOES[verb](board, who, whom, n)
        assert what_is(other) == before, (who, verb, whom)
    with at_day(day + timedelta(days=1)):
        tick("real")


@given(st.lists(STEP, max_size=40))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_I7_whatever_one_side_does_the_other_sides_seats_words_and_votes_stay(
    board: Board, steps: list[tuple[str, str, str, int]]
) -> None:
    with transaction.atomic():
        opened(board, "state-1", "society-1")  # where most can be tried at once
        propose(board, "society-2", "", 0)
        play(board, steps)
        for decision in Decision.objects.filter(carried=True):
            votes = decision.motion.votes.values_list("holder__seat__side", "choice")
            for side in ("state", "society"):
                own = [choice for its_side, choice in votes if its_side == side]
                assert own.count("for") > own.count("against")
            assert decision.result_id
            assert decision.motion.due_on
            assert decision.motion.owner_id
            assert decision.motion.co_owner_id
        made = Proposal.objects.values_list("motion__decision__carried", "motion__becomes", "proposed_side")
        assert set(made) <= {(True, "proposal", "both")}  # nobody proposes in both sides' name alone
        transaction.set_rollback(True)


@pytest.mark.parametrize("verb", ["move", "propose"])
def test_the_sequences_get_as_far_as_a_carried_decision(board: Board, verb: str) -> None:
    """A positive control: the same verbs, played well, do decide."""
    with at_day(today_in("real") - timedelta(days=7)):
        DOES["call"](board, "society-1", "society-1", 0)
    DOES["open"](board, "state-1", "state-1", 0)
    for seat in ("state-1", "society-1"):
        DOES["attend"](board, seat, seat, 0)
    DOES[verb](board, "state-2", "state-2", 0)
    for seat in ("state-1", "society-1"):
        DOES["vote"](board, seat, seat, 0)
    DOES["decide"](board, "society-1", "society-1", 0)
    assert Decision.objects.get().carried
    assert Proposal.objects.count() == (verb == "propose")
