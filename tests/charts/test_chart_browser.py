"""In a real browser, with the house's own style sheets and policy: no word leaves its sheet or covers another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mizan.charts import Frame, Words

from .gallery import CHARTS, URDU, Given, draw

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[2] / "src/mizan/kit/static/kit"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
CSP = "default-src 'none'; style-src 'self'; font-src 'self'"
ORIGIN = "http://charts.test"
GIVEN = {
    "en": Given(),
    "ur": Given(labels=("عوامی آگاہی", "سماجی انصاف، متاثرین کی بحالی اور ازالہ", "بدعنوانی سے پاک ریاستی مشینری")),
}

# Boxes of words in CSS pixels; the mark EXERCISE lies over everything on purpose.
LOOK = """() => [...document.querySelectorAll('svg')].map(svg => {
  const sheet = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text:not(.chart-exercise)')];
  const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect()]);
  const outside = boxes.filter(([, b]) => b.left < sheet.left - 1 || b.right > sheet.right + 1
    || b.bottom > sheet.bottom + 3 || b.top < sheet.top - 3).map(([text]) => text);
  const covered = [];
  boxes.forEach(([one, a], n) => boxes.slice(0, n).forEach(([other, b]) => {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const middle = Math.abs((a.top + a.bottom) / 2 - (b.top + b.bottom) / 2);
    if (across > 2 && middle < 8) covered.push(one + ' / ' + other);
  }));
  return [svg.getAttribute('aria-labelledby'), outside, covered];
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)


def page_of(language: str, width: int) -> str:
    rtl = language == "ur"
    words, sheets = (URDU, ["mizan", "urdu"]) if rtl else (Words(), ["mizan"])
    frames = [Frame(name, name, words=words, rtl=rtl, width=width, exercise=True) for name in CHARTS]
    drawn = "".join(f'<figure class="figure">{draw(f.id, f, GIVEN[language]).chart.svg}</figure>' for f in frames)
    head = "".join(f'<link rel="stylesheet" href="/{sheet}.css">' for sheet in sheets)
    start = f'<!doctype html><html lang="{language}" dir="{"rtl" if rtl else "ltr"}"><meta charset="utf-8">'
    return f"{start}<title>Charts</title>{head}<main>{drawn}</main></html>"


def serve(route: Any, html: str) -> None:
    file = STATIC / route.request.url.removeprefix(ORIGIN).lstrip("/").split("?")[0]
    if file.is_file():
        route.fulfill(path=file)
    else:
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": CSP})


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("width", [320, 640])
def test_no_word_leaves_its_sheet_or_covers_another(browser: Any, language: str, width: int) -> None:
    page = browser.new_page(java_script_enabled=True, viewport={"width": 800, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.route("**/*", lambda route: serve(route, page_of(language, width)))
    page.goto(f"{ORIGIN}/")
    page.evaluate("document.fonts.ready")
    looked = page.evaluate(LOOK)
    page.close()
    assert [name for name, _, _ in looked] == [f"{name}-title {name}-desc" for name in CHARTS]
    assert {name: (outside, covered) for name, outside, covered in looked if outside or covered} == {}
    assert complaints == []
