"""Sessions and decisions by the services: called, quorate on both sides or not, carried on both sides or lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mizan.council import services
from mizan.council.models import Decision, Session
from mizan.council.services.clock import tick
from mizan.council.services.motions import NewMotion
from mizan.framework.models import Action, Pillar
from mizan.framework.queries.actions import lead_state
from mizan.institutions.models import Institution
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from mizan.ledger.models import Event
from tests.council.table import Board, at_day, opened

pytestmark = pytest.mark.django_db


def body(code: str) -> Institution:
    return Institution.objects.get(pk=code)


def action_motion(**more: object) -> NewMotion:
    education = {"name": {"en": "Education"}, "pan": "prevention", "order": 1}
    Pillar.objects.get_or_create(code="education", defaults=education)
    given = {
        "becomes": "action", "text": {"en": "Open ten bridge schools"}, "owner": body("T-LEA"),
        "co_owner": body("T-ORG"), "due_on": today_in("real") + timedelta(days=90),
        "terms": {"code": "D-1", "pillar": "education", "mode": "proactive", "obligations": []},
    }  # fmt: skip
    return NewMotion(**given | more)


def carry(board: Board, session: Session, *for_it: str) -> Decision:
    motion = services.move(board.actor("society-1"), session, action_motion())
    for seat in for_it:
        services.vote(board.actor(seat), motion, board.holders[seat], choice="for")
    return services.decide(board.actor("state-1"), motion)


def test_a_chair_calls_with_notice_and_a_member_does_not(board: Board) -> None:
    today = today_in("real")
    with pytest.raises(Refused, match="notice_too_short"):
        services.call(board.actor("society-1"), board.committee, on=today + timedelta(days=6), venue={})
    with pytest.raises(Refused, match="only_chairs_call"):
        services.call(board.actor("society-2"), board.committee, on=today + timedelta(days=7), venue={})
    session = services.call(board.actor("society-1"), board.committee, on=today + timedelta(days=7), venue={})
    assert (session.number, session.called_side, session.state) == (1, "society", "called")
    with pytest.raises(Refused, match="session_waits"):
        services.call(board.actor("state-1"), board.committee, on=today + timedelta(days=9), venue={})


def test_without_the_other_side_a_session_is_inquorate_and_decides_nothing(board: Board) -> None:
    session = opened(board, "society-1", "society-2", by="society-1")
    motion = services.move(board.actor("society-1"), session, action_motion())
    services.vote(board.actor("society-1"), motion, board.holders["society-1"], choice="for")
    with pytest.raises(Refused, match="no_quorum"):
        services.decide(board.actor("society-1"), motion)
    closed = services.close_session(board.actor("society-1"), session)
    assert closed.state == "inquorate"
    assert not Action.objects.filter(pk="D-1").exists()


def test_what_both_sides_carry_is_an_action_with_two_owners_and_a_day(board: Board) -> None:
    session = opened(board, "state-1", "society-1")
    decision = carry(board, session, "state-1", "society-1")
    action = Action.objects.get(pk=decision.result_id)
    assert (decision.carried, action.standing, action.due_on) == (True, "adopted", decision.motion.due_on)
    states = {lead.institution_id: lead_state(lead) for lead in action.leads.all()}
    assert states == {"T-LEA": "suggested", "T-ORG": "accepted"}  # T-LEA has no seat that voted: only suggested (I-18)
    assert services.close_session(board.actor("state-1"), session).state == "quorate"
    events = Event.objects.filter(target_id=str(session.pk), verb="council.motion.decided")
    assert [event.leaf is not None for event in events] == [True]


def test_one_side_alone_never_carries(board: Board) -> None:
    session = opened(board, "state-1", "state-2", "society-1")
    decision = carry(board, session, "state-1", "state-2")
    assert (decision.carried, decision.state_for, decision.society_for) == (False, 2, 0)
    assert not Action.objects.filter(pk="D-1").exists()


def test_a_decision_without_owner_or_day_is_refused_at_its_field(board: Board) -> None:
    session = opened(board, "state-1", "society-1")
    for missing, where in (("due_on", "due_on"), ("owner", "owner"), ("co_owner", "co_owner")):
        with pytest.raises(Refused) as refused:
            services.move(board.actor("state-1"), session, action_motion(**{missing: None}))
        assert refused.value.where == where
    with pytest.raises(Refused, match="nothing_is_noted"):
        services.move(board.actor("state-1"), session, action_motion(becomes="noted"))


def test_a_seat_votes_once_and_only_when_there(board: Board) -> None:
    session = opened(board, "state-1", "society-1")
    motion = services.move(board.actor("state-1"), session, action_motion())
    with pytest.raises(Refused, match="not_there"):
        services.vote(board.actor("state-2"), motion, board.holders["state-2"], choice="for")
    services.vote(
        board.actor("state-1"), motion, board.holders["state-1"], choice="against", dissent={"en": "No money"}
    )
    with pytest.raises(Refused, match="voted_before"):
        services.vote(board.actor("state-1"), motion, board.holders["state-1"], choice="for")


def test_I7_no_officer_speaks_for_the_other_side(board: Board) -> None:
    session = opened(board, "state-1", "society-1")
    with pytest.raises(Refused, match="not_your_side"):
        services.attend(board.actor("state-1"), session, [board.holders["society-1"]], state="left")
    motion = services.move(board.actor("state-1"), session, action_motion())
    with pytest.raises(Refused, match="not_your_side"):
        services.vote(board.actor("state-1"), motion, board.holders["society-1"], choice="for")


def test_a_session_that_nobody_opens_is_missed_and_one_tick_is_as_good_as_ten(board: Board) -> None:
    today = today_in("real")
    session = services.call(board.actor("state-1"), board.committee, on=today + timedelta(days=8), venue={})
    with at_day(today + timedelta(days=8)):
        assert tick("real")["missed"] == 0
    with at_day(today + timedelta(days=40)):
        assert [tick("real")["missed"] for _again in range(3)] == [1, 0, 0]
    session.refresh_from_db()
    assert session.state == "missed"


def test_the_rhythm_calls_when_nobody_does_and_not_twice(board: Board) -> None:
    today = today_in("real")
    with at_day(today + timedelta(days=72)):
        assert tick("real")["called"] == 0
    with at_day(today + timedelta(days=73)):
        assert [tick("real")["called"] for _again in range(2)] == [1, 0]
    session = board.committee.sessions.get()
    assert (session.why, session.day, session.called_by) == ("rhythm", today + timedelta(days=80), None)


def test_no_rhythm_runs_where_a_side_has_sent_nobody(board: Board) -> None:
    for seat in ("society-1", "society-2"):
        services.leave_seat(board.actor(seat), board.holders[seat], why="")
    with at_day(today_in("real") + timedelta(days=400)):
        assert tick("real")["called"] == 0


def test_minutes_need_every_language_and_both_chairs(board: Board) -> None:
    session = opened(board, "state-1", "society-1")
    services.close_session(board.actor("state-1"), session)
    with pytest.raises(Refused, match="minutes_languages"):
        services.write_minutes(board.actor("state-1"), session, text={"en": "We met."})
    text = {"en": "We met.", "ur": "ہم ملے۔"}
    first = services.write_minutes(board.actor("state-1"), session, text=text)
    services.sign_minutes(board.actor("state-1"), first)
    second = services.write_minutes(board.actor("society-1"), session, text=text | {"en": "We met and agreed."})
    with pytest.raises(Refused, match="newer_minutes"):
        services.sign_minutes(board.actor("society-1"), first)
    for chair in ("state-1", "society-1"):
        services.sign_minutes(board.actor(chair), second)
    with pytest.raises(Refused, match="minutes_signed"):
        services.write_minutes(board.actor("state-1"), session, text=text)
    last = Event.objects.filter(verb="council.minutes.signed").order_by("at", "id").last()
    assert last is not None
    assert (last.payload["sha256"], last.payload["complete"]) == (second.sha256, True)
