"""A district committee in a browser: called by society, held alone, then with the state; its decision is promised."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from browser.house import House, environment, open_house
from browser.pages import LANGUAGES
from browser.people import Desk
from browser.reading import Reader, faults
from browser.test_reading_in_urdu import LATIN_COMMAS
from mizan.web.supervise.house import MIZAN

pytestmark = pytest.mark.browser
PAGE = "/committees/EX-COM-DIS-1/"
SPILL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def own_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house of its own: its exercise's day is set ahead."""
    base = tmp_path_factory.getbasetemp()
    with open_house(base, tmp_path_factory.mktemp("council")) as opened:
        yield opened


@pytest.fixture(scope="module")
def own_desk(chromium: Any, own_house: House) -> Desk:
    """Each account signs in once: a code of the second factor is taken once."""
    return Desk(chromium, own_house.desk)


@pytest.fixture
def enter(own_desk: Desk) -> Iterator[Callable[..., Reader]]:
    people: list[Reader] = []

    def come(name: str, language: str) -> Reader:
        people.append(own_desk.enter(name, language, bypass_csp=True))
        return people[-1]

    yield come
    for one in people:
        one.context.close()


class Clock:
    """The exercise's day, set by the command line."""

    day = datetime.now(UTC).date()

    def pass_days(self, house: House, days: int) -> date:
        Clock.day += timedelta(days=days)
        command = [MIZAN, "tick", "--now", f"{Clock.day.isoformat()}T06:00:00+00:00"]
        done = subprocess.run(command, env=environment(house.var), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return Clock.day


def pleasant(page: Any) -> None:
    assert (faults(page), page.evaluate(SPILL), page.evaluate(LATIN_COMMAS)) == ("", 0, [])


def press(page: Any, verb: str) -> None:
    page.locator(f"button[name=verb][value={verb}]").click()
    page.locator(".message").first.wait_for()


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


def put_motion(someone: Reader, address: str, code: str) -> None:
    page = someone.go(f"{address}move/action/")
    pleasant(page)
    page.fill("[name=text]", "A school bus")
    page.fill("[name=code]", code)
    page.fill("[name=due_on]", (Clock.day + timedelta(days=60)).isoformat())
    for name, value in {
        "owner": "EX-LEA-1",
        "co_owner": "EX-ORG-2",
        "pillar": "education",
        "mode": "proactive",
    }.items():
        page.select_option(f"[name={name}]", value)
    page.locator("main form button").click()
    page.locator(".message").first.wait_for()


def vote(someone: Reader, address: str) -> None:
    page = someone.go(address)
    page.select_option("[name=vote-holder]", index=1)
    page.select_option("[name=vote-motion]", index=1)
    page.check("[name=vote-choice][value=for]")
    press(page, "vote")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_society_co_chair_calls_holds_alone_then_with_the_state_and_both_are_owners(
    enter: Callable[..., Reader], own_house: House, chromium: Any, language: str
) -> None:
    society, state = enter("committee", language), enter("owner", language)
    address = call(society, Clock.day + timedelta(days=8))
    Clock().pass_days(own_house, 8)
    page = society.go(address)
    press(page, "open")
    assert page.locator("section[aria-labelledby=agenda] li").count() >= 1
    attend(society, address)
    pleasant(page)
    press(page, "close")
    public = Reader(chromium, own_house.public, language, java_script_enabled=False)
    assert public.go(PAGE).locator("#sessions tbody tr").first.locator(".mark--v2, .tag--alert").count() > 0
    address = call(society, Clock.day + timedelta(days=8))
    Clock().pass_days(own_house, 8)
    press(state.go(address), "open")
    attend(society, address)
    attend(state, address)
    put_motion(society, address, code := f"BUS-{language.upper()}")
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
