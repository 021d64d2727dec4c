"""A proposal in a browser: asked for, delivered, unanswered for its term, and then on the public list of silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from browser.house import Ahead, House
from browser.pages import LANGUAGES
from browser.reading import Reader, follow, pleasant, press

pytestmark = pytest.mark.browser


def propose(someone: Reader) -> str:
    """The address of a proposal of an internal affairs unit, made by the form."""
    page = someone.go("/proposals/propose/")
    pleasant(page)
    follow(page.locator("main form button"))  # empty: every fault is shown, nothing is made
    page.locator(".errors, [role=alert], .error-summary").first.wait_for()
    pleasant(page)
    page.select_option("[name=kind]", "unit")
    page.select_option("[name=to]", "EX-LEA-1")
    page.select_option("[name=unit]", "internal_affairs")
    page.fill("[name=text]", "A unit that inquires into officers")
    page.fill("[name=reason]", "Nobody does")
    follow(page.locator("main form button"))
    page.locator(".message").first.wait_for()
    return str(page.evaluate("location.pathname"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_unit_is_asked_for_and_thirty_days_of_silence_are_on_the_public_list(
    enter: Callable[..., Reader], own_house: House, ahead: Ahead, chromium: Any, language: str
) -> None:
    society, state = enter("committee", language), enter("owner", language)
    path = propose(society)
    code = path.split("/")[2]
    public = Reader(chromium, own_house.public, language, bypass_csp=True)
    assert code not in public.go("/silence/?world=exercise").content()
    page = state.go(path)
    pleasant(page)
    press(page, "deliver")
    pleasant(page)  # with the forms of every answer
    ahead.pass_days(34)
    page = public.go("/silence/?world=exercise")
    pleasant(page)
    assert code in page.locator("#proposals").inner_text()
    page = public.go(f"{path}?world=exercise")
    pleasant(page)
    assert page.locator("#clock tbody tr").count() == 2
    assert page.locator("#clock .mark--diamond").count() == 1  # escalated, and never met
    page = state.go(path)
    page.fill("[name=refuse-text]", "Another body has the mandate")
    press(page, "refuse")
    assert page.locator("#answers .mark--late").count() == 1
    assert code not in public.go("/silence/?world=exercise").content()
    pleasant(public.go("/proposals/?world=exercise"))
    pleasant(public.go("/proposals/?state=standing&world=exercise"))
    public.context.close()
