"""A campaign in a browser: listed by a body, surveyed by a sheet with one wrong cell, mended, and read by everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from browser.house import House
from browser.pages import LANGUAGES
from browser.reading import Reader, follow, pleasant, press

pytestmark = pytest.mark.browser
FILLED = "/campaigns/EX-CA-1/"


def day(ago: int) -> str:
    return (datetime.now(UTC) - timedelta(days=ago)).date().isoformat()


def listed(owner: Reader, called: str) -> Any:
    """The page of a campaign that this person has just listed."""
    page = owner.go("/campaigns/list/")
    for name, words in (("name", called), ("about", "One number."), ("audience", "Parents")):
        page.fill(f"[name={name}]", words)
    page.select_option("[name=pillar]", "awareness")
    page.fill("[name=starts_on]", day(40))
    page.fill("[name=ends_on]", day(3))
    follow(page.locator("main form button"))
    page.locator(".message").first.wait_for()
    return page


def answers(target: Path, *, wrong: bool) -> Path:
    """Sixty people, one by one; in the wrong file somebody says "perhaps"."""
    rows = [f"{number},{'yes' if number % 3 else 'no'}" for number in range(1, 61)]
    if wrong:
        rows[4] = "5,perhaps"
    target.write_text("\n".join(["respondent,line", *rows]), encoding="utf-8")
    return target


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_body_lists_a_campaign_and_files_a_survey_that_it_mended(
    enter: Callable[..., Reader], reader: Callable[..., Reader], own_house: House, tmp_path: Path, language: str
) -> None:
    owner = enter("owner", language)
    page = listed(owner, "Radio")
    address = page.url.removeprefix(owner.door)
    pleasant(page)
    page.fill("[name=question-code]", "line")
    page.fill("[name=question-text]", "Do you know the line?")
    press(page, "question")
    for name, words in (("population", "Parents"), ("drawn", "By lot from a list")):
        page.fill(f"[name=survey-{name}]", words)
    page.fill("[name=survey-first_day]", day(45))
    page.fill("[name=survey-last_day]", day(44))
    page.set_input_files("input[type=file]", answers(tmp_path / "wrong.csv", wrong=True))
    follow(page.locator("button[value=survey]"))
    said = page.locator("#faults").inner_text()
    assert "B6" in said
    assert "perhaps" in said
    pleasant(page)
    page.set_input_files("input[type=file]", answers(tmp_path / "good.csv", wrong=False))
    press(page, "survey")
    shown = reader(language, script=True).go(own_house.public + address)
    assert "67%" in shown.locator("#knowledge").inner_text()
    pleasant(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_campaign_is_ended_and_corrected_from_a_filled_form(
    enter: Callable[..., Reader], reader: Callable[..., Reader], own_house: House, language: str
) -> None:
    owner = enter("owner", language)
    page = listed(owner, "Rdio")
    old = page.url.removeprefix(owner.door)
    page.fill("[name=end-on]", day(20))
    page.fill("[name=end-why]", "The money ran out.")
    press(page, "end")
    pleasant(page)
    follow(page.locator("a[href$='/correct/']"))
    page.locator("[name=why]").wait_for()
    pleasant(page)
    assert page.input_value("[name=name]") == "Rdio"
    page.fill("[name=name]", "Radio")
    page.fill("[name=why]", "The name.")
    follow(page.locator("main form button"))
    page.locator(".message").first.wait_for()
    new = page.url.removeprefix(owner.door)
    pleasant(page)
    shown = reader(language, script=True, width=360).go(own_house.public + old)
    assert shown.locator(f"main a[href^='{new.split('?')[0]}']").count() == 1
    pleasant(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_campaign_that_filled_a_line_is_shown_as_such_on_a_phone(
    reader: Callable[..., Reader], language: str
) -> None:
    page = reader(language, script=True, width=360).go(FILLED)
    pleasant(page)
    assert page.locator("#loads strong").count() == 1
    assert page.locator("svg").count() > 0
