"""A report on its whole way, in a browser: sent without script, read at the desk with unlocked keys, followed again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from browser.pages import LANGUAGES
from browser.reading import LATIN_COMMAS, SPILL, Reader, follow, pleasant

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]
STORY = {"en": "He let the van pass for money.", "ur": "اس نے پیسے لے کر گاڑی گزرنے دی۔"}
WORLD = "?world=exercise"


def report(page: Any, language: str) -> str:
    """Fill in the pages of a report about an officer of the exercise's first agency; returns the codeword's digits."""
    walk(page, language)
    return str(page.locator("main .big").first.inner_text())


def walk(page: Any, language: str) -> None:
    """From the first page until it is sent."""
    page.check("input[name=kind][value=official]")
    page.select_option("select[name=act]", index=3)
    onward(page)
    page.select_option("select[name=institution]", "EX-LEA-1")
    page.select_option("select[name=unit]", "EX-LEA-1-FLD")
    page.select_option("select[name=band]", index=1)
    onward(page)
    page.fill("textarea[name=narrative]", STORY[language])
    onward(page)
    for no in page.locator("input[type=radio][value=no]").all():
        no.check()
    onward(page)
    assert page.locator("main ul").first.locator("li").count() == 2  # two bodies read now, whoever has a proved key
    onward(page)


def onward(page: Any) -> None:
    follow(page.locator("main form[method=post] .button:not(.button--quiet)").first)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_sent_without_script_read_acted_on_and_followed(reader: Come, desk: Come, language: str) -> None:
    from mizan.web.exercise.accounts import PASSPHRASE

    someone = reader(language)
    digits = report(someone.go(f"/report/what/{WORLD}"), language)
    officer = desk("inquiry", language, bypass_csp=True)
    page = officer.go("/inbox/")
    assert page.url.endswith("/keys/")
    page.fill("input[name=passphrase]", PASSPHRASE)
    follow(page.locator("main form button").first)
    page.locator("#reports a").first.wait_for()
    pleasant(page)
    find(officer, page, STORY[language])
    pleasant(page)
    page.locator("details:has(button[value=acknowledge]) summary").click()
    follow(page.locator("button[name=verb][value=acknowledge]"))
    page.locator("section[aria-labelledby=done] li").nth(1).wait_for()
    page = someone.go(f"/report/follow/{WORLD}")
    assert page.locator("script").count() == 0
    page.fill("input[name=codeword]", digits)
    follow(page.locator("main form .button").first)
    page.locator("main table").first.wait_for()
    assert page.locator("main table tbody tr").first.locator(".mark--disc, .tag").count() > 0
    assert STORY[language] not in page.content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_feedback_about_a_person_goes_without_script_into_a_report(reader: Come, language: str) -> None:
    """Nothing is stored on the way, and she types nothing twice."""
    page = reader(language).go(f"/feedback/{WORLD}")
    page.select_option("select[name=kind]", "person")
    page.select_option("select[name=subject]", "programme:EX-PRG-1")
    page.fill("textarea[name=text]", STORY[language])
    follow(page.locator("main form button"))
    pleasant_without_script(page)
    follow(page.locator("main form button"))
    pleasant_without_script(page)
    follow(page.locator("button[name=back]"))
    page.check("input[name=kind][value=official]")
    onward(page)
    assert page.input_value("select[name=institution]") == "EX-WEL-1"
    onward(page)
    assert page.input_value("textarea[name=narrative]") == STORY[language]
    onward(page)
    onward(page)
    assert page.locator("main ul").first.locator("li").count() > 0  # who could read it
    onward(page)
    page.locator("p.big").wait_for()
    assert page.evaluate(SPILL) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_takes_a_cleaned_copy_of_a_picture_and_its_reporter_sees_that(
    reader: Come, desk: Come, language: str
) -> None:
    from mizan.web.exercise.accounts import PASSPHRASE
    from tests.integrity.cleaning.marked import RAW, jpeg

    someone = reader(language)
    digits = report(someone.go(f"/report/what/{WORLD}"), language)
    page = followed(someone, digits)
    for name, content in (("IMG_1.jpg", jpeg()), (f"a-{language}.zip", b"PK\x03\x04 and more")):
        page.set_input_files("input[type=file]", files=[{"name": name, "mimeType": "x/y", "buffer": content}])
        follow(page.locator("form:has(input[type=file]) button").first)
        page.get_by_text(name).first.wait_for()
    officer = desk("inquiry", language, bypass_csp=True)
    page = officer.go("/keys/")
    page.fill("input[name=passphrase]", PASSPHRASE)
    follow(page.locator("main form button").first)
    page.locator("#reports a").first.wait_for()
    find(officer, page, f"a-{language}.zip")
    pleasant(page)
    with page.expect_download() as taken:
        page.locator("form[action$='/files/1/cleaned/'] button").focus()
        page.keyboard.press("Enter")
    content = Path(taken.value.path()).read_bytes()
    assert taken.value.suggested_filename == "cleaned-1.jpg"
    assert content.startswith(b"\xff\xd8\xff")
    assert RAW not in content
    officer.complaints.clear()
    follow(page.locator("form[action$='/files/2/cleaned/'] button"))
    page.locator("[role=alert]").wait_for()
    pleasant(page)
    officer.complaints.clear()  # the browser names every answer 409
    follow(page.locator("main a").last)
    page.locator("section[aria-labelledby=done] dl").wait_for()
    pleasant(page)
    page = followed(someone, digits)
    pleasant_without_script(page)
    assert page.locator("main h2").nth(1).inner_text() in ("Who looked at it", "اسے کس نے دیکھا")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_proposes_to_close_what_she_has_read_and_ticked(reader: Come, desk: Come, language: str) -> None:
    from mizan.web.exercise.accounts import PASSPHRASE

    report(reader(language).go(f"/report/what/{WORLD}"), language)
    officer = desk("inquiry", language, bypass_csp=True)
    page = officer.go("/inbox/closing/")
    page.fill("input[name=passphrase]", PASSPHRASE)
    follow(page.locator("main form button").first)
    page = officer.go("/inbox/closing/")
    page.get_by_text(STORY[language]).first.wait_for()
    pleasant(page)
    page.locator("input[name=propose_closing-chosen]").last.check()
    page.fill("textarea[name=propose_closing-words]", STORY[language])
    follow(page.locator("button[value=propose_closing]"))
    page.locator("main").wait_for()
    pleasant(page)
    assert page.url.endswith("/inbox/closing/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reporter_draws_a_new_codeword_and_the_old_one_opens_nothing(reader: Come, language: str) -> None:
    someone = reader(language)
    old = report(someone.go(f"/report/what/{WORLD}"), language)
    page = followed(someone, old)
    follow(page.locator("form:has(input[name=verb][value=change]) button"))
    page.locator("p.big").wait_for()
    new = page.locator("p.big").inner_text()
    assert new.split() != old.split()
    assert (page.locator("script").count(), page.evaluate(SPILL), page.evaluate(LATIN_COMMAS)) == (0, 0, [])
    page.locator("main form input:not([type=hidden])").fill(new)
    follow(page.locator("main form .button"))
    page.locator("main table").first.wait_for()
    pleasant_without_script(followed(someone, new))
    page = someone.go(f"/report/follow/{WORLD}")
    page.fill("input[name=codeword]", old)
    follow(page.locator("main form .button").first)
    page.locator(".errors").wait_for()
    assert page.locator("main table").count() == 0
    someone.complaints.clear()  # the answer to the old codeword is a 409, as it should be


def find(officer: Reader, page: Any, words: str) -> None:
    """Open reports from the inbox until one says this. Addresses first: a link is gone with its page."""
    addresses = page.locator("#reports a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    for address in addresses:
        page.goto(officer.door + address)
        if words in page.locator("main").inner_text():
            return
    raise AssertionError(f"no report says {words}")


def followed(someone: Reader, digits: str) -> Any:
    page = someone.go(f"/report/follow/{WORLD}")
    page.fill("input[name=codeword]", digits)
    follow(page.locator("main form .button").first)
    page.locator("main table").first.wait_for()
    return page


def pleasant_without_script(page: Any) -> None:
    """The reporter's page has no script at all, so that axe cannot look: what it can be asked from outside."""
    assert page.locator("script").count() == 0
    assert page.locator("main h1").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_helper_types_it_for_the_reporter_who_follows_it_alone(reader: Come, desk: Come, language: str) -> None:
    helper = desk("assistant", language, bypass_csp=True)
    page = helper.go("/assist/")
    page.check("input[name=channel][value=paper_form]")
    onward(page)
    pleasant(page)
    walk(page, language)
    page.set_input_files("input[type=file]", files=[{"name": "f.txt", "mimeType": "text/plain", "buffer": b"form"}])
    pleasant(page)
    onward(page)
    digits = str(page.locator("main .big").first.inner_text())
    pleasant(page)
    with pytest.raises(Exception, match="ERR_CACHE_MISS"):  # the browser kept no page to go back to
        page.go_back()
    page.wait_for_url("chrome-error://**")  # Chromium's own page, which it puts up after it has said why
    assert STORY[language] not in page.content()
    page = reader(language).go(f"/report/follow/{WORLD}")
    page.fill("input[name=codeword]", digits)
    follow(page.locator("main form .button").first)
    page.locator("main table").first.wait_for()
    assert "f.txt" in page.locator("main").inner_text()
