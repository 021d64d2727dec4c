"""Every public page type, both languages, both worlds: as the public door serves it, and by WCAG 2.2 AA (I-17)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from browser.pages import ALWAYS_EXERCISE, LANGUAGES, PUBLIC, WITH_CHARTS
from browser.reading import SPILL, Reader, asking, faults, follow
from browser.test_reading_in_urdu import foreign
from browser.test_tables_on_a_phone import astray

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]
EXERCISE = {"en": "EXERCISE", "ur": "مشق"}

UNLABELLED = """[...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
    .filter(e => e.getClientRects().length)
    .filter(e => ![...(e.labels || [])].some(l => l.innerText.trim() && l.getClientRects().length))
    .filter(e => !(e.getAttribute("aria-labelledby") || "").split(" ")
        .some(i => document.getElementById(i)?.innerText.trim()))
    .map(e => e.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PUBLIC)
def test_I17_everybody_can_use_it(reader: Come, name: str, language: str) -> None:
    """In both worlds axe finds nothing, every input has a visible label, no table hides anything on a phone, nothing
    spills over the smallest one; Urdu is written as Urdu; and the exercise, only the exercise, says what it is.

    All in one visit: opening the page is what takes time."""
    someone = reader(language, script=True, bypass_csp=True)
    for address, banners in zip(PUBLIC[name], (int(name in ALWAYS_EXERCISE), 1), strict=True):
        page = someone.go(address)
        assert faults(page, contrast=language == "en" and address == PUBLIC[name][1]) == ""
        assert page.evaluate(UNLABELLED) == []
        assert page.locator(".exercise").count() == banners
        assert language == "en" or foreign(page) == []
        page.set_viewport_size({"width": 360, "height": 800})
        assert astray(page) == []
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate(SPILL) == 0, f"{address} spills"
        page.set_viewport_size({"width": 1200, "height": 800})


def test_no_language_changes_a_colour() -> None:
    """So that contrast is measured once."""
    from mizan import kit

    for sheet in (Path(kit.__file__).parent / "static/kit").glob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        rules = text if sheet.name == "urdu.css" else "".join(re.findall(r":lang\([^{]*\{[^}]*\}", text))
        assert not re.search(r"color|background|opacity|filter|#[0-9a-f]{3}", rules), sheet.name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PUBLIC)
def test_a_page_is_whole_without_script_and_loads_nothing_from_elsewhere(
    reader: Come, name: str, language: str
) -> None:
    someone = reader(language)
    page = someone.go(PUBLIC[name][1])
    html = page.locator("html")
    assert html.get_attribute("lang") == language
    assert html.get_attribute("dir") == {"en": "ltr", "ur": "rtl"}[language]
    assert page.locator("main h1").count() == 1
    assert page.locator("script, iframe, object, embed, [style]").count() == 0
    assert [url for _kind, url in someone.loaded if not url.startswith(someone.door)] == []
    assert {kind for kind, _url in someone.loaded} <= {"document", "stylesheet", "image", "font", "other"}
    assert someone.context.cookies() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_shows_the_exercise_mark_and_no_navigation(reader: Come, language: str) -> None:
    page = reader(language, script=True).go("/actions/?world=exercise")
    assert EXERCISE[language] in page.locator(".exercise").inner_text()
    page.emulate_media(media="print")
    mark = page.evaluate("getComputedStyle(document.querySelector('.exercise'), '::after').content")
    assert mark == f'"{EXERCISE[language]}"'
    for part in (".top__nav", ".filters", ".foot nav", ".switches"):
        assert not page.locator(part).is_visible(), part


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WITH_CHARTS)
def test_every_chart_of_the_exercise_says_so_itself(reader: Come, name: str, language: str) -> None:
    page = reader(language).go(PUBLIC[name][1])
    charts = page.locator("main figure svg.chart")
    assert charts.count() > 0
    for chart in charts.all():
        assert EXERCISE[language] in chart.locator(".chart-exercise").first.text_content()


@pytest.mark.parametrize("name", WITH_CHARTS)
def test_no_chart_of_the_real_world_says_exercise(reader: Come, name: str) -> None:
    assert reader().go(PUBLIC[name][0]).locator(".chart-exercise").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_skips_to_the_content_and_shows_where_it_is(reader: Come, language: str) -> None:
    page = reader(language, script=True).go("/actions/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("e => e === document.activeElement && e.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert inside
    ring = page.evaluate("(s => [s.outlineStyle, s.outlineWidth])(getComputedStyle(document.activeElement))")
    assert ring == ["solid", "2px"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["home", "framework:balance", "framework:obligation"])
def test_the_tab_key_reaches_the_content_and_everything_it_stops_at_is_seen(
    reader: Come, name: str, language: str
) -> None:
    page = reader(language, script=True).go(PUBLIC[name][0])
    for _step in range(60):
        page.keyboard.press("Tab")
        box = page.evaluate("(b => [b.width, b.height])(document.activeElement.getBoundingClientRect())")
        assert min(box) > 0, page.evaluate("document.activeElement.outerHTML.slice(0, 90)")
        if page.evaluate("document.querySelector('main').contains(document.activeElement)"):
            return
    pytest.fail("sixty steps did not reach the content")


def test_the_first_page_is_light(house: Any) -> None:
    """HTML and style sheet of the English home page, compressed, as a phone would fetch them: under 60 kB."""
    import gzip
    from urllib.request import urlopen

    def fetched(path: str) -> bytes:
        return bytes(urlopen(house.public + path).read())

    sheet = fetched("/static/kit/mizan.css")
    assert len(gzip.compress(fetched("/?lang=en"))) + len(gzip.compress(sheet)) < 60_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_chosen_on_the_page_and_kept(reader: Come, language: str) -> None:
    someone = reader({"en": "ur", "ur": "en"}[language])
    page = someone.go("/balance/?world=exercise")
    follow(page.locator(f".switches a[hreflang={language}]"))
    assert page.locator("html").get_attribute("lang") == language
    page.locator(".exercise").wait_for()
    someone.go("/plans/")
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["/actions/NO-SUCH/", "/nowhere/", "/obligations/%00/", "/figures/x/add/?r=%27"])
def test_a_wrong_address_is_answered_in_words(reader: Come, address: str, language: str) -> None:
    someone = reader(language, script=True, bypass_csp=True)
    response = someone.page.goto(someone.door + address)
    assert response.status in {400, 404}
    assert someone.page.locator("html").get_attribute("lang") == language
    assert len(someone.page.locator("main").inner_text()) > 40
    assert faults(someone.page) == ""
    someone.complaints.clear()  # the browser repeats the answer's status as a complaint


@pytest.mark.parametrize("language", LANGUAGES)
def test_odd_values_in_the_address_narrow_nothing_and_break_nothing(reader: Come, language: str) -> None:
    someone = reader(language)
    for address in ("/actions/?page=zero&sort=%3Cb%3E&pillar=none", "/obligations/?page=-4&sort=--code&q=%25_'"):
        someone.go(asking(address, world="nowhere"))
