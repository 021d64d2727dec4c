"""Pages of the council: a session from its call to its signed minutes, at the desk and for everybody, no name told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mizan.council import services
from mizan.council.models import Session
from mizan.kit.days import today_in
from tests.cast import sign_in
from tests.council.table import CODE, Board, at_day, make_committee, make_seat, opened
from tests.council.test_sessions import action_motion, carry

pytestmark = pytest.mark.django_db
PAGE = f"/committees/{CODE}/"


@pytest.fixture
def shown(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """`shown(path)`: the page at the public door. Once asked for, that door is open for the rest of the test."""
    return lambda path: text(request.getfixturevalue("public"), path)


def member(board: Board, seat: str) -> Client:
    return sign_in(Client(), board.people[seat])


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_everybody_sees_bodies_and_no_name(board: Board, public: Any) -> None:
    page = text(public, PAGE)
    assert "Body T-ORG" in page
    for person in board.people.values():
        assert person.user.name not in page


def test_I7_a_name_is_seen_by_the_own_side_only(board: Board) -> None:
    own, other = board.people["society-2"].user.name, board.people["state-2"].user.name
    page = text(member(board, "society-1"), PAGE)
    assert own in page
    assert other not in page


def test_a_co_chair_of_society_calls_a_session_by_the_page(board: Board, shown: Callable[[str], str]) -> None:
    day = today_in("real") + timedelta(days=8)
    answer = member(board, "society-1").post(PAGE, {"verb": "call", "call-on": day.isoformat(), "call-venue": "Hall"})
    assert answer.status_code == 302
    page = shown(f"{PAGE}1/")
    assert ("Hall" in page, 'data-word="EXERCISE"' in page) == (True, False)


def test_too_short_a_notice_stands_at_its_field_and_nothing_is_lost(board: Board) -> None:
    day = today_in("real") + timedelta(days=2)
    answer = member(board, "society-1").post(PAGE, {"verb": "call", "call-on": day.isoformat(), "call-venue": "Hall"})
    assert "7 days" in answer.content.decode()
    assert 'value="Hall"' in answer.content.decode()
    assert not Session.objects.exists()


def test_whoever_has_no_seat_has_no_form(board: Board, cast: Any) -> None:
    session = opened(board, "state-1", "society-1")
    client = sign_in(Client(), cast.outsider)
    assert 'name="verb"' not in text(client, f"{PAGE}{session.number}/")
    assert client.post(f"{PAGE}{session.number}/", {"verb": "close"}).status_code == 404
    assert client.get(f"{PAGE}{session.number}/move/action/").status_code == 404


def test_a_session_is_held_by_the_pages_and_its_decision_is_on_the_actions(
    board: Board, shown: Callable[[str], str]
) -> None:
    session = opened(board, "state-1", "society-1")
    path = f"{PAGE}{session.number}/"
    action_motion()  # the pillar
    chair = member(board, "state-1")
    form = {
        "text": "Open ten bridge schools", "owner": "T-LEA", "co_owner": "T-ORG", "code": "D-1", "pillar": "education",
        "mode": "proactive", "due_on": (today_in("real") + timedelta(days=90)).isoformat(),
    }  # fmt: skip
    assert chair.post(f"{path}move/action/", {**form, "due_on": ""}).status_code == 409
    assert chair.post(f"{path}move/action/", form).status_code == 302
    motion = session.motions.get()
    for seat in ("state-1", "society-1"):
        vote = {"verb": "vote", "vote-motion": motion.pk, "vote-holder": board.holders[seat].pk, "vote-choice": "for"}
        assert member(board, seat).post(path, vote).status_code == 302
    assert chair.post(path, {"verb": "decide", "decide-motion": motion.pk}).status_code == 302
    assert chair.post(path, {"verb": "close"}).status_code == 302
    minutes = {"verb": "minutes", "minutes-text_en": "We met.", "minutes-text_ur": "ہم ملے۔"}
    assert chair.post(path, minutes).status_code == 302
    assert "Not signed by both chairs yet" in text(chair, path)
    for seat in ("state-1", "society-1"):
        assert member(board, seat).post(path, {"verb": "sign"}).status_code == 302
    assert "We met." in shown(path)
    assert "Open ten bridge schools" in shown("/actions/D-1/")


def test_unsigned_minutes_are_for_members(board: Board, public: Any) -> None:
    session = opened(board, "state-1", "society-1")
    services.close_session(board.actor("state-1"), session)
    services.write_minutes(board.actor("state-1"), session, text={"en": "We met.", "ur": "ہم ملے۔"})
    assert "We met." not in text(public, f"{PAGE}{session.number}/")


def test_a_sensitive_paper_is_a_hash_without_a_title(board: Board, shown: Callable[[str], str]) -> None:
    session = opened(board, "state-1", "society-1")
    path = f"{PAGE}{session.number}/"
    paper = {
        "verb": "paper",
        "paper-title": "A secret draft",
        "paper-url": "https://example.org/p",
        "paper-is_sensitive": "on",
    }
    assert member(board, "state-1").post(path, paper).status_code == 302
    assert "A secret draft" in text(member(board, "society-2"), path)
    assert "A secret draft" not in shown(path)
    assert "example.org/p" not in shown(path)


def test_a_dissent_stands_in_public_under_its_seat(board: Board, public: Any) -> None:
    session = opened(board, "state-1", "society-1")
    motion = services.move(board.actor("state-1"), session, action_motion())
    services.vote(
        board.actor("society-1"), motion, board.holders["society-1"], choice="against", dissent={"en": "No budget line"}
    )
    assert "No budget line" in text(public, f"{PAGE}{session.number}/")


def test_missed_and_inquorate_sessions_stay_in_public(board: Board, public: Any) -> None:
    session = opened(board, "society-1")
    services.close_session(board.actor("society-1"), session)
    assert "inquorate" in text(public, PAGE)


def test_the_calendar_has_every_session_and_folds_its_lines(board: Board, public: Any) -> None:
    session = services.call(
        board.actor("state-1"), board.committee, on=today_in("real") + timedelta(days=9), venue={"en": "ہال، " * 30}
    )
    for path in ("/committees.ics", f"{PAGE}sessions.ics"):
        answer = public.get(path)
        lines = answer.content.split(b"\r\n")
        assert answer["Content-Type"].startswith("text/calendar")
        assert f"UID:{session.pk}@testserver".encode() in lines
        assert max(len(line) for line in lines) <= 75
        assert b"".join(lines).decode()


def test_a_list_of_many_committees_costs_no_more_queries(board: Board, public: Any) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            text(public, "/committees/")
        return len(seen)

    before = queries()
    for n in range(12):
        make_seat(make_committee(f"T-MORE-{n}"), "state", 1, "chair", "T-SEC")
    assert queries() == before


def test_what_was_decided_and_is_late_is_said(board: Board, public: Any) -> None:
    session = opened(board, "state-1", "society-1")
    carry(board, session, "state-1", "society-1")
    with at_day(today_in("real") + timedelta(days=91)):
        assert "decision is late." in text(public, PAGE)


def test_sessions_stand_newest_first(board: Board, public: Any) -> None:
    for _again in range(3):
        services.close_session(board.actor("state-1"), opened(board, "state-1", "society-1"))
    page = text(public, PAGE)
    assert [page.index(f"Session {n}<") for n in (3, 2, 1)] == sorted(page.index(f"Session {n}<") for n in (1, 2, 3))
