"""A chart on a phone is drawn for the phone: it scrolls nowhere, its words can be read, and paper gets the wide one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from browser.pages import LANGUAGES, PUBLIC, WITH_CHARTS
from browser.reading import Reader

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]
SPILLS = """[...document.querySelectorAll("figure > .scroll")].filter(e => e.scrollWidth > e.clientWidth)
    .map(e => e.closest("figure").id)"""
SMALLEST = """Math.min(...[...document.querySelectorAll("figure svg.chart")].filter(e => e.getClientRects().length)
    .flatMap(svg => [...svg.querySelectorAll("text")].filter(t => !t.closest("[transform*=scale]"))
        .map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)))"""
SHOWN = """[...document.querySelectorAll("figure")].map(f =>
    [...f.querySelectorAll("svg.chart")].filter(e => e.getClientRects().length).map(e => e.parentElement.className))"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WITH_CHARTS)
def test_a_chart_fits_a_phone_and_can_be_read_there(reader: Come, name: str, language: str) -> None:
    page = reader(language, script=True, width=360).go(PUBLIC[name][1])
    shown = page.evaluate(SHOWN)
    assert shown
    assert {tuple(one) for one in shown} == {("chart-narrow",)}
    assert page.evaluate(SPILLS) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate(SMALLEST) >= 12


@pytest.mark.parametrize("name", WITH_CHARTS)
def test_a_wide_page_and_paper_show_the_wide_chart_alone(reader: Come, name: str) -> None:
    page = reader(script=True).go(PUBLIC[name][1])
    assert {tuple(one) for one in page.evaluate(SHOWN)} == {("chart-wide",)}
    page.emulate_media(media="print")
    assert {tuple(one) for one in page.evaluate(SHOWN)} == {("chart-wide",)}
