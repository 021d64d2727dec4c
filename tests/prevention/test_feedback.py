"""Feedback by code: a code opens one row and tells nothing of others; only the asked body reads and answers,
until its silence moves the clock on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mizan.kit import clock
from mizan.kit.actors import Role
from mizan.kit.listing import PER_PAGE
from mizan.kit.models import Notice
from mizan.kit.refusal import Refused
from mizan.ledger.duties import of_subject
from mizan.ledger.models import Event
from mizan.prevention import services
from mizan.prevention.models import Feedback, FeedbackAnswer, FrozenCount, Mark
from mizan.prevention.queries.asking import answers_to, by_quarter, inbox, moves, told
from mizan.prevention.queries.library import marks_on
from mizan.prevention.rules.feedback import ALPHABET, LETTERS, drawn, grouped, typed
from mizan.prevention.services.clock import tick
from mizan.prevention.services.feedback import Sent, answer_feedback, found_by, locator_of, mark, send_feedback
from mizan.prevention.services.freezing import freeze
from mizan.web.exercise.plan import noon
from tests.cast import Member, make_body, make_member, sign_in
from tests.prevention.people import TODAY, Town

PAGES = ("/feedback/", "/feedback/?page=2", "/feedback/?page=999")
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
        assert inbox(who.actor, TODAY) == []
    with clock.at(noon(TODAY + timedelta(days=15))):
        assert inbox(town.school.actor, TODAY + timedelta(days=15))[0].is_late
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


def test_an_answer_to_feedback_has_a_clock_of_its_own_and_no_leaf(town: Town) -> None:
    row = send(town).row
    duty = of_subject(row).get()
    assert (duty.kind, duty.owner, duty.due_on) == ("prevention.answer_feedback", "T-SCHOOL", row.due_on)
    assert (duty.number, duty.leaf) == (0, None)
    with clock.at(noon(TODAY + timedelta(days=3))):
        answer_feedback(town.school.actor, row, text={"en": "At nine."})
        answer_feedback(town.school.actor, row, text={"en": "And on Sunday at ten."})  # the first one ended it
    assert of_subject(row).get().state == "met"


def test_silence_goes_once_to_who_coordinates_the_side_of_the_asked_body(town: Town) -> None:
    services.list_service(town.centre.actor, services.NewService(**{**vars(LINE), "code": "SV-2"}))
    of_state, of_society = send(town).row, send(town, code="SV-2").row
    late = of_state.due_on + timedelta(days=1)
    with clock.at(noon(of_state.due_on)):
        assert tick("real")["feedback"] == 0
    with clock.at(noon(late)):
        assert tick("real")["feedback"] == 2
        assert tick("real")["feedback"] == 0
    owes = {row.body_id: of_subject(row).get(state="open") for row in (of_state, of_society)}
    assert {body: duty.owner for body, duty in owes.items()} == {"T-SCHOOL": "T-SEC", "T-CENTRE": "T-ORG"}
    assert {duty.due_on for duty in owes.values()} == {late + timedelta(days=14)}
    told_of = Notice.objects.filter(kind="prevention.feedback")
    assert set(told_of.values_list("user", flat=True)) == {town.cast.coordinator.user.pk, town.cast.co_lead.user.pk}
    assert Event.objects.filter(verb="prevention.feedback.moved_on").count() == 2
    with clock.at(noon(late + timedelta(days=400))):
        assert tick("real")["feedback"] == 0  # the last rung: open and overdue for ever


@pytest.mark.parametrize(("asked", "then"), [("co_lead", "T-SEC"), ("coordinator", None)])
def test_who_coordinates_does_not_inherit_its_own_silence(town: Town, asked: str, then: str | None) -> None:
    who: Member = getattr(town.cast, asked)
    services.list_service(who.actor, services.NewService(**{**vars(LINE), "code": "SV-3"}))
    row = send(town, code="SV-3").row
    with clock.at(noon(row.due_on + timedelta(days=1))):
        assert tick("real")["feedback"] == int(then is not None)
    duty = of_subject(row).get(state="open")
    assert duty.owner == (then or who.actor.body)
    assert then or duty.due_on == row.due_on


def test_whom_silence_reached_reads_and_answers_and_nobody_else_reads_a_word(town: Town) -> None:
    row = send(town, "Mr Secret shouted at me").row
    late = row.due_on + timedelta(days=1)
    secretariat = town.cast.coordinator
    colleague = make_member("colleague", secretariat.post.institution, (Role.OWNER,))
    with clock.at(noon(late)):
        assert inbox(secretariat.actor, late) == []
        tick("real")
        [line] = inbox(secretariat.actor, late)
        assert (line.row, line.due_on, line.is_late) == (row, late + timedelta(days=14), False)
        for who in (town.centre, town.helper, town.office, town.cast.co_lead, town.cast.outsider, colleague):
            assert inbox(who.actor, late) == []
            with pytest.raises(Refused, match="not_your_queue"):
                answer_feedback(who.actor, row, text={"en": "No."})
        [own] = inbox(town.school.actor, late)
        assert (own.is_late, own.due_on, own.moved and own.moved.to.pk) == (True, row.due_on, "T-SEC")
        public = {"asked": {"en": "Manners?"}, "told": {"en": "We trained all."}}
        answer_feedback(secretariat.actor, row, text={"en": "We spoke with them."}, **public)
        assert [line.answered_on for line in inbox(secretariat.actor, late)] == [late]  # it reads what it answered
        with pytest.raises(Refused, match="not_your_queue"):
            answer_feedback(secretariat.actor, row, text={"en": "Once more."})  # it owes nothing now
        answer_feedback(town.school.actor, row, text={"en": "Sorry."})
    assert [(one.by.pk, one.is_from_another) for one in answers_to(row)] == [("T-SEC", True), ("T-SCHOOL", False)]
    assert [one.by.pk for one in told("real")] == ["T-SEC"]
    assert Event.objects.filter(verb="prevention.feedback.answered", payload__late=True).count() == 2


def test_an_answer_of_the_asked_body_takes_it_from_whom_silence_reached(town: Town) -> None:
    row = send(town).row
    late = row.due_on + timedelta(days=1)
    with clock.at(noon(late)):
        tick("real")
        answer_feedback(town.school.actor, row, text={"en": "At nine."})
        assert inbox(town.cast.coordinator.actor, late) == []
    assert [duty.state for duty in of_subject(row).order_by("rung")] == ["escalated", "met"]


def test_feedback_from_before_there_were_clocks_is_answered_without_one(town: Town) -> None:
    from tests.ledger.happening import happening

    with happening():
        row = Feedback.objects.create(
            about="service", subject="SV-1", kind="question", text="When?", language="en", body_id="T-SCHOOL",
            locator="0" * 64, received_on=TODAY, due_on=TODAY,
        )  # fmt: skip
    late = TODAY + timedelta(days=9)
    with clock.at(noon(late)):
        assert tick("real")["feedback"] == 0
        assert [line.is_late for line in inbox(town.school.actor, late)] == [True]
        answer_feedback(town.school.actor, row, text={"en": "At nine."})
    assert (of_subject(row).count(), moves([row])) == (0, {})


def counts() -> dict[str, dict[str, int | None]]:
    return {quarter: dict(found) for quarter, found in by_quarter("real")}


def test_who_waits_who_is_late_and_how_long_it_took_is_frozen_once_a_quarter_from_ten_up(town: Town) -> None:
    rows = [send(town, f"message {number}").row for number in range(36)]
    for row in rows[:12]:
        with clock.at(noon(TODAY + timedelta(days=9))):
            answer_feedback(town.school.actor, row, text={"en": "Yes."})
            answer_feedback(town.school.actor, row, text={"en": "Once more."})  # the first one is counted
    assert counts() == {}
    with clock.at(noon(TODAY + timedelta(days=26))):  # 30 March: due on 13 April
        late = [send(town, f"later {number}").row for number in range(13)]
    with clock.at(noon(TODAY + timedelta(days=40))):
        freeze("real")
        for row in late[:3]:
            answer_feedback(town.school.actor, row, text={"en": "Yes."})
    first = {"waiting": 35, "late": 25, "answered": 10, "answer_days": 10}
    assert counts() == {"2026-Q1": first}
    with clock.at(noon(TODAY + timedelta(days=130))):
        freeze("real")
    assert counts() == {
        "2026-Q1": first,
        "2026-Q2": {"waiting": 35, "late": 35, "answered": None, "answer_days": None},
    }
    assert list(counts()) == ["2026-Q2", "2026-Q1"]
    assert FrozenCount.objects.filter(subject="feedback").count() == 8


def test_a_quarter_that_an_older_clock_froze_says_that_lateness_is_not_known(town: Town, public: Any) -> None:
    from tests.ledger.happening import happening

    with happening():
        FrozenCount.objects.create(
            quarter="2025-Q4", subject="feedback", measure="waiting", value=20, at=noon(TODAY), world="real"
        )
    row = public.get("/answers/").content.decode().split("2025-Q4")[1].split("</tr>")[0]
    assert (row.count("not known"), row.count(">20<")) == (3, 1)


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


def test_at_the_desk_whom_silence_reached_finds_it_and_answers(town: Town, desk: Callable[..., Any]) -> None:
    row = send(town, "When do you open?").row
    secretariat, address = sign_in(Client(), town.cast.coordinator), f"/feedback/{row.pk}/"
    assert secretariat.get(address).status_code == 404
    with clock.at(noon(row.due_on + timedelta(days=1))):
        tick("real")
        page = secretariat.get("/feedback/").content.decode()
        assert (address in page, "Body T-SCHOOL" in page) == (True, True)
        assert "When do you open?" in secretariat.get(address).content.decode()
        assert "Body T-SEC" in sign_in(Client(), town.school).get("/feedback/").content.decode()
        assert secretariat.post(address, {"verb": "answer", "answer-text": "At nine."}).status_code == 302
        assert 'value="answer"' not in secretariat.get(address).content.decode()  # it owes nothing more


def test_more_than_a_page_of_feedback_is_read_page_by_page(town: Town) -> None:
    for number in range(PER_PAGE + 1):
        send(town, f"message {number}")
    school = sign_in(Client(), town.school)
    found = [school.get(address).content.decode().count('href="/feedback/') for address in PAGES]
    assert (found[0] - found[1], found[2]) == (PER_PAGE - 1, found[1])  # the menu leads there too


def test_her_code_tells_the_sender_who_reads_it_since_nobody_answered(
    town: Town, request: pytest.FixtureRequest
) -> None:
    sent = send(town)
    with clock.at(noon(sent.row.due_on + timedelta(days=1))):
        tick("real")
        public = request.getfixturevalue("public")
        assert "Body T-SEC" in public.post("/feedback/follow/", {"code": sent.code}).content.decode()
        answer_feedback(town.cast.coordinator.actor, sent.row, text={"en": "At nine."})
    shown = public.post("/feedback/follow/", {"code": sent.code}).content.decode()
    assert ("At nine." in shown, "Body T-SEC" in shown, "owes the answer" in shown) == (True, True, False)


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
