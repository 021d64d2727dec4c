"""A report on its whole way, in a browser: sent without script, read at the desk with unlocked keys, followed again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from browser.pages import LANGUAGES
from browser.reading import Reader, faults
from browser.test_reading_in_urdu import LATIN_COMMAS

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]
SPILL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
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
    assert page.locator("main ul").first.inner_text().count("1") == 2  # both bodies of the exercise that read now
    onward(page)


def onward(page: Any) -> None:
    page.locator("main form[method=post] .button:not(.button--quiet)").first.click()


def pleasant(page: Any) -> None:
    """Axe finds nothing, nothing spills over, and an Urdu page has no Latin comma."""
    assert (faults(page), page.evaluate(SPILL), page.evaluate(LATIN_COMMAS)) == ("", 0, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_sent_without_script_read_acted_on_and_followed(reader: Come, desk: Come, language: str) -> None:
    from mizan.web.exercise.accounts import PASSPHRASE

    someone = reader(language)
    digits = report(someone.go(f"/report/what/{WORLD}"), language)
    officer = desk("inquiry", language, bypass_csp=True)
    page = officer.go("/inbox/")
    assert page.url.endswith("/keys/")
    page.fill("input[name=passphrase]", PASSPHRASE)
    page.locator("main form button").first.click()
    page.locator("#reports a").first.wait_for()
    pleasant(page)
    for link in page.locator("#reports a").all():
        page.goto(officer.door + (link.get_attribute("href") or ""))
        if STORY[language] in page.locator("main").inner_text():
            break
    pleasant(page)
    page.locator("details:has(button[value=acknowledge]) summary").click()
    page.locator("button[name=verb][value=acknowledge]").click()
    page.locator("section[aria-labelledby=done] li").nth(1).wait_for()
    page = someone.go(f"/report/follow/{WORLD}")
    assert page.locator("script").count() == 0
    page.fill("input[name=codeword]", digits)
    page.locator("main form .button").first.click()
    page.locator("main table").first.wait_for()
    assert page.locator("main table tbody tr").first.locator(".mark--disc, .tag").count() > 0
    assert STORY[language] not in page.content()


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
    page.locator("main form .button").first.click()
    page.locator("main table").first.wait_for()
    assert "f.txt" in page.locator("main").inner_text()
