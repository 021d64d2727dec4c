"""A table on a phone shows each figure of a row with the words of its column, and nothing hides behind a scroll.

`astray` is asked of every public page in `test_public_pages`, where each is open already.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

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


def astray(page: Any) -> list[object]:
    """What goes wrong on a page as wide as a phone: hidden columns, figures without their words, broken codes."""
    return [found for asked in (HIDDEN, BARE, BROKEN_CODES) if (found := page.evaluate(asked))]


def test_what_hides_on_a_phone_is_found(reader: Come) -> None:
    """Without this the question asked of every page would prove nothing."""
    page = reader(script=True, width=360, bypass_csp=True).go("/balance/")
    page.add_style_tag(
        content="table.stacked { min-width: 900px } table.stacked td::before { content: none !important }"
    )
    page.evaluate("document.querySelector('table.stacked td').innerHTML = '<span class=code>a<br>b</span>'")
    assert len(astray(page)) == 3


def test_a_wide_page_keeps_the_grid(reader: Come) -> None:
    page = reader(script=True).go("/balance/")
    assert page.locator("table.stacked td[data-label]").count() > 50
    assert page.evaluate(LABELS_IN_A_GRID) == 0
