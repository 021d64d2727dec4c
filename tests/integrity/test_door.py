"""The pages of a report, as a plain browser without script sees them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mizan.integrity import stretching
from mizan.integrity.door import drafts, sending
from mizan.integrity.models import Report, Wrap
from mizan.kit import clock
from tests.integrity.country import Country
from tests.integrity.walking import OFFICER, WORLD, digits_of, followed, main_form, open_door, sent, walk
from tests.web.page_forms import send

MARKER = "qoqnoos-4412 is what nobody else writes"


@pytest.fixture
def door(country: Country, public: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    open_door(country, monkeypatch)
    return public


def test_a_report_is_sent_and_followed_without_script_or_cookie(door: Any) -> None:
    answer = sent(door, narrative=MARKER)
    assert answer.status_code == 200
    assert MARKER not in answer.content.decode()
    page = followed(door, digits_of(answer)).content.decode()
    assert "Body IA" in page
    assert "Body ACE" in page
    assert MARKER not in page
    assert set(door.cookies) <= {"mizan_language"}


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_the_words_of_either_language_open_it(door: Any, lang: str) -> None:
    import re

    page = sent(door, lang=lang).content.decode()
    listed = re.search(rf'<ol[^>]*lang="{lang}"[^>]*>(.*?)</ol>', page, re.DOTALL)
    assert listed
    words = " ".join(re.findall("<li>(.*?)</li>", listed[1]))
    assert followed(door, words).status_code == 200


@pytest.mark.parametrize(("lang", "other"), [("en", "ur"), ("ur", "en")])
def test_the_codeword_stands_first_in_the_words_of_her_own_language(door: Any, lang: str, other: str) -> None:
    answer = sent(door, lang=lang)
    page = answer.content.decode()
    places = [page.index(f'<ol class="cols" lang="{lang}"'), page.index(digits_of(answer)),
              page.index(f'<ol class="cols" lang="{other}"')]  # fmt: skip
    assert places == sorted(places)


def test_she_sees_before_sending_who_could_read_it_now_and_later(door: Any) -> None:
    page = walk(door).content.decode()
    now, later = page.split("<h2>Now</h2>")[1].split("<h2>Later</h2>")
    assert "Body IA" in now
    assert "Body ACE" in now
    assert "Body OMB" in later.split("<fieldset>")[0]
    assert not Report.objects.exists()


def test_a_changed_veto_is_shown_before_anything_is_sent(door: Any) -> None:
    answer = send(door, main_form(walk(door), "/report/send/", vetoes=["ACE"]))
    assert not Report.objects.exists()
    page = answer.content.decode()
    assert "Body OMB" in page.split("<h2>Now</h2>")[1].split("</ul>")[0]
    assert send(door, main_form(answer, "/report/send/", vetoes=["ACE"])).status_code == 200
    assert "ACE" not in set(Wrap.objects.values_list("institution_id", flat=True))


def test_what_changed_since_it_was_shown_is_shown_again_instead_of_sent(
    door: Any, country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = walk(door)
    country.people.pop("ACE")
    answer = send(door, main_form(check, "/report/send/"))
    assert not Report.objects.exists()
    assert "Nothing has been sent yet" in answer.content.decode()


def test_too_many_vetoes_are_refused_with_the_reason_and_nothing_is_sent(door: Any) -> None:
    every = ["IA", "ACE", "OMB", "HRC", "COMMITTEE"]
    answer = send(door, main_form(walk(door), "/report/send/", vetoes=every))
    assert answer.status_code == 409
    assert "Let at least one of them read it" in answer.content.decode()
    assert not Report.objects.exists()


def test_I1_the_head_of_internal_affairs_is_reported_and_her_body_is_nowhere_on_the_page(door: Any) -> None:
    page = walk(door, who={**OFFICER, "unit": "IA", "band": "unit_head"}).content.decode()
    assert "Body IA" not in page
    assert "Body OMB" in page


def test_whose_orders_she_follows_is_asked_again_and_keeps_that_body_out_too(door: Any) -> None:
    page = walk(door, who={**OFFICER, "chief": "ACE"}).content.decode()
    assert "Body ACE" not in page.split("<fieldset>")[0]


def test_not_to_know_anything_is_an_answer_and_oversight_alone_reads(door: Any) -> None:
    nothing = dict.fromkeys(OFFICER, "")
    page = walk(door, who=nothing, safety={"reprisal": ""}).content.decode()
    now = page.split("<h2>Now</h2>")[1].split("</ul>")[0]
    assert ("Body OMB" in now, "Body HRC" in now, "Body IA" in now) == (True, True, False)


def test_a_report_about_trafficking_alone_asks_for_no_official(door: Any) -> None:
    assert sent(door, kind="tip").status_code == 200
    assert Report.objects.get().kind == "tip"


def test_the_codeword_typed_once_more_is_compared_and_a_slip_loses_nothing(door: Any) -> None:
    answer = sent(door)
    digits = digits_of(answer)
    wrong = send(door, main_form(answer, "/report/typed/", codeword="abandon " * 8))
    assert wrong.status_code == 409
    assert "stored all the same" in wrong.content.decode()
    assert send(door, main_form(wrong, "/report/typed/", codeword=digits)).status_code == 200
    assert followed(door, digits).status_code == 200


def test_I16_who_waits_for_a_codeword_has_a_stored_report_and_gets_it_later(
    door: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = walk(door)
    with monkeypatch.context() as busy:
        busy.setattr(stretching, "_room", Full())
        busy.setattr(sending, "WAIT", 0)
        answer = send(door, main_form(check, "/report/send/"))
        assert "stored and sealed" in answer.content.decode()
        assert Report.objects.count() == 1
        assert followed(door, "1" * 27).headers["Retry-After"] == "20"
    answer = send(door, main_form(answer, "/report/waiting/"))
    assert followed(door, digits_of(answer)).status_code == 200
    assert Report.objects.count() == 1


class Full:
    def acquire(self, timeout: float) -> bool:
        return False


def test_messages_vetoes_and_taking_back_work_from_the_page_of_the_report(door: Any) -> None:
    page = followed(door, digits_of(sent(door)))
    page = send(door, main_form(page, "/report/follow/", verb="write", text=MARKER))
    assert MARKER in page.content.decode()
    page = send(door, main_form(page, "/report/follow/", verb="open", body="OMB"))
    assert Wrap.objects.filter(institution="OMB", why="reporter").exists()
    page = send(door, main_form(page, "/report/follow/", verb="withdraw"))
    assert "held at the reporter's wish" in page.content.decode().replace("&#x27;", "'")
    page = send(door, main_form(page, "/report/follow/", verb="resume"))
    assert Report.objects.get().held_on is None
    again = send(door, main_form(page, "/report/follow/", verb="open", body="OMB"))
    assert again.status_code == 409
    assert "cannot be opened to this body" in again.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("one two", "8 words"), ("12", "27 of them"), ("1" * 29, "A digit is wrong"), ("9" * 27, "A digit is wrong"),
     (" ".join(["abandon"] * 7 + ["abandom"]), "Word 8 is not on the list"), ("1" * 27, "No report was found")],
)  # fmt: skip
def test_a_slip_in_the_codeword_is_told_in_words(door: Any, typed: str, said: str) -> None:
    answer = followed(door, typed)
    assert answer.status_code == 409
    assert said in answer.content.decode()


def test_a_page_that_is_too_old_says_so_and_nothing_is_stored(door: Any) -> None:
    check = walk(door)
    with clock.at(clock.now() + timedelta(hours=4)):
        answer = send(door, main_form(check, "/report/send/"))
    assert answer.status_code == 409
    assert "too old" in answer.content.decode()
    assert not Report.objects.exists()


def test_a_hidden_field_of_another_page_opens_nothing() -> None:
    field = drafts.close("draft", b"x")
    assert drafts.opened("draft", field, within=drafts.DRAFT) == b"x"
    for label, text in (("holds", field), ("draft", field[:-4]), ("draft", "é"), ("draft", "")):
        with pytest.raises(drafts.Stale):
            drafts.opened(label, text, within=drafts.DRAFT)


def test_every_page_of_the_report_is_kept_by_no_browser_and_asks_for_nothing_from_elsewhere(door: Any) -> None:
    from tests.web.test_doors_promises import policy

    for path in ("/report/", "/report/what/", "/report/follow/"):
        answer = door.get(path + WORLD)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert policy(answer)["default-src"] == "'none'"
        assert b"<script" not in answer.content


def test_going_back_keeps_what_was_answered(door: Any) -> None:
    answer = walk(door, narrative=MARKER)
    answer = send(door, main_form(answer, "/report/send/", back="1"))
    answer = send(door, main_form(answer, "/report/safety/", back="1"))
    assert MARKER in answer.content.decode()


PLAIN = ["/report/", "/report/what/", "/report/follow/"]


@pytest.mark.parametrize("path", PLAIN)
def test_a_plain_page_is_made_once_for_many_readers_and_then_asks_the_database_nothing(door: Any, path: str) -> None:
    first = door.get(path + WORLD)
    with CaptureQueriesContext(connection) as asked:
        second = door.get(path + WORLD)
    assert [one["sql"] for one in asked if " FROM " in one["sql"]] == []  # the view's transaction alone
    assert second.content == first.content
    assert second.headers.items() == first.headers.items()


@pytest.mark.parametrize("path", PLAIN)
def test_a_page_that_is_kept_is_that_of_the_language_the_world_and_the_method(door: Any, path: str) -> None:
    pages = {door.get(path + query).content for query in ("", "?lang=en", "?lang=ur", WORLD, f"{WORLD}&lang=ur")}
    assert len(pages) >= 4  # the first two may be the same
    assert door.head(path).content == b""


def test_what_is_asked_for_beyond_language_and_world_is_in_no_page_that_is_kept(door: Any) -> None:
    door.get("/report/what/?world=exercise&x=marker-of-one-reader")
    door.get("/report/what/?world=marker-of-one-reader")
    assert b"marker-of-one-reader" not in door.get("/report/what/").content
    assert b"marker-of-one-reader" not in door.get("/report/what/?world=exercise").content
    assert b"codeword" in door.get("/report/follow/").content
    assert door.post("/report/follow/", {"codeword": "abc"}).status_code == 409
    assert b"error" not in door.get("/report/follow/").content
