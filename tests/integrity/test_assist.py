"""Somebody types a report for a reporter who cannot: the same steps, and nothing of it stays with the helper."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from mizan.integrity import store, stretching
from mizan.integrity.door import sending
from mizan.integrity.models import Attachment, Report, Wrap
from mizan.integrity.rules.accusation import CHANNEL
from mizan.kit.models import Notice
from mizan.ledger.models import Event
from tests.cast import sign_in
from tests.integrity.country import Country
from tests.integrity.helping import MARKER, begun, helper_of, opens, public_door, read_by, sent, sent_from, walk, words
from tests.integrity.test_desk_pages import Desk
from tests.integrity.walking import digits_of, main_form
from tests.web.page_forms import Form, send


class Full:
    def acquire(self, timeout: float) -> bool:
        return False


# What is the same as at the public door


def test_a_helper_types_the_report_and_its_readers_read_it(helper: Client, help_desk: Country) -> None:
    assert sent(helper).status_code == 200
    accusation, narrative = read_by(help_desk, "IA", Report.objects.get().pk)
    assert MARKER in narrative
    assert accusation.accused[0].unit == "STATION"


def test_she_sees_before_sending_who_could_read_it_and_can_keep_a_body_out(helper: Client) -> None:
    check = walk(helper)
    assert "Body ACE" in words(check)
    again = send(helper, main_form(check, "/assist/send/", vetoes=["ACE"]))
    assert not Report.objects.exists()
    assert send(helper, main_form(again, "/assist/send/", vetoes=["ACE"])).status_code == 200
    assert "ACE" not in set(Wrap.objects.values_list("institution_id", flat=True))


def test_the_reporter_follows_it_at_the_public_door_by_the_codeword_that_was_read_to_her(helper: Client) -> None:
    assert "Body IA" in opens(digits_of(sent(helper)))


# The channel


@pytest.mark.parametrize("channel", ["in_person", "telephone", "voice_note", "paper_form"])
def test_the_channel_is_sealed_inside_and_stands_nowhere_else(helper: Client, help_desk: Country, channel: str) -> None:
    sent(helper, channel=channel)
    accusation, _narrative = read_by(help_desk, "IA", Report.objects.get().pk)
    assert accusation.answers[CHANNEL] == channel
    assert channel not in str([*Event.objects.values(), *Report.objects.values()])


def test_readers_are_told_how_it_came_and_not_by_whom(
    helper: Client, help_desk: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(helper, channel="telephone")
    reader = Desk(help_desk, monkeypatch).client("IA-1")
    page = words(reader.get(f"/inbox/{Report.objects.get().pk}/"))
    assert "by telephone" in page
    assert "Helper Of Ngo" not in page


@pytest.mark.parametrize("channel", ["voice_note", "paper_form"])
def test_a_voice_note_or_a_paper_form_is_sealed_as_a_file_before_the_codeword(helper: Client, channel: str) -> None:
    answer = sent(helper, channel=channel)
    assert 'class="big"' not in words(answer)
    sound = b"marker-of-a-voice " * 5000
    answer = send(helper, main_form(answer, "/assist/files/"), {"files": ("note.ogg", sound)})
    row = Attachment.objects.get()
    assert b"marker-of-a-voice" not in b"".join(store.pieces(row.pk))
    assert "note.ogg" in opens(digits_of(answer))


def test_without_a_file_the_codeword_is_shown_all_the_same(helper: Client) -> None:
    answer = send(helper, main_form(sent(helper, channel="voice_note"), "/assist/files/"))
    assert len(digits_of(answer).replace(" ", "")) == 29
    assert not Attachment.objects.exists()


def test_a_file_that_is_declined_is_told_and_the_codeword_is_not_lost(
    helper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = main_form(sent(helper, channel="paper_form"), "/assist/files/")
    with monkeypatch.context() as small:
        small.setattr("mizan.integrity.services.files.MOST_BYTES", 4)
        answer = send(helper, asked, {"files": ("form.jpg", b"too many bytes")})
    assert (answer.status_code, "too large" in words(answer)) == (409, True)
    assert digits_of(send(helper, main_form(answer, "/assist/files/")))


def test_files_are_taken_by_nobody_without_the_sealed_field_of_this_sitting(helper: Client, help_desk: Country) -> None:
    asked = main_form(sent(helper, channel="voice_note"), "/assist/files/")
    other = sign_in(Client(), helper_of("HRC"))
    other.post("/assist/", {"channel": "voice_note"})
    for client, form in ((other, asked), (helper, asked.given("stored", "x"))):
        assert send(client, form, {"files": ("note.ogg", b"sound")}).status_code == 409
    assert not Attachment.objects.exists()


# The codeword is the reporter's


def test_the_codeword_is_made_for_reading_aloud_in_groups_of_three_and_in_both_languages(helper: Client) -> None:
    page = words(sent(helper))
    groups = re.findall(r'<li><span class="code">(\d{3})</span></li>', page)
    assert len(groups) == 9
    assert "".join(groups) in re.sub(r"\s", "", page.split('class="big" dir="ltr">')[1].split("<")[0])
    for language in ("en", "ur"):
        listed = re.search(rf'<ol class="cols" lang="{language}"[^>]*>(.*?)</ol>', page, re.DOTALL)
        assert listed is not None
        assert listed[1].count("<li>") == 8


def test_it_says_that_whoever_heard_the_codeword_can_open_the_report(helper: Client) -> None:
    assert "Whoever heard it can open the report" in words(sent(helper))


def test_I16_who_waits_for_the_codeword_has_a_stored_report_and_gets_it_later(
    helper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = walk(helper)
    with monkeypatch.context() as busy:
        busy.setattr(stretching, "_room", Full())
        busy.setattr(sending, "WAIT", 0)
        answer = send(helper, main_form(check, "/assist/send/"))
    assert Report.objects.count() == 1
    answer = send(helper, main_form(answer, "/assist/waiting/"))
    assert opens(digits_of(answer))


# The helper sees nothing afterwards


def test_after_sending_no_page_that_was_kept_shows_or_sends_anything_again(helper: Client) -> None:
    check = walk(helper)
    given = sent_from(helper, check)
    digits = digits_of(given)
    for page in (check, given):
        for form in forms_to_assist(page):
            for pressed in (form, form.given("back", "1"), form.given("again", "1")):
                again = send(helper, pressed)
                assert MARKER not in words(again)
                assert digits not in words(again)
    assert Report.objects.count() == 1


def test_while_a_file_is_awaited_what_was_typed_is_shown_and_sent_no_more(helper: Client) -> None:
    check = walk(helper, channel="voice_note")
    sent_from(helper, check)
    for pressed in ("back", "again", "now"):
        again = send(helper, main_form(check, "/assist/send/").given(pressed, "1"))
        assert again.status_code == 409
        assert MARKER not in words(again)
    assert Report.objects.count() == 1


def forms_to_assist(page: Any) -> list[Form]:
    from tests.web.page_forms import forms_of

    return [form for form in forms_of("/", words(page)) if form.address.startswith("/assist/")]


def test_the_waiting_field_gives_the_codeword_once_and_never_again(
    helper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = walk(helper)
    with monkeypatch.context() as busy:
        busy.setattr(stretching, "_room", Full())
        busy.setattr(sending, "WAIT", 0)
        waits = main_form(sent_from(helper, check), "/assist/waiting/")
    assert digits_of(send(helper, waits))
    assert (again := send(helper, waits)).status_code == 409
    assert 'class="big"' not in words(again)


def test_no_page_of_a_helper_is_kept_by_a_browser_or_has_a_script(helper: Client) -> None:
    check = walk(helper)
    for page in (helper.get("/assist/"), begun(helper), check, sent(helper), helper.get("/assist/who/")):
        assert page["Cache-Control"] == "no-store"
        assert "<script" not in words(page)


def test_the_first_page_forgets_what_was_typed(helper: Client) -> None:
    check = walk(helper)
    helper.get("/assist/")
    assert sent_from(helper, check).status_code == 409
    assert not Report.objects.exists()


def test_what_one_helper_typed_opens_for_no_other_and_not_at_the_public_door(helper: Client) -> None:
    check = main_form(walk(helper), "/assist/send/")
    other = sign_in(Client(), helper_of("HRC"))
    other.post("/assist/", {"channel": "in_person"})
    assert send(other, check).status_code == 409
    with public_door() as public:
        assert public.post("/report/send/?world=exercise", dict(check.fields)).status_code == 409
    assert not Report.objects.exists()


def test_nothing_of_the_report_is_in_her_session_her_seat_or_her_notices(helper: Client) -> None:
    walk(helper)
    assert set(helper.session.keys()) - {"assist"} == set(sign_in(Client(), helper_of("HRC")).session.keys())
    sent(helper)
    assert "assist" not in helper.session
    assert not Notice.objects.exists()
    report = Report.objects.get().pk
    for page in ("/seat/", "/assist/", "/"):
        assert str(report) not in words(helper.get(page))


def test_the_report_itself_is_missing_for_her_like_one_that_never_was(helper: Client) -> None:
    sent(helper)
    report = Report.objects.get().pk
    assert [helper.get(path).status_code for path in ("/inbox/", f"/inbox/{report}/")] == [404, 404]


# What is left behind


def test_no_event_names_the_helper_her_body_or_her_side(helper: Client) -> None:
    before = set(Event.objects.values_list("pk", flat=True))
    sent(helper, channel="paper_form")
    made = Event.objects.exclude(pk__in=before)
    assert {(one.actor, one.body, one.side) for one in made} == {("intake", "", "")}


def test_the_events_and_rows_of_a_typed_report_are_those_of_any_other(helper: Client) -> None:
    from tests.integrity.walking import sent as sent_alone

    def left_by(report: Callable[[], Any]) -> list[tuple[Any, ...]]:
        seen = set(Event.objects.values_list("pk", flat=True))
        report()
        made = Event.objects.exclude(pk__in=seen).order_by("pk")
        return sorted((one.verb, one.actor, one.body, sorted(one.payload)) for one in made)

    with public_door() as public:
        alone = left_by(lambda: sent_alone(public, narrative=MARKER))
    assert alone == left_by(lambda: sent(helper))
    first, second = Report.objects.all()
    assert first.received_on == second.received_on
    assert len(first.body) == len(second.body)


def test_events_of_a_typed_report_hold_no_hour(helper: Client) -> None:
    before = set(Event.objects.values_list("pk", flat=True))
    sent(helper, channel="telephone")
    assert {(one.at.hour, one.at.minute, one.at.second) for one in Event.objects.exclude(pk__in=before)} == {(0, 0, 0)}
