"""The worker and `mizan tick` move committees: once, in every world, never by a clock that somebody turned."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.cli import main
from mizan.council import services
from mizan.council.rules import meeting
from mizan.kit.days import today_in
from mizan.kit.refusal import Refused
from mizan.web import roomtick, ticks
from tests.council.table import Board, at_day

pytestmark = pytest.mark.django_db


def called_and_past(board: Board) -> None:
    with at_day(today_in("real") - timedelta(days=9)):
        services.call(board.actor("state-1"), board.committee, on=today_in("real") + timedelta(days=8), venue={})


def test_the_command_says_what_it_moved(board: Board, capsys: pytest.CaptureFixture[str]) -> None:
    called_and_past(board)
    assert main(["tick", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["worlds"]["real"]
    assert (found["sessions_missed"], found["sessions_called"]) == (1, 0)
    assert main(["tick", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["worlds"]["real"]["sessions_missed"] == 0


def test_a_time_ahead_of_the_system_moves_no_real_committee(board: Board) -> None:
    called_and_past(board)
    system = datetime.now(UTC)
    with pytest.raises(Refused):
        roomtick.run("real", system + timedelta(days=3), system)
    assert board.committee.sessions.get().state == "called"


def test_the_worker_moves_committees_on_its_wake_up(board: Board) -> None:
    called_and_past(board)
    roomtick.move_rooms(datetime.now(UTC))
    assert board.committee.sessions.get().state == "missed"
    assert roomtick.move_rooms in ticks._TICKS


DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 1, 1))


@given(DAYS, st.lists(st.integers(0, 400), max_size=12))
def test_however_often_and_late_the_clock_runs_a_session_is_missed_after_its_day_and_not_before(
    day: date, steps: list[int]
) -> None:
    today, state = day, "called"
    for step in steps:
        today += timedelta(days=step)
        if meeting.is_missed(state=state, on=day, today=today):
            state = "missed"
        assert (state == "missed") == (today > day)
