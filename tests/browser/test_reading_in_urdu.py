"""An Urdu page parts its lists as Urdu does, names what is English as English, and leads back in Urdu.

`foreign` is asked of every public page in `test_public_pages`, where each is open already.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.request import Request, urlopen

import pytest

from browser.pages import PUBLIC
from browser.reading import LATIN_COMMAS, Reader, query_of

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]
ARABIC = re.compile(r"[\u0600-\u06ff]")
UNMARKED = """[...document.querySelectorAll("main .source > *, main .source, #packs td:nth-child(3)")]
    .filter(e => /[A-Za-z]{3}/.test([...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(" ")))
    .filter(e => !e.closest("[lang=en][dir=ltr]")).map(e => e.textContent.slice(0, 80))"""
DEEP = ("framework:action", "framework:obligation", "framework:plan", "framework:instrument", "framework:indicator",
        "framework:crosswalk", "institutions:detail", "places:detail", "places:map")  # fmt: skip


def foreign(page: Any) -> list[str]:
    """Lists on a page in Urdu that are parted by a Latin comma, and sources that pass for Urdu."""
    return [*page.evaluate(LATIN_COMMAS), *page.evaluate(UNMARKED)]


def test_what_is_foreign_on_a_page_in_urdu_is_found(reader: Come) -> None:
    """Without this the question asked of every page would prove nothing."""
    page = reader("ur", script=True).go("/about/")
    page.evaluate("document.querySelector('main p').textContent = 'ایک, دو'")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<p class=source>A report</p>')")
    assert len(foreign(page)) == 2


@pytest.mark.parametrize("name", DEEP)
def test_the_way_back_is_in_the_readers_language_and_world(reader: Come, name: str) -> None:
    page = reader("ur").go(PUBLIC[name][1])
    first, up, here = page.locator(".crumbs li").all()
    assert ARABIC.search(first.inner_text())
    assert ARABIC.search(up.inner_text())
    assert here.locator("[aria-current=page]").inner_text().strip()
    for one in (first, up):
        assert query_of(one.locator("a").get_attribute("href") or "") == {"world": "exercise"}


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_counting_rule_is_said_in_words_beside_its_code(reader: Come, language: str) -> None:
    page = reader(language).go("/figures/")
    rules = page.locator("#indicators tbody td:nth-child(3)").all_inner_texts()
    assert len(rules) > 20
    for rule in rules:
        words, code = rule.rsplit(" ", 1)
        assert re.fullmatch(r"[a-z0-9_]+", code.strip())
        assert len(words.split()) >= 3
        assert bool(ARABIC.search(words)) == (language == "ur"), rule


def test_a_grade_leaves_room_for_nastaliq(reader: Come) -> None:
    page = reader("ur", script=True).go("/actions/ACT-01/")
    font, box = page.locator(".grade").first.evaluate(
        "e => [parseFloat(getComputedStyle(e).fontSize), e.getBoundingClientRect().height]"
    )
    assert box >= 2.4 * font


def test_the_page_of_a_fault_is_readable_in_both_languages(house: Any, chromium: Any) -> None:
    """It is served without rendering, so it names its style sheets and its font itself."""
    from pathlib import Path

    import mizan.web

    html = (Path(mizan.web.__file__).parent / "templates/web/broken.html").read_text(encoding="utf-8")
    context = chromium.new_context()
    page = context.new_page()
    page.route(f"{house.public}/broken/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{house.public}/broken/")
    page.wait_for_load_state("networkidle")
    face = page.locator("[lang=ur] h2").evaluate("e => getComputedStyle(e).fontFamily")
    assert "Nastaliq" in face
    assert page.evaluate("document.fonts.check('16px \"Noto Nastaliq Urdu Variable\"', 'خرابی')")
    for sheet in page.locator("link[rel=stylesheet]").all():
        with urlopen(Request(f"{house.public}{sheet.get_attribute('href')}")) as answer:
            assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert page.locator("section[lang=ur][dir=rtl] p").count() == 2
    context.close()
