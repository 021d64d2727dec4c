"""A district committee in a browser: called by society, held alone, then with the state; its decision is promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from browser.house import Ahead, House
from browser.pages import LANGUAGES
from browser.reading import Reader, follow, pleasant, press

pytestmark = pytest.mark.browser
PAGE = "/committees/EX-COM-DIS-1/"


def let_pass(someone: Reader, ahead: Ahead) -> None:
    """One session waits at a time: what the rhythm called while the days went by is missed."""
    while someone.go(PAGE).locator("#sessions tbody tr").first.locator(".mark--bar").count():
        ahead.pass_days(8)


def call(someone: Reader, day: date) -> str:
    """The address of the session that was called for a day."""
    page = someone.go(PAGE)
    pleasant(page)
    page.fill("[name=call-on]", day.isoformat())
    page.fill("[name=call-venue]", "Hall 1")
    press(page, "call")
    return str(page.locator("#sessions tbody a").first.get_attribute("href"))


def attend(someone: Reader, address: str) -> Any:
    page = someone.go(address)
    for box in page.locator("[name=attend-holders]").all():
        box.check()
    page.select_option("[name=attend-state]", "present")
    press(page, "attend")
    return page


def put_motion(someone: Reader, address: str, code: str, due: date) -> None:
    page = someone.go(f"{address}move/action/")
    pleasant(page)
    page.fill("[name=text]", "A school bus")
    page.fill("[name=code]", code)
    page.fill("[name=due_on]", due.isoformat())
    for name, value in {
        "owner": "EX-LEA-1",
        "co_owner": "EX-ORG-2",
        "pillar": "education",
        "mode": "proactive",
    }.items():
        page.select_option(f"[name={name}]", value)
    follow(page.locator("main form button"))
    page.locator(".message").first.wait_for()


def vote(someone: Reader, address: str) -> None:
    page = someone.go(address)
    page.select_option("[name=vote-holder]", index=1)
    page.select_option("[name=vote-motion]", index=1)
    page.check("[name=vote-choice][value=for]")
    press(page, "vote")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_society_co_chair_calls_holds_alone_then_with_the_state_and_both_are_owners(
    enter: Callable[..., Reader], own_house: House, ahead: Ahead, chromium: Any, language: str
) -> None:
    society, state = enter("committee", language), enter("owner", language)
    let_pass(society, ahead)
    address = call(society, ahead.day + timedelta(days=8))
    ahead.pass_days(8)
    page = society.go(address)
    press(page, "open")
    assert page.locator("section[aria-labelledby=agenda] li").count() >= 1
    attend(society, address)
    pleasant(page)
    press(page, "close")
    public = Reader(chromium, own_house.public, language, java_script_enabled=False)
    assert public.go(PAGE).locator("#sessions tbody tr").first.locator(".mark--v2, .tag--alert").count() > 0
    address = call(society, ahead.day + timedelta(days=8))
    ahead.pass_days(8)
    press(state.go(address), "open")
    attend(society, address)
    attend(state, address)
    put_motion(society, address, code := f"BUS-{language.upper()}", ahead.day + timedelta(days=60))
    vote(society, address)
    vote(state, address)
    page = state.go(address)
    page.select_option("[name=decide-motion]", index=1)
    press(page, "decide")
    press(page, "close")
    pleasant(page)
    page = public.go(f"/actions/{code}/")
    assert page.locator("#leads tbody tr").count() == 2
    assert page.locator("#leads .mark--disc").count() == 2
    assert code in public.go(f"{PAGE}?world=exercise").locator("#decisions").inner_text()
    for someone in (society, state):
        pleasant(someone.go("/seat/"))
    assert "BUS" in public.go(f"/actions/?world=exercise&q={code}").content()
    public.context.close()


def put_joint_proposal(someone: Reader, address: str, due: date) -> None:
    page = someone.go(f"{address}move/proposal/")
    pleasant(page)
    follow(page.locator("main form button"))  # empty: every fault is shown, nothing is put
    page.locator(".errors, [role=alert], .error-summary").first.wait_for()
    pleasant(page)
    for name, value in {
        "kind": "unit", "to": "EX-LEA-1", "unit": "internal_affairs", "owner": "EX-LEA-1", "co_owner": "EX-ORG-2",
    }.items():  # fmt: skip
        page.select_option(f"[name={name}]", value)
    page.fill("[name=text]", "A unit that inquires into officers")
    page.fill("[name=reason]", "Nobody does")
    page.fill("[name=due_on]", due.isoformat())
    follow(page.locator("main form button"))
    page.locator(".message").first.wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sides_propose_together_and_silence_goes_past_the_committee_that_did(
    enter: Callable[..., Reader], own_house: House, ahead: Ahead, chromium: Any, language: str
) -> None:
    society, state = enter("committee", language), enter("owner", language)
    let_pass(society, ahead)
    address = call(society, ahead.day + timedelta(days=8))
    ahead.pass_days(8)
    press(state.go(address), "open")
    attend(society, address)
    attend(state, address)
    put_joint_proposal(society, address, ahead.day + timedelta(days=30))
    vote(society, address)
    vote(state, address)
    page = state.go(address)
    page.select_option("[name=decide-motion]", index=1)
    press(page, "decide")
    pleasant(page)
    path = page.locator("section.claim a[href^='/proposals/']").get_attribute("href")
    code = path.split("/")[2]
    press(page, "close")
    pleasant(society.go("/seat/"))
    page = state.go(path)
    press(page, "deliver")
    pleasant(page)  # with the forms of every answer
    ahead.pass_days(34)
    public = Reader(chromium, own_house.public, language, bypass_csp=True)
    page = public.go(path)
    pleasant(page)
    assert page.locator(f"main a[href^='{address}'][href$='#motion-1']").count() == 1
    assert page.locator("#clock tbody tr").count() == 2
    assert page.locator("#clock a[href*='/committees/']").count() == 1
    assert page.locator("#clock a[href*='EX-COM-DIS-1']").count() == 0  # nobody answers herself
    page = public.go(f"{PAGE}?world=exercise")
    pleasant(page)
    assert code in page.locator("#proposed").inner_text()
    assert code in public.go("/proposals/?side=both&world=exercise").locator("#proposals").inner_text()
    public.context.close()
