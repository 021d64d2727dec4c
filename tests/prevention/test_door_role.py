"""What the public door's own role in the database may do with this room: write feedback, and read nobody's row."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from mizan.kit import clock
from mizan.prevention import services
from mizan.prevention.services.feedback import answer_feedback, found_by, send_feedback
from mizan.web.exercise.plan import noon
from tests.cast import make_cast
from tests.integrity.doors import door_of, grant
from tests.prevention.people import TODAY, make_town, run

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
LINE = services.NewService("hotline", {"en": "A line"}, phone="0800-11111", code="SV-1")


def test_the_public_door_takes_feedback_and_writes_nothing_else_of_the_room() -> None:
    grant()
    with clock.at(noon(TODAY)):
        town = make_town(make_cast())
        services.list_service(town.school.actor, LINE)
        with door_of("intake"):
            sent = send_feedback("real", about="service", subject="SV-1", kind="praise", text="Good.", language="en")
            assert found_by(sent.code) == sent.row
            refused: list[Any] = [
                lambda: answer_feedback(town.school.actor, sent.row, text={"en": "Thank you."}),
                lambda: services.list_service(town.school.actor, services.NewService(**{**vars(LINE), "code": "SV-2"})),
                lambda: type(sent.row).objects.filter(pk=sent.row.pk).update(text="Other."),
            ]
            for act in refused:
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                    act()


PERSONS = (
    "enrolment", "enrolmentstep", "enrolmentfollowup", "referral", "referraloffer", "referralanswer", "entitlement",
    "entitlementstep",
)  # fmt: skip
PAGES = (
    "/help/", "/help/s/SV-1/", "/answers/", "/rights/", "/materials/", "/programmes/", "/programmes/PR-1/",
    "/need/", "/need/?need=girls_out_of_school", "/need/T-D1/", "/entitlements/", "/campaigns/", "/training/",
    "/balance/", "/figures/", "/log/", "/",
)  # fmt: skip


def test_the_public_door_reads_no_row_about_a_person() -> None:
    grant()
    with door_of("intake") as door, door.cursor() as cursor:
        for name in PERSONS:
            with pytest.raises(ProgrammingError, match="permission denied"):
                cursor.execute(f"SELECT id FROM prevention_{name}")  # not one column


def test_every_public_page_of_the_room_answers_without_a_row_about_a_person(request: pytest.FixtureRequest) -> None:
    grant()
    with clock.at(noon(TODAY)):
        town = make_town(make_cast())
        services.list_service(town.school.actor, LINE)
        run(town, town.school, code="PR-1")
        client = request.getfixturevalue("public")
        with door_of("intake"):
            for page in PAGES:
                assert client.get(page).status_code == 200, page
