"""Whoever looks at the exercise stays in it, and whoever looks at the real data too: only the switch leads across."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from browser.pages import DESK, LANGUAGES, PUBLIC
from browser.reading import Reader, asking, query_of
from browser.test_every_figure_leads_to_its_rows import Page

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]
PER_TYPE = 4  # addresses of each page type that the crawl opens
LINKS = """[...document.querySelectorAll("a[href]")]
    .filter(a => !a.closest(".exercise") && !a.closest(".switches > a") && !a.matches(".switches > a"))
    .map(a => a.href)"""
FILES = ("/static/", "/evidence/", "/report/salt.txt")  # the same in both worlds
FEEDS = ".ics"  # of one committee, which is in one world, or with the world in its address
LOG = "/log/"  # a page; everything below it is a file of the log, the same in both worlds


def inside(links: list[str], here: str, door: str) -> Iterator[str]:
    """The links that stay at this door and lead to a page, not to a place on this one."""
    for link in links:
        parts = urlsplit(link)
        address, mark, _place = link.partition("#")
        is_here = mark and address == here
        is_file = (
            parts.path.startswith(FILES)
            or parts.path.endswith(FEEDS)
            or (parts.path.startswith(LOG) and parts.path != LOG)
        )
        if f"{parts.scheme}://{parts.netloc}" == door and not is_file and not is_here:
            yield address


def kind_of(address: str) -> str:
    """The name of the page type."""
    try:
        return resolve(urlsplit(address).path, urlconf="mizan.web.urls.public").view_name
    except Resolver404:
        return address


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_link_of_the_public_exercise_leads_out_of_it(house: Any, language: str) -> None:
    waiting = [asking(f"{house.public}{two[1]}", lang=language) for two in PUBLIC.values()]
    opened: dict[str, int] = {}
    seen: set[str] = set()
    lost: list[tuple[str, str]] = []
    while waiting:
        here = waiting.pop(0)
        if here in seen or opened.get(kind_of(here), 0) >= PER_TYPE:
            continue
        seen.add(here)
        opened[kind_of(here)] = opened.get(kind_of(here), 0) + 1
        page = Page(here)
        switch = page.switch
        links = list(inside([href for href, _words in page.links if href != switch], here, house.public))
        lost += [(here, link) for link in links if query_of(link).get("world") != "exercise"]
        waiting += [asking(link, lang=language) for link in links if "as" not in query_of(link)]
    assert lost == []
    assert len(opened) >= len(PUBLIC)


@pytest.mark.parametrize("world", ["exercise", "real"])
@pytest.mark.parametrize("name", DESK)
def test_no_link_of_the_desk_leads_into_the_other_world(desk: Come, name: str, world: str) -> None:
    """At the desk the exercise is home to the demonstration's bodies: there no link needs a word, none says "real"."""
    account, address = DESK[name]
    someone = desk(account)
    page = someone.go(address if world == "exercise" else asking(address, world=world))
    shown = "exercise" if page.locator(".exercise").count() else "real"
    links = list(inside(page.evaluate(LINKS), page.url, someone.door))
    assert links
    assert [one for one in links if query_of(one).get("world", "exercise") != shown] == []
