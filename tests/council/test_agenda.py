"""The agenda that the house draws: late, disputed, apart, missing; weightiest first, never by anybody's leave."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mizan.council import services
from mizan.council.queries.agenda import MOST, points
from mizan.framework.models import Action
from mizan.institutions.models import Institution, UnitStatus
from mizan.kit.clock import now
from mizan.kit.days import today_in
from mizan.places.models import Place, PlaceLevel
from tests.council.table import Board, make_committee, opened
from tests.council.test_sessions import action_motion
from tests.ledger.happening import happening

pytestmark = pytest.mark.django_db


def late_action(code: str, days: int, *, level: str = "national", place: Place | None = None) -> Action:
    action_motion()  # the pillar
    action = Action.objects.create(
        code=code, title={"en": code}, level=level, mode="proactive", standing="adopted", pillar_id="education",
        due_on=today_in("real") - timedelta(days=days),
    )  # fmt: skip
    action.places.set([place] if place else [])
    return action


def codes(board: Board, source: str) -> list[str]:
    return [point.subject_id for one, point in points(board.committee, today_in("real")) if one.code == source]


def test_what_is_longest_overdue_comes_first_and_the_rest_is_counted(board: Board) -> None:
    for days in range(1, MOST + 4):
        late_action(f"L-{days}", days)
    drawn = [point for one, point in points(board.committee, today_in("real")) if one.code == "overdue_action"]
    assert [point.subject_id for point in drawn[:-1]] == [f"L-{days}" for days in range(MOST + 3, 3, -1)]
    assert (drawn[-1].title["en"], set(drawn[-1].title)) == ("and 3 more", {"en", "ur"})


def test_a_unit_that_a_source_calls_absent_is_on_the_table_and_an_unknown_one_is_not(board: Board) -> None:
    assert codes(board, "missing_unit") == []
    with happening():
        UnitStatus.objects.create(
            institution=Institution.objects.get(pk="T-LEA"), kind="internal_affairs", state="absent", recorded_at=now()
        )
    assert codes(board, "missing_unit") == ["T-LEA"]


def test_a_district_sees_its_own_place_and_not_another(board: Board) -> None:
    level = PlaceLevel.objects.create(slug="district", depth=1, pack="t")
    here, there = (Place.objects.create(code=code, level=level) for code in ("HERE", "THERE"))
    late_action("L-HERE", 3, level="district", place=here)
    late_action("L-THERE", 3, level="district", place=there)
    late_action("L-ALL", 2, level="district")
    district = make_committee("T-DIS", level="district", place=here)
    drawn = [point.subject_id for one, point in points(district, today_in("real")) if one.code == "overdue_action"]
    assert drawn == ["L-HERE", "L-ALL"]


def test_the_agenda_is_frozen_when_the_session_opens(board: Board) -> None:
    late_action("L-1", 5)
    session = opened(board, "state-1", "society-1")
    late_action("L-2", 5)
    assert [item.subject_id for item in session.agenda.all()] == ["L-1"]
    services.add_item(board.actor("society-2"), session, title={"en": "Kilns"})
    assert session.agenda.order_by("order").last().title == {"en": "Kilns"}
