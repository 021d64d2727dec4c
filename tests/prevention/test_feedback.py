"""Feedback by code: a code opens one row and tells nothing of others; only the asked body reads and answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mizan.kit import clock
from mizan.kit.refusal import Refused
from mizan.ledger.models import Event
from mizan.prevention import services
from mizan.prevention.models import Feedback, FeedbackAnswer, FrozenCount, Mark
from mizan.prevention.queries.asking import inbox, told, waiting
from mizan.prevention.queries.library import marks_on
from mizan.prevention.rules.feedback import ALPHABET, LETTERS, drawn, grouped, typed
from mizan.prevention.services.feedback import Sent, answer_feedback, found_by, locator_of, mark, send_feedback
from mizan.prevention.services.freezing import freeze
from mizan.web.exercise.plan import noon
from tests.cast import make_body, make_member, sign_in
from tests.prevention.people import TODAY, Town

LINE = services.NewService("hotline", {"en": "A line"}, phone="0800-11111")


@pytest.fixture(autouse=True)
def _instance(tmp_path: Any, settings: Any) -> None:
    settings.INSTANCE_KEY = tmp_path / "instance.key"
    settings.INSTANCE_KEY.write_text("6b" * 32, encoding="ascii")


def send(town: Town, text: str = "When do you open?", code: str = "SV-1") -> Sent:
    if not services.helping.Service.objects.filter(pk=code).exists():
        services.list_service(town.school.actor, services.NewService(**{**vars(LINE), "code": code}))
    return send_feedback("real", about="service", subject=code, kind="question", text=text, language="en")


@given(st.text(ALPHABET, min_size=LETTERS, max_size=LETTERS), st.sampled_from(["", " ", "-", "--"]))
def test_a_code_is_read_however_it_was_grouped(letters: str, between: str) -> None:
    assert typed(between.join(letters).lower()) == letters
    assert typed(grouped(letters)) == letters


@given(st.text(max_size=40))
def test_what_is_no_code_is_none(text: str) -> None:
    assert typed(text) in {"", "".join(letter for letter in text.upper() if letter.isalnum())}


def test_a_code_has_more_than_sixty_bits_and_none_is_drawn_twice() -> None:
    assert len(ALPHABET) ** LETTERS >= 2**60
    assert len({drawn() for _each in range(500)}) == 500


def test_a_code_opens_its_own_row_and_no_other(town: Town) -> None:
    first, second = send(town, "first"), send(town, "second")
    assert (found_by(first.code), found_by(second.code)) == (first.row, second.row)
    for wrong in ("", "QKZ7", drawn(), first.code[:-1], second.code.replace("-", "")[::-1], str(first.row.pk)):
        assert found_by(wrong) is None
    kept = {str(value) for row in Feedback.objects.values() for value in row.values()}
    assert not [code for code in (first.code, typed(first.code)) if any(code in one for one in kept)]
    events = str(list(Event.objects.filter(verb="prevention.feedback.sent").values("payload")))
    assert "first" not in events


def test_without_the_key_of_the_installation_a_stolen_table_tells_no_code(
    town: Town, settings: Any, tmp_path: Any
) -> None:
    sent = send(town)
    settings.INSTANCE_KEY = tmp_path / "other.key"
    settings.INSTANCE_KEY.write_text("78" * 32, encoding="ascii")
    assert locator_of(sent.code) != sent.row.locator
    assert found_by(sent.code) is None


def test_nothing_is_refused_for_how_many_wrote(town: Town) -> None:
    for number in range(60):
        send(town, f"message {number}")
    assert Feedback.objects.count() == 60


def test_only_the_asked_body_reads_and_answers_by_a_day(town: Town) -> None:
    row = send(town).row
    assert row.due_on == TODAY + timedelta(days=14)
    for who in (town.centre, town.helper, town.cast.coordinator):
        with pytest.raises(Refused, match="not_your_queue"):
            answer_feedback(who.actor, row, text={"en": "No."})
        assert inbox(who.actor.body, "real", TODAY) == []
    with clock.at(noon(TODAY + timedelta(days=15))):
        assert inbox("T-SCHOOL", "real", TODAY + timedelta(days=15))[0].is_late
        answer_feedback(town.school.actor, row, text={"en": "At nine."})
    assert Event.objects.get(verb="prevention.feedback.answered").payload == {"late": True, "published": False}


def test_in_public_stand_the_words_of_the_body_alone(town: Town, public: Any) -> None:
    row = send(town, "Mr Secret shouted at me").row
    with pytest.raises(Refused, match="publish_both"):
        answer_feedback(town.school.actor, row, text={"en": "Sorry."}, told={"en": "We changed it."})
    with clock.at(noon(TODAY + timedelta(days=3))):
        answer_feedback(
            town.school.actor, row, text={"en": "Sorry."}, asked={"en": "Manners?"}, told={"en": "We trained all."}
        )
    [one] = told("real")
    page = public.get("/answers/").content.decode()
    assert ("Manners?" in page, "We trained all." in page, one.days) == (True, True, 3)
    assert "Secret" not in page
    assert "Sorry." not in page


def test_how_many_wait_is_frozen_once_a_quarter_from_ten_up(town: Town) -> None:
    for number in range(13):
        send(town, f"message {number}")
    assert waiting("real") is None
    with clock.at(noon(TODAY + timedelta(days=40))):  # the next quarter
        freeze("real")
    newest = waiting("real")
    assert newest is not None
    assert (newest.quarter, newest.value) == ("2026-Q1", 15)
    assert FrozenCount.objects.filter(subject="feedback").count() == 1


def test_at_the_public_door_without_cookie_or_script_a_code_leads_to_the_answer(
    town: Town, request: pytest.FixtureRequest
) -> None:
    services.list_service(town.school.actor, services.NewService(**{**vars(LINE), "code": "SV-1"}))
    public = request.getfixturevalue("public")
    first = public.get("/feedback/?subject=service:SV-1")
    page = first.content.decode()
    assert page.index('href="/report/"') < page.index("<form")
    assert ("<script" in page, bool(first.cookies), "selected" in page) == (False, False, True)
    sent = public.post("/feedback/", {"kind": "question", "subject": "service:SV-1", "text": "When?"})
    code = sent.content.decode().split('translate="no">')[1].split("<")[0]
    answer_feedback(town.school.actor, Feedback.objects.get(), text={"en": "At nine."})
    shown = public.post("/feedback/follow/", {"code": code.lower()})
    assert (shown.status_code, "At nine." in shown.content.decode()) == (200, True)
    assert shown.headers["Cache-Control"] == "no-store"
    wrong, nothing = (public.post("/feedback/follow/", {"code": given}) for given in (drawn(), "hello"))
    assert (wrong.status_code, nothing.status_code) == (409, 409)
    assert wrong.content.split(b"value=")[0] == nothing.content.split(b"value=")[0]
    for bad in (
        {},
        {"kind": "question", "subject": "service:NO", "text": "x"},
        {"subject": "service:SV-1", "text": " "},
    ):
        assert public.post("/feedback/", bad).status_code == 409
    assert Feedback.objects.count() == 1


def test_at_the_desk_the_body_finds_and_answers_it(town: Town, desk: Callable[..., Any]) -> None:
    row = send(town, "When do you open?").row
    client = sign_in(Client(), town.school)
    assert str(row.pk) in client.get("/feedback/").content.decode()
    assert b"When do you open?" in client.get(f"/feedback/{row.pk}/").content
    assert client.post(f"/feedback/{row.pk}/", {"verb": "answer", "answer-text": "At nine."}).status_code == 302
    assert FeedbackAnswer.objects.get().text == {"en": "At nine."}
    assert sign_in(Client(), town.centre).get(f"/feedback/{row.pk}/").status_code == 404


def test_marks_of_a_panel_stand_for_themselves_and_are_shown_with_consent_only(town: Town) -> None:
    from mizan.kit.actors import Role

    body = make_body("T-SUR", kind="civil_society", side="society", stakeholder_class="workers_survivors")
    panel = make_member("panel", body, (Role.MONITOR,))
    given = {"about": "material", "subject": "RIGHTS-KILN", "criterion": "clear", "why": {"en": "Long words."}}
    with pytest.raises(Refused, match="not_a_panel"):
        mark(town.centre.actor, **given, says="no", may_show=True)
    mark(panel.actor, **given, says="no", may_show=False)
    assert marks_on("material", "RIGHTS-KILN") == []
    shown = mark(panel.actor, **given, says="partly", may_show=True)
    assert marks_on("material", "RIGHTS-KILN") == [shown]
    assert Mark.objects.count() == 2
