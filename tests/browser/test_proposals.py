"""A proposal in a browser: asked for, delivered, unanswered for its term, and then on the public list of silence."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from browser.house import House, environment, open_house
from browser.pages import LANGUAGES
from browser.people import Desk
from browser.reading import Reader, faults
from browser.test_reading_in_urdu import LATIN_COMMAS
from mizan.web.supervise.house import MIZAN

pytestmark = pytest.mark.browser
SPILL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DAYS_AHEAD = {"days": 0}


@pytest.fixture(scope="module")
def own_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house of its own: its exercise's day is set ahead."""
    base = tmp_path_factory.getbasetemp()
    with open_house(base, tmp_path_factory.mktemp("proposals")) as opened:
        yield opened


@pytest.fixture(scope="module")
def own_desk(chromium: Any, own_house: House) -> Desk:
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


def pass_days(house: House, days: int) -> None:
    DAYS_AHEAD["days"] += days
    day = datetime.now(UTC).date() + timedelta(days=DAYS_AHEAD["days"])
    command = [MIZAN, "tick", "--now", f"{day.isoformat()}T06:00:00+00:00"]
    done = subprocess.run(command, env=environment(house.var), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def pleasant(page: Any) -> None:
    assert (faults(page), page.evaluate(SPILL), page.evaluate(LATIN_COMMAS)) == ("", 0, [])


def press(page: Any, verb: str) -> None:
    page.locator(f"button[name=verb][value={verb}]").click()
    page.locator(".message").first.wait_for()


def propose(someone: Reader) -> str:
    """The address of a proposal of an internal affairs unit, made by the form."""
    page = someone.go("/proposals/propose/")
    pleasant(page)
    page.locator("main form button").click()  # empty: every fault is shown, nothing is made
    page.locator(".errors, [role=alert], .error-summary").first.wait_for()
    pleasant(page)
    page.select_option("[name=kind]", "unit")
    page.select_option("[name=to]", "EX-LEA-1")
    page.select_option("[name=unit]", "internal_affairs")
    page.fill("[name=text]", "A unit that inquires into officers")
    page.fill("[name=reason]", "Nobody does")
    page.locator("main form button").click()
    page.locator(".message").first.wait_for()
    return str(page.evaluate("location.pathname"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_unit_is_asked_for_and_thirty_days_of_silence_are_on_the_public_list(
    enter: Callable[..., Reader], own_house: House, chromium: Any, language: str
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
    pass_days(own_house, 34)
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
