"""A table on a phone shows each figure of a row with the words of its column, and nothing hides behind a scroll."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from browser.pages import LANGUAGES, PUBLIC
from browser.reading import Reader

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]
HIDDEN = """[...document.querySelectorAll(".scroll:has(> table.stacked)")].filter(e => e.scrollWidth > e.clientWidth)
    .map(e => e.querySelector("table").id)"""
BARE = """[...document.querySelectorAll("table.stacked td[data-label]")].filter(e => e.getClientRects().length)
    .filter(e => !getComputedStyle(e, "::before").content.includes(e.dataset.label)).length"""
BROKEN_CODES = """[...document.querySelectorAll(".code")].filter(e => e.getClientRects().length > 1)
    .map(e => e.textContent)"""
LABELS_IN_A_GRID = """[...document.querySelectorAll("table.stacked td[data-label]")]
    .filter(e => getComputedStyle(e, "::before").content !== "none").length"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PUBLIC)
def test_on_a_phone_no_column_hides_and_no_code_breaks(reader: Come, name: str, language: str) -> None:
    someone = reader(language, script=True, width=360)
    for address in PUBLIC[name]:
        page = someone.go(address)
        assert page.evaluate(HIDDEN) == []
        assert page.evaluate(BARE) == 0
        assert page.evaluate(BROKEN_CODES) == []


def test_a_wide_page_keeps_the_grid(reader: Come) -> None:
    page = reader(script=True).go("/balance/")
    assert page.locator("table.stacked td[data-label]").count() > 50
    assert page.evaluate(LABELS_IN_A_GRID) == 0
