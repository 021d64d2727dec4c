"""What somebody did to a person never reaches the body that reads feedback: it goes, word for word, into a report."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from mizan.integrity.models import Report
from mizan.ledger.models import Event
from mizan.prevention import services
from mizan.prevention.models import Feedback
from tests.prevention.people import Town

WORDS = 'He asked for money.\n\nThen he shouted: "you <owe> me" & left.'
SCHOOL = {"subject": "service:SV-1", "kind": "person", "text": WORDS}


@pytest.fixture
def door(town: Town, request: pytest.FixtureRequest) -> Any:
    services.list_service(
        town.school.actor, services.NewService("hotline", {"en": "A line"}, phone="0800-11111", code="SV-1")
    )
    return request.getfixturevalue("public")


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, f"no field {name}"
    return html.unescape(found[1])


def typed(page: str) -> str:
    """What stands in the page's text area, as a browser sends it again: without the line break of the markup."""
    found = re.search(r"<textarea[^>]*>\r?\n?(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def test_what_concerns_a_person_is_stored_nowhere_and_led_to_the_report(door: Any) -> None:
    before = Event.objects.count()
    answer = door.post("/feedback/", SCHOOL)
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert (Feedback.objects.count(), Report.objects.count(), Event.objects.count()) == (0, 0, before)
    assert 'action="/report/begin/' in page
    assert (hidden(page, "institution"), typed(page)) == ("T-SCHOOL", WORDS)


def test_the_body_and_the_words_wait_on_the_pages_of_the_report_that_ask_for_them(door: Any) -> None:
    page = door.post("/report/begin/", {"institution": "T-SCHOOL", "narrative": WORDS}).content.decode()
    assert ("Before you begin" in page, WORDS in page, "T-SCHOOL" in page) == (True, False, False)  # sealed
    page = door.post("/report/what/", {"draft": hidden(page, "draft"), "back": "1"}).content.decode()
    assert "Page 1 of" in page
    given = {"draft": hidden(page, "draft"), "kind": "official", "act": "", "stage": ""}
    page = door.post("/report/what/", given).content.decode()
    assert re.search(r'<option value="T-SCHOOL" selected>', page)
    given = {"draft": hidden(page, "draft"), "institution": "T-SCHOOL", "another": "1"}
    page = door.post("/report/who/", given).content.decode()
    assert not re.search(r'<option value="T-SCHOOL" selected>', page)  # the next person is described anew
    page = door.post("/report/who/", {"draft": hidden(page, "draft")}).content.decode()
    assert typed(page) == WORDS
    assert (Feedback.objects.count(), Report.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "brought",
    [{}, {"institution": "NOBODY"}, {"institution": "T-SCHOOL'--", "narrative": ""}, {"narrative": "x" * 40_001}],
)
def test_what_does_not_hold_is_left_behind_and_the_report_begins_empty(door: Any, brought: dict[str, str]) -> None:
    answer = door.post("/report/begin/", brought)
    assert answer.status_code == 200
    assert 'name="draft"' not in answer.content.decode()


def test_a_report_may_leave_open_which_body_it_is_about_and_feedback_may_not(door: Any) -> None:
    page = door.post("/feedback/", {**SCHOOL, "subject": ""}).content.decode()
    assert (hidden(page, "institution"), typed(page)) == ("", WORDS)
    refused = door.post("/feedback/", {**SCHOOL, "subject": "", "kind": "complaint"})
    assert refused.status_code == 409
    assert "Choose what it is about." in refused.content.decode()
    assert typed(refused.content.decode()) == WORDS  # nothing lost, its lines included


def test_kinds_of_a_row_are_three_and_what_is_for_a_report_is_none_of_them() -> None:
    from mizan.prevention.models import FeedbackKind
    from mizan.prevention.views.feedback import OF_A_PERSON

    assert OF_A_PERSON not in FeedbackKind.values
