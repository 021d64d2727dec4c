"""An organisation's programme in a browser: listed, asked by referrals, silent once, and followed to a result."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from browser.house import Ahead, House
from browser.pages import LANGUAGES
from browser.reading import Reader, follow, pleasant, press

pytestmark = pytest.mark.browser
NEED = "girls_out_of_school"


def list_a_school(someone: Reader) -> str:
    """The code of a bridge school with places in one district."""
    page = someone.go("/programmes/list/")
    follow(page.locator("main form button"))  # empty: every fault is shown, nothing is listed
    page.locator(".errors").first.wait_for()
    pleasant(page)
    page.fill("[name=name]", "Bridge school")
    page.fill("[name=about]", "Lessons in the morning")
    page.select_option("[name=mechanism]", NEED)
    follow(page.locator("main form button"))
    page.locator(".message").first.wait_for()
    pleasant(page)
    page.select_option("[name=offer-place]", "PK101")
    page.fill("[name=offer-places]", "5")
    press(page, "offer")
    assert page.locator("#places tbody tr").count() == 1
    return str(page.evaluate("location.pathname")).split("/")[2]


def refer(someone: Reader, programme: str) -> str:
    """The address of a referral of a girl to that school."""
    page = someone.go("/referrals/send/")
    page.select_option("[name=place]", "PK101")
    page.select_option("[name=sex]", "female")
    page.select_option("[name=band]", "10-13")
    page.select_option("[name=need]", NEED)
    page.select_option("[name=urgency]", "emergency")
    page.select_option("[name=programme]", programme)
    follow(page.locator("main form button"))
    page.locator(".message").first.wait_for()
    pleasant(page)
    return str(page.evaluate("location.pathname"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_school_is_listed_asked_silent_once_and_takes_the_next_one_in(
    enter: Callable[..., Reader], own_house: House, ahead: Ahead, chromium: Any, language: str
) -> None:
    school, sender = enter("casework", language), enter("colead", language)
    code = list_a_school(school)
    silent = refer(sender, code)
    page = school.go(silent)
    assert page.locator("button[value=accept]").count() == 1
    pleasant(page)
    ahead.pass_days(5)
    page = school.go(silent)
    assert page.locator("button[value=accept]").count() == 0  # silence went on to another queue
    assert page.locator("#asked tbody tr").count() == 2
    pleasant(school.go("/referrals/"))
    taken = refer(sender, code)
    press(school.go(taken), "accept")
    page = school.go("/queue/")
    pleasant(page)
    follow(page.locator(f"[id='waiting-{code}'] tbody a").first)
    page.locator("#steps").wait_for()
    for stage in ("enrolled", "completed"):
        page.select_option("[name=step-stage]", stage)
        press(page, "step")
        pleasant(page)
    assert page.locator("#steps tbody tr").count() == 3
    public = Reader(chromium, own_house.public, language, bypass_csp=True)
    page = public.go(f"/programmes/{code}/")
    pleasant(page)
    assert page.locator("#quarters tbody tr").count() == 0  # one person is nobody's figure
    public.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_is_asked_after_a_year_and_what_is_owed_arrives(enter: Callable[..., Reader], language: str) -> None:
    welfare, helper = enter("programme", language), enter("casework", language)
    page = welfare.go("/queue/")
    follow(page.locator("[id='ask-EX-PRG-1'] tbody a").first)
    page.locator("#do-follow").wait_for()
    page.select_option("[name=follow_up-kept]", "yes")
    press(page, "follow_up")
    pleasant(page)
    page = helper.go("/owed/write/")
    page.select_option("[name=place]", "PK101")
    page.select_option("[name=sex]", "female")
    page.select_option("[name=band]", "18-29")
    page.select_option("[name=kind]", "cash_support")
    page.select_option("[name=owed_by]", "EX-WEL-1")
    page.fill("[name=awarded_on]", "2026-01-05")
    page.fill("[name=amount]", "30000")
    follow(page.locator("main form button"))
    page.locator(".message").first.wait_for()
    pleasant(page)
    address = str(page.evaluate("location.pathname"))
    press(welfare.go(address), "deliver")
    page = helper.go(address)
    pleasant(page)
    press(page, "not_arrived")
    assert page.locator("#steps tbody tr").count() == 2
    pleasant(helper.go("/owed/"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_without_script_the_nearest_help_and_its_hours_are_two_steps_away(
    reader: Callable[..., Reader], language: str
) -> None:
    page = reader(language, width=360).go("/help/?world=exercise")
    assert page.locator("script").count() == 0
    follow(page.locator("main a[href^='PK']").first)
    page.wait_for_url(re.compile("/help/PK"))
    assert re.search(r"[0-9]{2}:[0-9]{2}|24", page.locator("main").inner_text())  # hours, before anything is typed
    assert page.locator("main a[href^='tel:']").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert page.locator("script, link[rel=stylesheet], img").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_coordinator_takes_the_neediest_district_without_places_to_its_committee(
    enter: Callable[..., Reader], language: str
) -> None:
    coordinator = enter("coordinator", language)
    page = coordinator.go("/need/?need=girls_out_of_school&world=exercise")
    pleasant(page)
    follow(page.locator("main tbody th a[href*='/need/PK']:visible").first)
    page.locator("main a[href*='/proposals/propose/']").first.wait_for()
    pleasant(page)
    follow(page.locator("main a[href*='/proposals/propose/']").first)
    page.locator("[name=text]").wait_for()
    pleasant(page)
    assert page.input_value("[name=kind]") == "action"
    assert page.input_value("[name=reason]") != ""
    page.select_option("[name=to]", "EX-EDU-1")
    follow(page.locator("main form button"))
    page.locator(".message").first.wait_for()
    assert page.locator("dl.summary").count() == 1
