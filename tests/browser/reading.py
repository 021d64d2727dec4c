"""Somebody with a browser: goes to pages, reads them, and writes down what the browser complains about."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
SPILL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Text on a page in Urdu, between two Arabic letters or two codes, that is parted by a Latin comma.
LATIN_COMMAS = """(() => { const found = [];
    const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) { const text = walk.currentNode;
        if (text.parentElement.closest("[lang=en], time, .num, svg, details, select")) continue;
        if (/^\\s*,\\s*$/.test(text.data) ||
            /[\\u0600-\\u06ff]\\s*,\\s/.test(text.data)) found.push(text.data.slice(0, 80)); }
    return found; })()"""
WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]


class Reader:
    """One browser context in one language at one door."""

    def __init__(
        self, chromium: Any, door: str, language: str, *, width: int = 1200, java_script_enabled: bool = True,
        **options: Any,
    ) -> None:  # fmt: skip
        self.door, self.language = door, language
        self.complaints: list[str] = []
        self.loaded: list[tuple[str, str]] = []
        self.context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=java_script_enabled,
            locale={"en": "en-GB", "ur": "ur-PK"}[language], **options,
        )  # fmt: skip
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)  # a loaded machine is slow, not broken
        self.page.on("console", self._heard)
        self.page.on("request", lambda request: self.loaded.append((request.resource_type, request.url)))

    def _heard(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def go(self, address: str) -> Any:
        """Open an address of the door; it must answer well."""
        response = self.page.goto(address if address.startswith("http") else self.door + address)
        assert response.status == 200, f"{address} answers {response.status}"
        return self.page

    def number(self, text: str) -> int:
        """A whole number as it is shown to people."""
        return int(text.strip().replace(",", "").replace("\u066c", "").replace("\u202f", ""))

    def rows(self, table: str = "main table") -> int:
        """How many rows the list on this page has in all, its further pages included."""
        found = self.page.locator(f"{table} tbody tr").count()
        while (onward := self.page.locator(".pager a[rel=next]")).count():
            self.go(with_query(self.page.url, onward.get_attribute("href") or ""))
            found += self.page.locator(f"{table} tbody tr").count()
        return found


def with_query(address: str, query: str) -> str:
    """The same page with another query."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(query=query.lstrip("?"), fragment=""))


def query_of(address: str) -> dict[str, str]:
    """The query as names and values."""
    return dict(parse_qsl(urlsplit(address).query))


def asking(address: str, **more: str) -> str:
    """The address with more in its query."""
    return with_query(address, urlencode({**query_of(address), **more}))


def faults(page: Any, *, contrast: bool = True) -> str:
    """What axe finds against WCAG 2.2 AA, in words; empty where it finds nothing. `contrast` takes two thirds of the
    time and hangs on colours alone, which no language changes: a page that is read twice is measured in English."""
    from axe_playwright_python.sync_playwright import Axe

    # To name what passes would take as long again.
    rules = {"color-contrast": {"enabled": contrast}}
    found = Axe().run(page, options={"runOnly": WCAG, "rules": rules, "resultTypes": ["violations"]})
    return found.generate_report() if found.violations_count else ""


def pleasant(page: Any) -> None:
    """Axe finds nothing, nothing spills over, and an Urdu page has no Latin comma."""
    assert (faults(page), page.evaluate(SPILL), page.evaluate(LATIN_COMMAS)) == ("", 0, [])


def follow(target: Any) -> None:
    """Press what leads to another page, and be there. A click by itself may come back before the old page has gone, and
    whatever then counts or lists without waiting reads that one: a report went off with its questions unanswered."""
    with target.page.expect_navigation():
        target.click()


def press(page: Any, verb: str) -> None:
    """The button of this verb; waits for the message that it was done."""
    follow(page.locator(f"button[name=verb][value={verb}]"))
    page.locator(".message").first.wait_for()
