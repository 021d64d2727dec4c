"""The number that is shown equals the number of rows of the page it leads to, in both worlds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest

from browser.pages import LANGUAGES
from browser.reading import Reader, follow, query_of

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]
WORLDS = {"real": "", "exercise": "?world=exercise"}


class Page(HTMLParser):
    """The links of a page with their words, its main rows, where its next page is and the switch to the real data."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.rows, self.onward, self.switch = address, 0, "", ""
        self.links: list[tuple[str, str]] = []
        self._open: list[str] | None = None
        self._in_body = self._in_figure = self._in_banner = False
        with urlopen(address) as answer:
            self.feed(answer.read().decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = dict(attrs)
        if tag == "a":
            href = urljoin(self.address, had.get("href") or "")
            self.links.append((href, ""))
            self._open = []
            if self._in_banner:
                self.switch = href
            if had.get("rel") == "next":
                self.onward = href
        elif tag == "aside":
            self._in_banner = "exercise" in (had.get("class") or "")
        elif tag in {"figure", "tbody"}:
            self._in_figure |= tag == "figure"
            self._in_body |= tag == "tbody"
        elif tag == "tr" and self._in_body and not self._in_figure:
            self.rows += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open is not None:
            self.links[-1] = (self.links[-1][0], "".join(self._open).strip())
            self._open = None
        elif tag == "aside":
            self._in_banner = False
        elif tag == "figure":
            self._in_figure = False
        elif tag == "tbody":
            self._in_body = False

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.append(data)


def rows_behind(address: str) -> int:
    page = Page(address)
    return page.rows + (rows_behind(page.onward) if page.onward else 0)


def figures(address: str) -> Iterator[tuple[str, int]]:
    """Every link whose words are, or begin with, a whole number."""
    for href, words in Page(address).links:
        first = words.split(" ")[0].replace(",", "")
        if first.isdigit():
            yield href, int(first)


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize(
    ("path", "at_least"),
    [
        ("/", 14),
        ("/balance/", 250),
        ("/accountability/", 10),
        ("/plans/", 2),
        ("/figures/", 0),
        ("/instruments/", 20),
        ("/crosswalk/", 1),
    ],
)
def test_every_number_counts_the_rows_behind_it(house: Any, path: str, at_least: int, world: str) -> None:
    shown = list(figures(house.public + path + WORLDS[world]))
    assert len(shown) >= at_least
    counted = {href: rows_behind(href) for href in {href for href, _number in shown}}
    assert [(href, number, counted[href]) for href, number in shown if counted[href] != number] == []
    wanted = {"world": "exercise"} if world == "exercise" else {}
    assert all({k: v for k, v in query_of(href).items() if k == "world"} == wanted for href, _number in shown)


LONE = """[...document.querySelectorAll(
        "main :is(td.n, #progress td, #other-rows td, .big, .note, .lead, figure td, .card p, section p)")]
    .filter(e => !e.closest("#ratios, .source, .scroll + .note"))
    .map(e => { const c = e.cloneNode(true); c.querySelectorAll("a, time, .sum").forEach(a => a.remove());
                return c.textContent.trim(); })
    .filter(t => /[0-9]/.test(t))"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("path", ["/", "/balance/", "/accountability/", "/crosswalk/"])
def test_no_figure_stands_without_its_link(reader: Come, path: str, world: str, language: str) -> None:
    """Only ratios (they count nothing) and sums of money (their rows are linked beside them) are no links."""
    page = reader(language, script=True).go(path + WORLDS[world])
    assert page.evaluate(LONE) == []


@pytest.mark.parametrize("world", WORLDS)
def test_both_pans_of_the_scales_count_the_rows_behind_them(reader: Come, house: Any, world: str) -> None:
    someone = reader()
    page = someone.go("/balance/" + WORLDS[world])
    for card in page.locator(".cards > div").all():
        for pan in ("enforcement", "society"):
            shown = someone.number(card.locator(f".side--{pan} .big").inner_text())
            behind = card.locator(f"a[href*='pan={pan}']").get_attribute("href")
            assert rows_behind(f"{house.public}{behind}") == shown, behind


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("world", WORLDS)
def test_a_newcomer_goes_from_the_first_page_to_the_rows(reader: Come, language: str, world: str) -> None:
    """She reads the first page, opens the balance, clicks a figure and sees exactly that many rows."""
    someone = reader(language)
    page = someone.go("/" + WORLDS[world])
    assert page.locator(".card .big").count() == 4
    follow(page.locator("main a[href^='/balance/']"))
    figure = page.locator("#pillars tbody td.n a[href*='/obligations/']").nth(3)
    shown = someone.number(figure.inner_text())
    follow(figure)
    assert "/obligations/?pillar=" in page.url
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator(".exercise").count() == (world == "exercise")
    assert someone.rows() == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_dismissal_figures_stand_side_by_side_and_are_not_added(reader: Come, language: str) -> None:
    page = reader(language).go("/figures/officials_dismissed/")
    values = [page.locator(f"tr:has(input[value='{code}']) td.n").inner_text().strip() for code in DISMISSALS]
    assert values == ["35", "36", "37", "38"]
    for code in DISMISSALS:
        page.check(f"input[value='{code}']")
    follow(page.locator("form:has(#readings) button"))
    assert "/add/?" in page.url
    answer = page.locator("main").inner_text()
    assert "146" not in answer
    assert page.locator("main .lead strong").count() == 1
    assert len(page.locator("main .lead").inner_text()) > 40
    assert page.locator("main dl.summary").count() == 0


DISMISSALS = ("CPL-FIA-2025-01-01-A", "CPL-FIA-2025-01-01-B", "CPL-FIA-2025-01-C", "CPL-FIA-2025-01-D")
